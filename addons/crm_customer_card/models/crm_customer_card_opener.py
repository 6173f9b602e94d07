from odoo import models


class CrmCustomerCardOpener(models.AbstractModel):
    """Documents of a customer open his card."""

    _name = "crm.customer.card.opener"
    _description = "Opens the Customer Card"

    def action_customer_card(self):
        """Open the card of the document's customer.

        :return: a client action
        """
        self.ensure_one()
        return self.partner_id.action_customer_card()


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "crm.customer.card.opener"]


class HelpdeskTicket(models.Model):
    _name = "helpdesk.ticket"
    _inherit = ["helpdesk.ticket", "crm.customer.card.opener"]
