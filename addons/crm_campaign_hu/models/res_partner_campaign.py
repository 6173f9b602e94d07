from odoo import fields, models


class ResPartner(models.Model):
    """Who wants no more advertising has answered the campaign that he got."""

    _inherit = "res.partner"

    campaign_target_ids = fields.One2many(
        "crm.campaign.target", "partner_id", "Campaigns", groups="base.group_user"
    )

    def _withdraw(self, channel, source, proof=False):
        """Record that persons want no more advertising; their last campaign is answered so."""
        result = super()._withdraw(channel, source, proof)
        # sudo: a person withdraws for himself, by a link or an answer
        targets = self.env["crm.campaign.target"].sudo().search(
            [("partner_id", "in", self.ids), ("sent_at", "!=", False),
             ("log_id.channel", "=", channel)], order="sent_at DESC, id DESC",
        )  # fmt: skip
        last = {target.partner_id: target for target in reversed(targets)}
        targets.browse([target.id for target in last.values()])._respond("unsubscribed")
        return result
