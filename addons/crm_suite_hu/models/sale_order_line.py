from odoo import fields, models


class SaleOrderLine(models.Model):
    """An order line knows what was offered on it."""

    _inherit = "sale.order.line"

    offered_qty = fields.Float(
        string="Offered Quantity",
        digits="Product Unit",
        copy=False,
        readonly=True,
        help="Quantity in the offer as it was last sent, in the unit of the line. "
        "A line added after the offer was sent has 0.",
    )

    def write(self, vals):
        """Keep the offered quantity true to the line's unit and product."""
        offered = self.filtered("offered_qty") if self._touches_offer(vals) else self.browse()
        before = [(line, line.product_id, line.product_uom_id) for line in offered]
        result = super().write(vals)
        for line, product, uom in before:
            line._follow_offer(product, uom)
        return result

    def _touches_offer(self, vals):
        return "offered_qty" not in vals and not {"product_id", "product_uom_id"}.isdisjoint(vals)

    def _follow_offer(self, product, uom):
        """The line had ``product`` and ``uom``; another product was never offered."""
        if self.product_id != product:
            self.offered_qty = 0.0
        elif self.product_uom_id != uom:
            self.offered_qty = uom._compute_quantity(
                self.offered_qty, self.product_uom_id, rounding_method="HALF-UP"
            )

    def _keep_offered_qty(self):
        """Store today's quantities as the offered ones."""
        goods = self.filtered(lambda line: not line.display_type and not line.is_downpayment)
        for quantity, lines in goods.grouped("product_uom_qty").items():
            lines.offered_qty = quantity
