"""The order lines of a chain with their five quantities and the documents behind each."""

from decimal import Decimal

from odoo.tools import float_round

from ..chain_engine import LineQuantities

QUANTITIES = ("offered", "ordered", "delivered", "invoiced", "returned")


class LineBuilder:
    """Makes the ``lines`` of ``sale.order.document_chain()`` from :class:`ChainFacts`."""

    def __init__(self, facts):
        self.facts = facts
        self.digits = facts.env["decimal.precision"].precision_get("Product Unit")

    def build(self, line):
        """Return ``(dict of the line, its LineQuantities)``."""
        moves = line.move_ids.filtered(
            lambda move: move.state == "done" and move.product_id == line.product_id
        )
        out = moves.filtered(self.facts.goes_out)
        back = moves.filtered(self.facts.comes_back)
        posted = line.invoice_lines.filtered(
            lambda invoice_line: (
                invoice_line.display_type == "product" and self.facts.counts(invoice_line.move_id)
            )
        )
        quantities = LineQuantities(
            ordered=self._ordered(line),
            delivered=self._delivered(line, out),
            invoiced=self._invoiced(line, posted),
            returned=self._moved(line, back),
            on_delivery=line.product_id.invoice_policy == "delivery",
        )
        order = line.order_id
        documents = {
            "offered": order if order.offer_date else order.browse(),
            "ordered": order,
            "delivered": out.picking_id,
            "invoiced": posted.move_id,
            "returned": back.picking_id,
        }
        return self._values(line, quantities, documents), quantities

    def _values(self, line, quantities, documents):
        offered = self._decimal(line.offered_qty) if line.order_id.offer_date else None
        numbers = {name: self._float(getattr(quantities, name)) for name in QUANTITIES[1:]}
        return {
            "line_id": line.id,
            "product_id": line.product_id.id,
            "name": (line.name or line.product_id.display_name or "").split("\n", 1)[0],
            "uom": line.product_uom_id.name or "",
            "offered": self._float(offered),
            **numbers,
            "changed": offered is not None
            and quantities.ordered is not None
            and offered != quantities.ordered,
            "delivery_state": quantities.delivery_state,
            "invoice_state": quantities.invoice_state,
            "complete": quantities.complete,
            "documents": {name: self._links(documents[name]) for name in QUANTITIES},
        }

    def _links(self, records):
        allowed = self.facts.may_open(records)
        return {
            "model": records._name,
            "ids": [rid for rid in records.ids if rid in allowed],
            "can_open": bool(allowed),
        }

    def _ordered(self, line):
        if line.order_id.state == "sale":
            return self._decimal(line.product_uom_qty)
        return Decimal(0) if line.order_id.state == "cancel" else None

    def _delivered(self, line, out):
        """Shipped; for a service what was entered by hand, nothing when that is not tracked."""
        if line.product_type == "combo" or line.order_id.state in ("draft", "sent"):
            return None
        if line.qty_delivered_method == "stock_move":
            return self._moved(line, out)
        tracked = line.product_id.invoice_policy == "delivery" or line.qty_delivered
        return self._decimal(line.qty_delivered) if tracked else None

    def _invoiced(self, line, posted):
        if line.product_type == "combo" or line.order_id.state in ("draft", "sent"):
            return None
        return self._decimal(
            sum(
                -invoice_line.move_id.direction_sign
                * invoice_line.product_uom_id._compute_quantity(
                    invoice_line.quantity, line.product_uom_id, round=False
                )
                for invoice_line in posted
            )
        )

    def _moved(self, line, moves):
        # Rounded once, at the end: three times four units are a dozen, not 0.99 dozen.
        return self._decimal(
            sum(
                move.product_uom._compute_quantity(move.quantity, line.product_uom_id, round=False)
                for move in moves
            )
        )

    def _decimal(self, quantity):
        return Decimal(repr(float_round(quantity, precision_digits=self.digits)))

    @staticmethod
    def _float(quantity):
        return False if quantity is None else float(quantity)
