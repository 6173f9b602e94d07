from odoo import models

from ..card_show import Column, Figure, Show, Table

LISTED = 5
CLAIMS = ("complaint", "warranty", "return")


class ResPartner(models.Model):
    """What the customer asked for and complained of, and how content he was."""

    _inherit = "res.partner"

    def _card_tickets(self):
        if not self._card_may_read("helpdesk.ticket"):
            return None
        tickets = self.env["helpdesk.ticket"]
        every = self._card_of_customer(shared=True)
        claims = [*every, ("kind", "in", CLAIMS)]
        still = ("stage_id.closed", "=", False)
        rated = [*every, ("rating_last_value", ">", 0)]
        [(rating, rating_count)] = tickets._read_group(
            rated, [], ["rating_last_value:avg", "__count"]
        )
        domains = {
            "open_count": [*every, still],
            "complaint_open_count": [*claims, still],
            "complaint_count": claims,
            "ticket_count": every,
            "rating_count": rated,
        }
        latest = tickets.search(every, order="received_at DESC, id DESC", limit=LISTED)
        return {
            **{name: tickets.search_count(domain) for name, domain in domains.items()},
            "rating": round(rating, 1) if rating_count else False,
            "tickets": [self._card_ticket(ticket) for ticket in latest],
            "action": [
                self._card_open(self.env._("Tickets"), tickets._name, domain, name)
                for name, domain in domains.items()
            ],
        }

    def _card_ticket(self, ticket):
        kinds = dict(ticket._fields["kind"]._description_selection(self.env))
        return {
            "number": ticket.number or "",
            "name": ticket.name or "",
            "kind": kinds.get(ticket.kind, ""),
            "date": self._card_day(ticket.received_at),
            "stage": ticket.stage_id.name or "",
            "is_open": not ticket.closed,
            "action": self._card_form(ticket),
        }

    def _card_tickets_words(self):
        return Show(
            self.env._("Tickets and complaints"),
            (
                Figure("open_count", self.env._("Open"), "number"),
                Figure("complaint_open_count", self.env._("Open complaints"), "number", "danger"),
                Figure("complaint_count", self.env._("Complaints in all"), "number"),
                Figure("ticket_count", self.env._("In all"), "number"),
                Figure("rating", self.env._("Satisfaction, of 5"), "decimal"),
                Figure("rating_count", self.env._("Ratings"), "number"),
            ),
            (
                Table(
                    "tickets",
                    (
                        Column("date", self.env._("Received"), "date"),
                        Column("name", self.env._("Subject")),
                        Column("stage", self.env._("Stage")),
                    ),
                ),
            ),
        )
