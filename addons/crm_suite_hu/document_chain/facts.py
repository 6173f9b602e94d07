"""Everything that belongs to the chains of some orders, read for all of them at once."""

from odoo.fields import Domain

CUSTOMER_DOCUMENTS = ("out_invoice", "out_refund", "out_receipt")


class ChainFacts:
    """Records behind the chains of ``orders``; the number of queries does not grow with them.

    ``env`` is the user's environment, ``all`` the one that reads everything.
    """

    def __init__(self, orders):
        self.env = orders.env
        # The quantities are part of the order: whoever may read the order must see the same ones,
        # whatever of its deliveries and invoices they may open. That is asked in `may_open`.
        self.orders = orders.sudo()
        self.all = self.orders.env
        self.order_lines = self.orders.order_line
        self.lines = self.order_lines.filtered(
            lambda line: not line.display_type and not line.is_downpayment
        )
        self._read_transfers()
        self._read_invoices()
        self._read_payments()
        self._readable = {}

    def _read_transfers(self):
        moves = self.order_lines.move_ids
        locations = moves.location_id | moves.location_dest_id
        self.customer_locations = locations.filtered(lambda location: location._is_outgoing())
        self.pickings_of_order = {
            order.id: order.picking_ids | order.order_line.move_ids.picking_id
            for order in self.orders
        }

    def _read_invoices(self):
        self.invoice_lines = self.order_lines.invoice_lines.filtered(
            lambda line: line.move_id.move_type in CUSTOMER_DOCUMENTS
        )
        self.advance_lines = self.order_lines.filtered("is_downpayment").invoice_lines
        direct = self.invoice_lines.move_id
        corrections = self.all["account.move"].search(
            Domain("move_type", "in", CUSTOMER_DOCUMENTS)
            & (
                Domain("reversed_entry_id", "in", direct.ids)
                | Domain("debit_origin_id", "in", direct.ids)
            )
        )
        corrections_of = corrections.grouped(
            lambda move: (move.reversed_entry_id or move.debit_origin_id).id
        )
        self.invoices = direct | corrections
        self.invoices_of_order = {}
        for order in self.orders:
            moves = order.order_line.invoice_lines.move_id & direct
            for move in moves:
                moves |= corrections_of.get(move.id, moves.browse())
            self.invoices_of_order[order.id] = moves

    def _read_payments(self):
        """Map each invoice to what settles it: payments, or entries without a payment record."""
        self.payments_of_invoice = {move.id: move.matched_payment_ids for move in self.invoices}
        self.entries_of_invoice = {}
        partials = self.all["account.partial.reconcile"].search(
            Domain("debit_move_id.move_id", "in", self.invoices.ids)
            | Domain("credit_move_id.move_id", "in", self.invoices.ids)
        )
        exchange = partials.exchange_move_id
        for partial in partials:
            pair = (partial.debit_move_id.move_id, partial.credit_move_id.move_id)
            for invoice, entry in (pair, pair[::-1]):
                if invoice in self.invoices and entry not in exchange:
                    self._add_settlement(invoice, entry)

    def _add_settlement(self, invoice, entry):
        if entry.is_invoice(include_receipts=True):
            return
        if entry.origin_payment_id:
            self.payments_of_invoice[invoice.id] |= entry.origin_payment_id
        else:
            known = self.entries_of_invoice.get(invoice.id, entry.browse())
            self.entries_of_invoice[invoice.id] = known | entry

    def may_open(self, records):
        """Return the ids among ``records`` that the user may read with their own rights."""
        known = self._readable.setdefault(records._name, {})
        unknown = [rid for rid in records.ids if rid not in known]
        if unknown:
            own = self.env[records._name].browse(unknown)
            allowed = set(own._filtered_access("read").ids)
            known.update((rid, rid in allowed) for rid in unknown)
        return {rid for rid in records.ids if known[rid]}

    def learn_access(self):
        """Ask what may be opened, and read the documents, for all orders at once.

        Later questions are answered from the cache, so the number of queries stays the same.
        """
        for records in (
            self.orders,
            self.orders.opportunity_id,
            self.invoices,
            self._union(self.pickings_of_order, "stock.picking"),
            self._union(self.payments_of_invoice, "account.payment"),
            self._union(self.entries_of_invoice, "account.move"),
        ):
            self.may_open(records)
            records.mapped("display_name")
        self.invoices.invoice_line_ids.mapped("display_type")

    def _union(self, mapping, model):
        return self.all[model].browse({rid for records in mapping.values() for rid in records.ids})

    def goes_out(self, move):
        """The move takes goods to the customer (of several steps, only the last one does)."""
        return self._is_at_customer(move.location_dest_id, move.location_id)

    def comes_back(self, move):
        """The move takes goods from the customer back."""
        return self._is_at_customer(move.location_id, move.location_dest_id)

    def _is_at_customer(self, here, there):
        return here in self.customer_locations and there not in self.customer_locations

    @staticmethod
    def counts(invoice):
        """The invoice or credit note is posted (or was, in the system used before this one)."""
        return invoice.state == "posted" or invoice.payment_state == "invoicing_legacy"
