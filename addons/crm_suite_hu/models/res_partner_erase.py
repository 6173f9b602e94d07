from datetime import date

from odoo import fields, models
from odoo.tools import format_date

ADDRESS = ("name", "street", "street2", "zip", "city", "state_id", "country_id", "vat")
REACHED_AT = ("email", "phone")
#: full years that books are kept after their own (2000. évi C. törvény 169. §)
BOOKS_KEPT = 8
PAID = ("paid", "reversed", "in_payment", "invoicing_legacy")


class ResPartner(models.Model):
    """What the law, or a contract that is not fulfilled yet, keeps of a person; the rest goes."""

    _inherit = "res.partner"

    def _law_keeps(self):
        found = (self._kept_books(), self._kept_orders(), *self._kept_complaints())
        return super()._law_keeps() + [one for one in found if one]

    def _kept_books(self):
        """Invoices keep whom they name; while one is open, also where he is reached."""
        today = fields.Date.context_today(self)
        moves = self.env["account.move"].search(
            [
                "|",
                ("partner_id", "in", self.ids),
                ("partner_shipping_id", "in", self.ids),
                ("state", "=", "posted"),
                ("date", ">=", date(today.year - BOOKS_KEPT, 1, 1)),
            ],
            order="date, id",
        )
        if not moves:
            return None
        invoices = moves.filtered(lambda move: move.is_invoice())
        is_open = any(move.payment_state not in PAID for move in invoices)
        until = date(moves[-1].date.year + BOOKS_KEPT, 12, 31)
        return {
            "what": self.env._("Entries: %(count)s, the last is %(number)s",
                               count=len(moves), number=moves[-1].name),
            "why": self.env._(
                "Books are kept for eight years (2000. évi C. törvény 169. §): name, address and"
                " tax number stay until %(date)s.",
                date=format_date(self.env, until),
            ),
            "fields": (*ADDRESS, *(REACHED_AT if is_open else ())),
        }  # fmt: skip

    def _kept_orders(self):
        orders = self.env["sale.order"].search(
            [
                "|",
                ("partner_id", "in", self.ids),
                ("partner_shipping_id", "in", self.ids),
                ("state", "=", "sale"),
                ("invoice_status", "in", ("no", "to invoice")),
                ("locked", "=", False),
            ]
        )
        if not orders:
            return None
        return {
            "what": self.env._("Orders: %(numbers)s", numbers=", ".join(orders.mapped("name"))),
            "why": self.env._("They are not invoiced yet: who ordered, and where, stays."),
            "fields": (*ADDRESS, *REACHED_AT),
        }

    def _kept_complaints(self):
        return [
            {
                "what": self.env._("Ticket %(number)s", number=ticket.number),
                "why": self.env._(
                    "Complaints of consumers are kept until %(date)s (1997. évi CLV. törvény"
                    " 17/A. §).",
                    date=format_date(self.env, ticket.kept_until),
                ),
                "fields": ("name",),
            }
            for ticket in self._tickets().filtered(_is_kept)
        ]

    def _tickets(self):
        tickets = self.env["helpdesk.ticket"].with_context(active_test=False)
        return tickets.search([("partner_id", "in", self.ids)])

    def _erase_personal_data(self):
        mine = self._person()
        mine._of_email("mailing.trace").write({"email": False})
        mine._of_email("mailing.contact").unlink()
        theirs = [("partner_id", "in", mine.ids)]
        registrations = self.env["event.registration"].with_context(tracking_disable=True)
        registrations.search(theirs).write(dict.fromkeys(("name", "email", "phone"), False))
        self.env["survey.user_input"].search(theirs).write({"email": False, "nickname": False})
        mine._erase_tickets()
        kept = super()._erase_personal_data()
        # what was written down of the card, and of its being erased just now
        self.env["auditlog.log"].search(
            [("model_id.model", "=", "res.partner"), ("res_id", "in", mine.ids)]
        ).unlink()
        return kept

    def _erase_tickets(self):
        """Leave of tickets that no law keeps only what they were about: kind, dates, goods."""
        tickets = self._tickets().filtered(lambda ticket: not _is_kept(ticket))
        tickets = tickets.with_context(tracking_disable=True)
        self._erase_threads(tickets)
        tickets.attachment_ids.unlink()
        erased = self.env._("Erased on request")
        tickets.write(
            {"partner_name": False, "partner_email": False, "partner_phone": False,
             "description": erased, "name": erased}
        )  # fmt: skip


def _is_kept(ticket):
    return ticket.kept_until and ticket.kept_until > fields.Date.context_today(ticket)
