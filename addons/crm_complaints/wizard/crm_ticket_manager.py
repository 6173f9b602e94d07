from odoo import fields, models


class CrmTicketManager(models.TransientModel):
    """Ask for a manager's decision, or give it."""

    _name = "crm.ticket.manager"
    _description = "Manager's Decision on a Ticket"

    ticket_id = fields.Many2one(
        "helpdesk.ticket", required=True, default=lambda self: self.env.context.get("active_id")
    )
    waits = fields.Boolean(related="ticket_id.waits_for_manager")
    text = fields.Text(string="In words", required=True)

    def action_ask(self):
        """Ask, and close the dialog."""
        self.ensure_one()
        self.ticket_id.action_ask_manager(self.text)
        return {"type": "ir.actions.act_window_close"}

    def action_decide(self):
        """Give the decision, and close the dialog."""
        self.ensure_one()
        self.ticket_id.action_manager_decided(self.text)
        return {"type": "ir.actions.act_window_close"}
