"""The documents of a chain: number, date, state, amount of each, and whether it may be opened."""

from datetime import datetime

from odoo import fields

from .words import KIND_LABELS, selection_label

RANK = {kind: rank for rank, kind in enumerate(KIND_LABELS)}


class DocumentBuilder:
    """Makes the ``documents`` of ``sale.order.document_chain()`` from :class:`ChainFacts`."""

    def __init__(self, facts, amounts):
        self.facts = facts
        self.env = facts.env
        self.amounts = amounts

    def build(self, order):
        """Return the documents of ``order`` in the order of the business.

        Opportunity, offer and order come first, then what is finished by its date, then what
        is still open.
        """
        head = [*self._opportunity(order), *self._offer(order), *self._order(order)]
        rest = [
            *self._transfers(order),
            *self._invoices(order),
            *self._payments(order),
        ]
        rest.sort(
            key=lambda document: (
                document.pop("open"),
                document["date"] or "9999",
                RANK[document["kind"]],
                document["number"],
            )
        )
        return head + rest

    def _document(self, kind, record, **values):
        """One document; of one that the user may not read, neither amount nor id is told."""
        can_open = bool(self.facts.may_open(record))
        values.setdefault("order_amount", values["amount"])
        if not can_open:
            values.update(amount=False, order_amount=False)
        currency = values.pop("currency")
        return {
            "kind": kind,
            "kind_label": self.env._(KIND_LABELS[kind]),
            "model": record._name,
            "res_id": record.id if can_open else False,
            "can_open": can_open,
            "payment_state": False,
            "currency_id": currency.id or False,
            "currency": currency.name or False,
            **values,
            "date": self._iso(values["date"]),
        }

    def _iso(self, value):
        if isinstance(value, datetime):
            value = fields.Datetime.context_timestamp(self.facts.orders, value).date()
        return value.isoformat() if value else False

    def _opportunity(self, order):
        lead = order.opportunity_id
        # Its title and its stage are the seller's notes: not for those who may not read it.
        if not lead or not self.facts.may_open(lead):
            return []
        lost = lead.won_status == "lost"
        return [
            self._document(
                "opportunity",
                lead,
                number=lead.name or "",
                date=lead.create_date,
                state=lead.won_status or "pending",
                state_label=self.env._("Lost") if lost else lead.stage_id.name or "",
                amount=lead.expected_revenue,
                currency=lead.company_currency,
            )
        ]

    def _offer(self, order):
        if order.state == "sale" and not order.offer_date:
            return []
        accepted = order.state == "sale"
        return [
            self._document(
                "offer",
                order,
                number=order.name,
                date=order.offer_date or order.date_order,
                state="accepted" if accepted else order.state,
                state_label=self.env._("Accepted") if accepted else selection_label(order, "state"),
                amount=order.offered_amount if order.offer_date else order.amount_total,
                currency=order.currency_id,
            )
        ]

    def _order(self, order):
        if order.state != "sale" and not self._was_order(order):
            return []
        return [
            self._document(
                "order",
                order,
                number=order.name,
                date=order.date_order,
                state=order.state,
                state_label=selection_label(order, "state"),
                amount=order.amount_total,
                currency=order.currency_id,
            )
        ]

    def _was_order(self, order):
        """A cancelled order was confirmed once if something came of it."""
        return order.state == "cancel" and bool(
            self.facts.pickings_of_order[order.id] or self.facts.invoices_of_order[order.id]
        )

    def _transfers(self, order):
        return [
            self._document(
                kind,
                picking,
                number=picking.name or "",
                date=picking.date_done or picking.scheduled_date,
                state=picking.state,
                state_label=selection_label(picking, "state"),
                amount=self._goods_amount(order, kind, moves),
                currency=order.currency_id,
                open=picking.state not in ("done", "cancel"),
            )
            for picking, kind, moves in self._transfers_with_kind(order)
        ]

    def _goods_amount(self, order, kind, moves):
        if kind == "transfer":
            return False
        value = self.amounts.of_goods(order, moves)
        return -value if value and kind == "return" else value

    def _transfers_with_kind(self, order):
        moves_of = order.order_line.move_ids.grouped("picking_id")
        none = self.env["stock.move"]
        for picking in self.facts.pickings_of_order[order.id]:
            moves = moves_of.get(picking, none)
            out = moves.filtered(self.facts.goes_out)
            back = moves.filtered(self.facts.comes_back)
            if out:
                yield picking, "delivery", out
            elif back:
                yield picking, "return", back
            else:
                yield picking, "transfer", moves

    def _invoices(self, order):
        return [
            self._document(
                self._invoice_kind(move),
                move,
                number=move.name or self.env._("Draft"),
                date=move.invoice_date,
                state=move.state,
                state_label=self._invoice_label(move),
                payment_state=move.payment_state or False,
                amount=-move.direction_sign * move.amount_total,
                order_amount=self.amounts.of_invoice(order, move),
                currency=move.currency_id,
                open=move.state == "draft",
            )
            for move in self.facts.invoices_of_order[order.id]
        ]

    def _invoice_kind(self, move):
        if move.move_type == "out_refund":
            return "credit_note"
        charged = move.invoice_line_ids & self.facts.invoice_lines
        only_advance = charged and charged <= self.facts.advance_lines
        return "down_payment" if only_advance else "invoice"

    def _invoice_label(self, move):
        settled = move.payment_state not in (False, "not_paid", "blocked", "invoicing_legacy")
        if move.state == "posted" and settled:
            return selection_label(move, "payment_state")
        return selection_label(move, "state")

    def _payments(self, order):
        invoices = self.facts.invoices_of_order[order.id]
        payments = self.facts.all["account.payment"]
        entries = self.facts.all["account.move"]
        for invoice in invoices:
            payments |= self.facts.payments_of_invoice[invoice.id]
            entries |= self.facts.entries_of_invoice.get(invoice.id, entries)
        return [self._payment(payment) for payment in payments] + [
            self._entry(entry) for entry in entries
        ]

    def _payment(self, payment):
        incoming = payment.payment_type == "inbound"
        return self._document(
            "payment",
            payment,
            number=payment.name or self.env._("Draft"),
            date=payment.date,
            state=payment.state,
            state_label=selection_label(payment, "state"),
            amount=payment.amount if incoming else -payment.amount,
            currency=payment.currency_id,
            open=payment.state == "draft",
        )

    def _entry(self, entry):
        """Settled without a payment record: a bank statement line, a set-off."""
        return self._document(
            "payment",
            entry,
            number=entry.name or self.env._("Draft"),
            date=entry.date,
            state=entry.state,
            state_label=selection_label(entry, "state"),
            amount=entry.amount_total,
            currency=entry.currency_id,
            open=entry.state == "draft",
        )
