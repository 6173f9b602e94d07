from odoo import fields, models


class HelpdeskTicketTransfer(models.Model):
    """Who passed a ticket to whom, and why."""

    _name = "helpdesk.ticket.transfer"
    _description = "Ticket Passed On"
    _order = "date desc, id desc"

    ticket_id = fields.Many2one("helpdesk.ticket", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="ticket_id.company_id", store=True, index=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        "res.users", string="Passed on by", required=True, default=lambda self: self.env.user
    )
    from_user_id = fields.Many2one("res.users", string="From person")
    from_team_id = fields.Many2one("helpdesk.ticket.team", string="From team")
    to_user_id = fields.Many2one("res.users", string="To person")
    to_team_id = fields.Many2one("helpdesk.ticket.team", string="To team")
    reason = fields.Char(required=True)
