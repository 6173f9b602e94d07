from odoo import fields, models


class CrmTicketPassOn(models.TransientModel):
    """Pass tickets on to somebody, with the reason."""

    _name = "crm.ticket.pass.on"
    _description = "Pass a Ticket On"

    ticket_ids = fields.Many2many(
        "helpdesk.ticket", default=lambda self: self.env.context.get("active_ids")
    )
    team_id = fields.Many2one("helpdesk.ticket.team", string="To team")
    user_id = fields.Many2one("res.users", string="To person", domain="[('share', '=', False)]")
    reason = fields.Char(required=True)

    def action_pass_on(self):
        """Pass them on and close the dialog."""
        self.ensure_one()
        self.ticket_ids.action_pass_on(self.reason, self.user_id.id, self.team_id.id)
        return {"type": "ir.actions.act_window_close"}
