"""Money of a chain, in the currency of the order unless a document says otherwise."""

from collections import defaultdict


class Amounts:
    """What goods and invoices of :class:`ChainFacts` are worth to one order."""

    def __init__(self, facts):
        self.facts = facts

    def of_goods(self, order, moves):
        """Value of the moved goods with tax, at the prices of ``order``; False when unknown.

        Rounded line by line, as their invoice will be.
        """
        quantities = self._quantities(moves.filtered(lambda move: move.state != "cancel"))
        if any(quantity and not line.product_uom_qty for line, quantity in quantities.items()):
            return False
        return order.currency_id.round(
            sum(
                order.currency_id.round(line.price_total / line.product_uom_qty * quantity)
                for line, quantity in quantities.items()
                if quantity
            )
        )

    @staticmethod
    def _quantities(moves):
        """Map each order line to what the moves took of it, in the line's unit."""
        quantities = defaultdict(float)
        for move in moves:
            line = move.sale_line_id
            quantity = move.quantity if move.state == "done" else move.product_uom_qty
            quantities[line] += move.product_uom._compute_quantity(
                quantity, line.product_uom_id, round=False
            )
        return quantities

    def of_invoice(self, order, move):
        """What ``move`` charges for ``order``, with tax, in its own currency; credits negative."""
        return self._share(order, move, "amount_total", "price_total")

    def invoiced(self, order):
        """``(with tax, without tax)`` invoiced for ``order`` less credited, in its currency."""
        return (
            self._invoiced(order, "amount_total", "price_total"),
            self._invoiced(order, "amount_untaxed", "price_subtotal"),
        )

    def _invoiced(self, order, total, subtotal):
        amount = 0.0
        for move in self.facts.invoices_of_order[order.id].filtered(self.facts.counts):
            share = self._share(order, move, total, subtotal)
            if share and move.currency_id != order.currency_id:
                share = move.currency_id._convert(
                    share, order.currency_id, order.company_id, move.invoice_date or move.date
                )
            amount += share
        return order.currency_id.round(amount)

    def _share(self, order, move, total, subtotal):
        """The whole of the document when all its lines are the order's, else the lines' sum."""
        charged, own = self._charged(order, move)
        origin = move.reversed_entry_id or move.debit_origin_id
        if not own and origin:
            # Written by hand against an invoice: it is the order's when the invoice is.
            of_origin, own_of_origin = self._charged(order, origin)
            own = charged if of_origin == own_of_origin else own
        amount = move[total] if own == charged else sum(own.mapped(subtotal))
        return move.currency_id.round(-move.direction_sign * amount)

    @staticmethod
    def _charged(order, move):
        """``(lines with a price on the invoice, those of them that stem from the order)``."""
        charged = move.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        return charged, charged & order.order_line.invoice_lines
