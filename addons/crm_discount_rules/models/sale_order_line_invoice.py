from decimal import Decimal
from fractions import Fraction

from odoo import models
from odoo.fields import Command
from odoo.tools import float_compare

from ..discount_engine import exact, part_amount, percent_for, rounded, six_decimals
from .sale_order_line import DISCOUNT_DIGITS

SIGNS = {"out_invoice": 1, "out_refund": -1}


class SaleOrderLine(models.Model):
    """Invoices for parts of a line add up to the line; price and quantity stay as they are."""

    _inherit = "sale.order.line"

    def _prepare_invoice_line(self, **optional_values):
        values = super()._prepare_invoice_line(**optional_values)
        if self._takes_rules() and values.get("quantity"):
            values["discount"] = self._part_discount(values["quantity"])
            values["auto_discount"] = values["discount"]
            values["discount_trace_ids"] = self._part_traces(values["quantity"])
        return values

    def _part_discount(self, quantity):
        """The percentage that brings this part of the line to its amount."""
        price = self._untaxed(self.price_unit)
        if not price or not self.currency_id:
            return self.discount
        step = Decimal(repr(self.currency_id.rounding))
        net = self._exact_net_price()
        before, amount_before = self._invoiced_before(net, step)
        quantity = exact(quantity)
        wanted = part_amount(net, before + quantity, amount_before, step)
        by_price = quantity * net
        if rounded(by_price, step) != wanted:
            by_price = exact(wanted)
        elif not self.discount:
            return self.discount
        return float(percent_for(quantity * price, self._aimed_at(by_price, step), step))

    def _exact_net_price(self):
        """The net price per unit, without tax."""
        net = self._priced_result().get("net")
        return exact(Fraction(net)) if net and not self._is_typed() else self._net_price_typed()

    def _invoiced_before(self, net, step):
        """Quantity and amount on invoices so far; one edited by hand counts as it was prepared."""
        quantity, amount = exact(0), Decimal(0)
        for line in self.invoice_lines.filtered(lambda line: line.parent_state != "cancel"):
            sign = SIGNS.get(line.move_id.move_type, 0)
            part = exact(line.quantity)
            if line.product_uom_id != self.product_uom_id:
                part *= exact(line.product_uom_id.factor) / exact(self.product_uom_id.factor)
            edited = self._was_edited(line)
            shown = rounded(part * net, step) if edited else Decimal(repr(line.price_subtotal))
            quantity += sign * part
            amount += sign * shown
        return quantity, amount

    def _was_edited(self, invoice_line):
        return invoice_line.price_unit != self.price_unit or bool(
            float_compare(
                invoice_line.discount,
                invoice_line.auto_discount,
                precision_digits=DISCOUNT_DIGITS,
            )
        )

    def _part_traces(self, quantity):
        """The line's trace in proportion to the part."""
        if not self.product_uom_qty:
            return []
        share = exact(quantity) / exact(self.product_uom_qty)
        # whoever may invoice the line need not see the discounts of others
        return [
            Command.create(
                {
                    "rule_id": row.rule_id.id,
                    "code": row.code,
                    "name": row.name,
                    "amount": float(six_decimals(exact(row.amount) * share)),
                    "sequence": row.sequence,
                    "company_id": row.company_id.id,
                    "currency_id": row.currency_id.id,
                }
            )
            for row in self.sudo().discount_trace_ids
        ]
