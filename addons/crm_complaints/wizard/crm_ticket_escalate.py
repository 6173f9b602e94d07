from odoo import api, fields, models


class CrmTicketEscalate(models.TransientModel):
    """Move tickets up or down by hand, with the reason."""

    _name = "crm.ticket.escalate"
    _description = "Escalate a Ticket"

    ticket_ids = fields.Many2many(
        "helpdesk.ticket", default=lambda self: self.env.context.get("active_ids")
    )
    to_level = fields.Integer(
        string="To level", compute="_compute_to_level", store=True, readonly=False
    )
    reason = fields.Char(required=True)

    @api.depends("ticket_ids")
    def _compute_to_level(self):
        for wizard in self:
            wizard.to_level = max(wizard.ticket_ids.mapped("escalation_level"), default=0) + 1

    def action_escalate(self):
        """Move them and close the dialog."""
        self.ensure_one()
        self.ticket_ids.action_escalate(self.reason, self.to_level)
        return {"type": "ir.actions.act_window_close"}
