from odoo import models


class CrmContactLog(models.Model):
    """What becomes of a campaign's messages, its targets are told."""

    _inherit = "crm.contact.log"

    def write(self, vals):
        """Note what became of contacts; the targets of campaigns follow."""
        result = super().write(vals)
        if "state" in vals:
            # sudo: messages are moved on by queues, gateways and readers
            targets = self.env["crm.campaign.target"].sudo()
            targets.search([("log_id", "in", self.ids)])._follow_logs()
        return result
