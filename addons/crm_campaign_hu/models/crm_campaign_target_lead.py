from odoo import models
from odoo.exceptions import AccessError, UserError


class CrmCampaignTarget(models.Model):
    """What comes of a response: an opportunity that knows where it came from."""

    _inherit = "crm.campaign.target"

    def action_make_opportunity(self):
        """Make an opportunity of each target that has none yet.

        :return: a window's action, on the opportunities of all these targets
        :raise AccessError: the user may not record responses of a target
        :raise UserError: a target is in the control group
        """
        self.check_access("write")
        if "control" in self.mapped("state"):
            raise UserError(self.env._("Who is in the control group is not contacted."))
        # sudo: whoever records a response makes its opportunity, also one that somebody else owns
        self.sudo()._make_opportunities()
        return self.action_open_opportunity()

    def action_interested(self):
        """Record that persons are interested, and make their opportunities.

        :return: a window's action, on the opportunities
        :raise UserError: the catalogue has no such response any more
        """
        response = self.env["crm.campaign.response"]._by_code("interested")
        if not response:
            raise UserError(
                self.env._('There is no response with the code "interested": add it again.')
            )
        # who has ordered is interested: that stays
        self.filtered(lambda target: not target.is_positive).write({"response_id": response.id})
        return self.action_make_opportunity()

    def action_open_opportunity(self):
        """Open the opportunities of targets.

        :return: a window's action
        """
        leads = self.lead_id
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Opportunities"),
            "res_model": "crm.lead",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", leads.ids)],
        }
        if len(leads) == 1:
            action |= {"views": [(False, "form")], "res_id": leads.id}
        return action

    def action_open_partner(self):
        """Open the customer of a target.

        :return: a window's action
        """
        # what the caller has in mind is not for the customer, nor fit for XML-RPC
        return self.partner_id.get_formview_action() | {"context": {}}

    def _make_opportunities(self):
        """Make the opportunities of targets that have none."""
        if not self.try_lock_for_update(allow_referencing=True) == self:
            raise AccessError(self.env._("Somebody else is working on these targets: try again."))
        self.invalidate_recordset(["lead_id"])
        missing = self.filtered(lambda target: not target.lead_id)
        leads = self.env["crm.lead"].create([target._lead_values() for target in missing])
        for target, lead in zip(missing, leads, strict=True):
            target.lead_id = lead

    def _lead_values(self):
        campaign, partner = self.campaign_id, self.partner_id
        said = [self.response_id.name, self.comment, self.next_step]
        return {
            "name": self.env._(
                "%(customer)s: %(campaign)s", customer=partner.name or partner.display_name,
                campaign=campaign.title,
            ),
            "type": "opportunity",
            "partner_id": partner.id,
            "user_id": self.user_id.id or campaign.user_id.id,
            "company_id": self.company_id.id,
            "campaign_id": campaign.id,
            "medium_id": self.step_id._medium().id,
            "source_id": campaign._source().id,
            "description": "\n".join(part for part in said if part),
            "date_deadline": self.next_step_date,
        }  # fmt: skip
