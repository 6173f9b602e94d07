from odoo import api, fields, models
from odoo.tools import float_compare, float_round

# what the rules decide on a line; computed and protected together
COMPUTED = ("discount", "auto_discount", "discount_result")
DISCOUNT_DIGITS = 10


class ReadOnlyJson(fields.Json):
    """JSON that its readers never change in place, so that it need not be copied each time."""

    def convert_to_record(self, value, record):
        return value


class SaleOrderLine(models.Model):
    """A line whose discount follows from rules, unless a person typed its price or discount.

    `discount` holds the pricelist's own percentage and the rules' discount in one, as a
    percentage of `price_unit` so fine that the subtotal is exact. It was typed where it differs
    from `auto_discount`. `discount_result` remembers what was priced (`of`: product, unit,
    quantity), the pricelist's `percent`, its price as `base` where another price was typed, and of
    an automatic price the exact net price per unit (`net`) and what each rule took off (`trace`:
    rule, code, amount).
    """

    _inherit = "sale.order.line"

    # ten decimals hit every amount to its smallest unit; two miss it on one line in four
    discount = fields.Float(digits=(16, DISCOUNT_DIGITS))
    auto_discount = fields.Float(
        string="Discount by Rules (%)",
        digits=(16, DISCOUNT_DIGITS),
        compute="_compute_discount",
        store=True,
        readonly=False,
        precompute=True,
        copy=True,
        groups="base.group_user",
    )
    discount_result = ReadOnlyJson(
        compute="_compute_discount",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        groups="crm_discount_rules.group_discount_user",
    )
    discount_trace_ids = fields.One2many(
        "crm.discount.trace",
        "sale_line_id",
        string="Discounts Granted",
        readonly=True,
        groups="crm_discount_rules.group_discount_user",
    )

    @api.depends("product_id", "product_uom_id", "product_uom_qty")
    def _compute_price_unit(self):
        """Keep a typed price also where it differs by less than the currency's unit."""
        if self.env.context.get("force_price_recomputation"):
            return super()._compute_price_unit()
        typed = self.filtered(lambda line: line._has_other_price())
        return super(SaleOrderLine, self - typed)._compute_price_unit()

    @api.depends(
        "order_id.order_line.product_id",
        "order_id.order_line.product_uom_id",
        "order_id.order_line.product_uom_qty",
    )
    def _compute_discount(self):
        """Price all lines of an order together when one of them changes.

        Never by a change of customer, pricelist, date or rule: those offer *Update prices*.
        """
        computed = [self._fields[name] for name in COMPUTED]
        called = self.filtered(lambda line: not self.env.is_protected(computed[0], line))
        with self.env.protecting(computed, self):
            open_lines = self.filtered(lambda line: line._may_be_priced())
            typed = open_lines.filtered(lambda line: line._is_typed())
            automatic = open_lines - typed
            before = {line: line._wanted_trace() for line in automatic}
            changed = automatic.filtered(lambda line: not line._is_priced_by_rules())
            changed.filtered(lambda line: line._takes_rules()).discount = 0.0
            super(SaleOrderLine, changed)._compute_discount()
            changed._remember_pricelist()
            typed.filtered(lambda line: not line._is_priced_as_it_is())._remember_typed()
            automatic._apply_rules(before)
        called.modified(COMPUTED)

    def _apply_rules(self, before):
        """Evaluate each order once and take over the discounts of these lines.

        `before` is what their traces said.
        """
        waiting = self.filtered(lambda line: line._awaits_insert())
        for line in self:
            line.auto_discount = line.discount
        for order, lines in (self - waiting).grouped("order_id").items():
            if order:
                for line, values in order._prices_by_rules(lines, lines._peers()).items():
                    line.update(values)
        changed = self.filtered(lambda line: line._wanted_trace() != before[line])
        changed._store_discount_traces()

    def _peers(self):
        """All lines of the order as they will be, these in place of their stored selves."""
        lines = self.order_id.order_line
        return lines if self <= lines else (lines - self._origin) | self

    def _may_be_priced(self):
        """Whether rules may look at the line again: on a confirmed order after its own change."""
        self.ensure_one()
        state = self.order_id.state
        if state == "cancel" or self.qty_invoiced > 0:
            return False
        if state == "sale":
            return bool(self._priced_result()) and not self._is_priced_by_rules()
        return True

    def _takes_rules(self):
        """Whether it is a product line; others keep their price and count nowhere."""
        self.ensure_one()
        return bool(
            self.product_id
            and not self.display_type
            and not self.is_downpayment
            and not self._is_global_discount()
            and not self._is_delivery()
            and not self.is_expense
            and self.product_type != "combo"
        )

    def _awaits_insert(self):
        """Whether it is being made ready for the database, unseen by its siblings."""
        self.ensure_one()
        return not self.id and not self._origin and not (self.order_id and not self.order_id.id)

    def _is_typed(self):
        """Whether a person gave its price or its discount."""
        self.ensure_one()
        return self._has_other_price() or self._has_typed_discount()

    def _has_typed_discount(self):
        return not _same(self.discount, self.auto_discount)

    def _has_other_price(self):
        """A price that differs from the pricelist's, typed on screen or given with the line."""
        return self._is_other_price(self.technical_price_unit)

    def _is_other_price(self, price):
        if price == self.price_unit:
            return False
        digits = self.env["decimal.precision"].precision_get("Product Price")
        return bool(float_compare(price, self.price_unit, precision_digits=digits))

    def _discount_as_typed(self, discount):
        """People type as many decimals as the firm has set, as ever in Odoo."""
        digits = self.env["decimal.precision"].precision_get("Discount")
        return float_round(discount or 0.0, precision_digits=digits)

    def write(self, vals):
        """Screens send back what was computed for them: the server computes it itself."""
        vals = dict(vals)
        vals.pop("discount_result", None)
        auto = vals.pop("auto_discount", None)
        if auto is not None and "discount" in vals and _same(vals["discount"], auto):
            del vals["discount"]
        if "discount" in vals:
            vals["discount"] = self._discount_as_typed(vals["discount"])
        if {"discount", "price_unit"}.isdisjoint(vals):
            return super().write(vals)
        typed = self.filtered(lambda line: line._is_typed())
        result = super().write(vals)
        self._store_discount_traces()
        # what a person takes back is the rules' to decide again
        typed.filtered(lambda line: not line._is_typed())._compute_discount()
        return result


def _same(one, other):
    one, other = one or 0.0, other or 0.0
    return one == other or not float_compare(one, other, precision_digits=DISCOUNT_DIGITS)
