from odoo import fields, models

#: what is told of each step of a campaign that a person was in
TOLD = (
    "campaign_id", "step_id", "state", "reason", "sent_at", "clicked_at", "response_id",
    "response_date", "comment", "next_step", "next_step_date",
)  # fmt: skip


class ResPartner(models.Model):
    """What campaigns know of a person; who wants no more advertising has answered his last one."""

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

    def _personal_data(self):
        """Return what is known of persons, with the campaigns and audiences that they were in."""
        mine = self._person()
        theirs = [("partner_id", "in", mine.ids)]
        return super()._personal_data() | {
            "crm.campaign.target": mine._personal_rows("crm.campaign.target", theirs, TOLD),
            "crm.audience.member": mine._personal_rows(
                "crm.audience.member", theirs, ("audience_id",)
            ),
        }

    def _erase_personal_data(self):
        """Erase what persons said to campaigns, and take them out of audiences."""
        theirs = [("partner_id", "in", self._person().ids)]
        self.env["crm.campaign.target"].search(theirs).write(
            {"comment": False, "next_step": False, "next_step_date": False}
        )
        self.env["crm.audience.member"].search(theirs).unlink()
        return super()._erase_personal_data()
