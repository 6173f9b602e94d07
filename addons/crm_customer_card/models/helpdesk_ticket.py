from odoo import models


class HelpdeskTicket(models.Model):
    """A ticket opens the card of its customer."""

    _inherit = "helpdesk.ticket"

    def action_customer_card(self):
        """Open the card of whoever the ticket is of.

        :return: a client action
        """
        self.ensure_one()
        return self.partner_id.action_customer_card()
