from odoo import models


class CrmLead(models.Model):
    """An opportunity opens the card of its customer."""

    _inherit = "crm.lead"

    def action_customer_card(self):
        """Open the card of the opportunity's customer.

        :return: a client action
        """
        self.ensure_one()
        return self.partner_id.action_customer_card()
