from markupsafe import Markup

from odoo import api, models

from ..campaign_engine import rewritten

#: addresses of ours that are no offers: to have no more of these, to confirm, the picture's point
OWN_LINKS = ("/crm_messaging/", "/crm_campaign/")


class CrmMessage(models.AbstractModel):
    """The links in a campaign's e-mails tell who clicked."""

    _inherit = "crm.message"

    @api.model
    def _write(self, wanted, channel, partners):
        written = super()._write(wanted, channel, partners)
        step_id = self.env.context.get("crm_campaign_step_id")
        if step_id and channel == "email":
            step = self.env["crm.campaign.step"].browse(step_id)
            step._rewrite_links(written, partners)
        return written


class CrmCampaignStep(models.Model):
    """Links of a step's messages."""

    _inherit = "crm.campaign.step"

    def _rewrite_links(self, written, partners):
        """Make each web link in messages one that tells whose it is.

        :param written: partner's id → values of a contact, whose `body` is changed
        """
        # sudo: the job's responsible need not own each target
        targets = self.env["crm.campaign.target"].sudo().search(
            [("step_id", "=", self.id), ("partner_id", "in", partners.ids)]
        )  # fmt: skip
        by_partner = {target.partner_id.id: target for target in targets}
        bodies = {id_: values["body"] for id_, values in written.items() if values.get("body")}
        codes = self._link_codes(bodies.values())
        for partner_id, body in bodies.items():
            target = by_partner.get(partner_id)
            if target:
                new = rewritten(str(body), lambda url, of=target: of._click_link(codes.get(url)))
                written[partner_id]["body"] = Markup(new)

    def _link_codes(self, bodies):
        """Return the tracked link of each address in texts: address → its code."""
        found = dict.fromkeys(())
        for body in bodies:
            rewritten(str(body), lambda url: found.setdefault(url))
        wanted = [url for url in found if not any(own in url for own in OWN_LINKS)]
        if not wanted:
            return {}
        common = {
            "campaign_id": self.campaign_id.id,
            "medium_id": self._medium().id,
            "source_id": self.campaign_id._source().id,
        }
        # sudo: links are made by whoever sends; the title saves asking the page for its own
        links = self.env["link.tracker"].sudo().search_or_create(
            [{"url": url, "title": url, "label": self.name, **common} for url in wanted]
        )  # fmt: skip
        return {url: link.code for url, link in zip(wanted, links, strict=True)}
