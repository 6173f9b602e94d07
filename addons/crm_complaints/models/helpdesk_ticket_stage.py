from odoo import fields, models


class HelpdeskTicketStage(models.Model):
    """Stages in which we wait for the customer stop the clock of escalations."""

    _inherit = "helpdesk.ticket.stage"

    waits_for_customer = fields.Boolean(
        help="The clock of escalations stands while a ticket is in this stage."
    )
