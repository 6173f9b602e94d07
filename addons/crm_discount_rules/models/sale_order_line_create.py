from odoo import api, models

from .sale_order_line import _same


class SaleOrderLine(models.Model):
    """Lines made together are priced together, before they reach the database."""

    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._create_discount_traces()
        return lines

    def _add_precomputed_values(self, vals_list):
        """Odoo computes lines one by one, blind to each other; rules must see all of them."""
        for vals in vals_list:
            _forget_computed(vals)
            if "discount" in vals:
                vals["discount"] = self._discount_as_typed(vals["discount"])
        lines = self.browse().concat(*(self.new(vals) for vals in vals_list))
        for line, vals in zip(lines, vals_list, strict=True):
            line._prepare_for_rules(vals)
        prices = lines._prices_before_insert()
        for line, vals in zip(lines, vals_list, strict=True):
            vals.update(prices.get(line) or line._computed_discounts())
        return super()._add_precomputed_values(vals_list)

    def _prepare_for_rules(self, vals):
        """Let Odoo compute price and pricelist discount, and note what the pricelist says."""
        base = None
        if "technical_price_unit" not in vals:
            base = self._price_given_over(vals)
            self.technical_price_unit = self.price_unit if base is None else base
        if base is not None:
            # marked as Odoo marks a price typed on screen: changes and copies keep it as well
            vals["technical_price_unit"] = base
        vals.setdefault("price_unit", self.price_unit)
        percent = self._pricelist_percent() if self._is_typed() else self.discount
        self.discount_result = self._remembered(percent, base)

    def _price_given_over(self, vals):
        """The pricelist's price where the line is made with another one."""
        if vals.get("price_unit") is None or not self._takes_rules():
            return None
        base = self._pricelist_base()
        return base if self._is_other_price(base) else None

    def _prices_before_insert(self):
        automatic = self.filtered(lambda line: not line._is_typed())
        prices = {}
        for order, lines in self.grouped("order_id").items():
            if order:
                stored = order.order_line.filtered(lambda line: isinstance(line.id, int))
                prices |= order._prices_by_rules(lines & automatic, stored | lines)
        return prices

    def _computed_discounts(self):
        return {
            "discount": self.discount,
            "auto_discount": self.auto_discount,
            "discount_result": self._priced_result(),
        }


def _forget_computed(vals):
    """Drop what a screen or a copy holds of earlier computing; what a person typed stays."""
    vals.pop("discount_result", None)
    typed = bool(vals.get("discount"))
    if "auto_discount" in vals:
        typed = "discount" in vals and not _same(vals["discount"], vals["auto_discount"])
    if not typed:
        vals.pop("discount", None)
        vals.pop("auto_discount", None)
    else:
        vals.setdefault("auto_discount", 0.0)
