from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from odoo.addons.helpdesk_mgmt.controllers.main import HelpdeskTicketController


class TicketCloseController(HelpdeskTicketController):
    """A ticket is closed from the portal only by those who may see it, into a stage of its own."""

    @http.route()
    def support_ticket_close(self, **kw):
        """Close the ticket, unless the user may not see it or the stage is not offered there."""
        ticket = self._ticket_to_close(kw.get("ticket_id"))
        stage = self._closing_stages(ticket).filtered(
            lambda one: str(one.id) == str(kw.get("stage_id"))
        )
        if not ticket:
            return request.redirect("/my/tickets")
        return super().support_ticket_close(ticket_id=ticket.id, stage_id=stage.id)

    def _ticket_to_close(self, number):
        tickets = request.env["helpdesk.ticket"]
        if not str(number or "").isdigit():
            return tickets
        ticket = tickets.browse(int(number))
        try:
            ticket.check_access("read")
        except (AccessError, MissingError):
            return tickets
        return ticket.exists()

    def _closing_stages(self, ticket):
        # which stages a team has is no secret to whom its ticket is open
        own = ticket.sudo()
        stages = (
            own.team_id._get_applicable_stages()
            if own.team_id
            else (
                own.env["helpdesk.ticket.stage"].search(
                    [("company_id", "in", [False, own.company_id.id]), ("team_ids", "=", False)]
                )
            )
        )
        return stages.filtered("close_from_portal")
