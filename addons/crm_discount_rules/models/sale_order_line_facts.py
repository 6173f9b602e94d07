from odoo import models

from ..adapters import Goods, untaxed
from ..discount_engine import exact, percent_for, rounded


class SaleOrderLine(models.Model):
    """What rules must know of a line, and what they decided on it."""

    _inherit = "sale.order.line"

    def _priced_result(self):
        """What was decided on the line last; prices follow from it whoever may read it."""
        # who makes an invoice or changes a quantity need not have rights on discounts
        return self.sudo().discount_result or {}

    def _priced_object(self):
        return [self.product_id.id, self.product_uom_id.id, self.product_uom_qty]

    def _is_priced_as_it_is(self):
        """Whether product, unit and quantity are those that were priced last."""
        self.ensure_one()
        return self._priced_result().get("of") == self._priced_object()

    def _is_priced_by_rules(self):
        """Whether the rules have decided on the line as it is, not a person since."""
        return self._is_priced_as_it_is() and not self._priced_result().get("typed")

    def _remember_pricelist(self):
        """Note what is priced and the pricelist's percentage, which `discount` holds right now."""
        for line in self:
            line.discount_result = line._remembered(line.discount)

    def _remember_typed(self):
        """Note what the pricelist would give for lines on which a person decided otherwise."""
        for line in self:
            priced = line.product_id and line._has_other_price()
            base = line._pricelist_base() if priced else None
            result = line._remembered(line._pricelist_percent(), base)
            line.discount_result = {**result, "typed": True}

    def _remembered(self, percent, base=None):
        found = {"of": self._priced_object(), "percent": repr(round(percent, 10))}
        if base is not None:
            found["base"] = base
        return found

    def _pricelist_base(self):
        """The price that the pricelist gives before its own discount, as `price_unit` holds it."""
        line = self.with_company(self.company_id)
        return line.product_id._get_tax_included_unit_price_from_price(
            line._get_display_price(),
            product_taxes=line.product_id.taxes_id._filter_taxes_by_company(line.company_id),
            fiscal_position=line.order_id.fiscal_position_id,
        )

    def _pricelist_percent(self):
        """The percentage that the pricelist itself shows, as Odoo works it out."""
        if not self.product_id or self.combo_item_id or not self.order_id.pricelist_id:
            return 0.0
        line = self.with_company(self.company_id)
        if not line.pricelist_item_id._show_discount():
            return 0.0
        base = line._get_pricelist_price_before_discount()
        percent = (base - line._get_pricelist_price()) / base * 100 if base else 0.0
        return percent if percent > 0 and base > 0 else 0.0

    def _discount_goods(self):
        """The line as the rules are to see it."""
        listed = self._untaxed(self._listed_price()) * (100 - self._listed_percent()) / 100
        typed = self._net_price_typed() if self._is_typed() else None
        return Goods(
            self.id,
            self.product_id,
            self.product_uom_id,
            self.product_uom_qty,
            listed,
            self._takes_rules(),
            typed,
        )

    def _listed_price(self):
        if not self._has_other_price():
            return self.price_unit
        if not self._is_priced_as_it_is():
            return self._pricelist_base()
        return self._priced_result().get("base", self.technical_price_unit)

    def _listed_percent(self):
        if not self._is_priced_as_it_is():
            return exact(round(self._pricelist_percent(), 10))
        return exact(float(self._priced_result()["percent"]))

    def _untaxed(self, price):
        rounding = self.order_id.currency_id.rounding
        return untaxed(price, self.tax_ids, self.product_id, rounding)

    def _net_price_typed(self):
        """The net price per unit without tax that follows from price and discount."""
        return self._untaxed(self.price_unit) * (100 - exact(self.discount)) / 100

    def _outcome_values(self, outcome, step, stamp):
        """Return the values of COMPUTED for what the rules decided on the line."""
        result = {**self._priced_result(), "stamp": stamp}
        percent = self._listed_percent()
        if outcome.acted:
            quantity = exact(self.product_uom_qty)
            result["net"] = str(outcome.net_amount / quantity)
            result["trace"] = [[each.id, each.code, str(each.amount)] for each in outcome.applied]
            if outcome.applied or percent:
                whole = quantity * self._untaxed(self.price_unit)
                percent = percent_for(whole, self._aimed_at(outcome.net_amount, step), step)
        discount = float(percent)
        return {"discount": discount, "auto_discount": discount, "discount_result": result}

    def _aimed_at(self, amount, step):
        """Where taxes are rounded for all lines together, so are the lines: they must be whole."""
        per_line = self.company_id.tax_calculation_rounding_method == "round_per_line"
        return amount if per_line else rounded(amount, step)

    def _discount_cost(self):
        """What the line costs the company at today's standard price, in its currency."""
        company = self.company_id or self.env.company
        factor = exact(self.product_uom_id.factor) / exact(self.product_id.uom_id.factor)
        cost = self.product_id.with_company(company).standard_price
        return cost * float(factor) * self.product_uom_qty

    def _bench_dimensions(self):
        """By what a line priced again can be looked at."""
        return {
            "order_id": self.order_id.id,
            "partner_id": self.order_id.partner_id.commercial_partner_id.id,
            "product_id": self.product_id.id,
            "categ_id": self.product_id.categ_id.id,
            "user_id": self.order_id.user_id.id,
        }
