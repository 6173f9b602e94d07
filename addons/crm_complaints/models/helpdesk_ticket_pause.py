from odoo import fields, models


class HelpdeskTicketPause(models.Model):
    """A time in which the clock of a ticket stood, because the customer had to answer."""

    _name = "helpdesk.ticket.pause"
    _description = "Ticket Waiting Time"
    _order = "date_from, id"

    ticket_id = fields.Many2one("helpdesk.ticket", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="ticket_id.company_id", store=True, index=True)
    date_from = fields.Datetime(required=True)
    date_to = fields.Datetime()

    _one_open = models.UniqueIndex("(ticket_id) WHERE date_to IS NULL")
