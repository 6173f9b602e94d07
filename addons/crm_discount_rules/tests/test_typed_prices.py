from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import DiscountCommon


@tagged("post_install", "-at_install")
class TestTypedPrices(DiscountCommon):
    """What a person typed stays, and no rule acts on it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls._group("A", "sum")
        cls.rule = cls._rule("QTY", cls.group, (10, 10), measure="scope_qty")
        cls.paint = cls._product("Festék", 600, category="paint")

    def _line(self, quantity=10, **values):
        order = self._order((self.paint, quantity, values))
        self.env.flush_all()
        self.env.invalidate_all()
        return order.order_line

    def test_typed_discount_survives_a_quantity(self):
        line = self._line()
        self.assertEqual(line.discount, 10)
        self.assertFalse(line._is_typed())
        line.discount = 4
        self.assertTrue(line._is_typed())
        self.assertFalse(line.discount_trace_ids)
        line.product_uom_qty = 20
        self.assertEqual(line.discount, 4)
        line.discount = 10
        self.assertEqual(line.discount_trace_ids.mapped("code"), ["QTY"])

    def test_typed_discounts_have_the_decimals_of_the_firm(self):
        line = self._line(discount=74.246)
        self.assertEqual((line.discount, line.price_subtotal), (74.25, 1545))
        line.discount = 4.126
        self.assertEqual((line.discount, line.price_subtotal), (4.13, 5752))
        self.rule.tier_ids.value = 33.333333
        # 6,000 less a third: not as fine as the screen shows, and nobody's typing
        line.discount = line.auto_discount
        line.order_id.action_update_prices()
        self.assertEqual((line.price_subtotal, line._is_typed()), (4000, False))

    def test_typed_zero_survives(self):
        line = self._line()
        line.discount = 0
        line.product_uom_qty = 20
        self.assertEqual(line.discount, 0)

    def test_typed_price_survives_also_below_half_a_forint(self):
        screw = self._product("Csavar", 1.8)
        line = self._order((screw, 10)).order_line
        self.assertEqual((line.price_unit, line.discount), (1.8, 10))
        line.write({"price_unit": 1.4, "discount": 0})
        line.product_uom_qty = 1000
        self.assertEqual(line.price_unit, 1.4)
        self.assertEqual(line.price_subtotal, 1400)

    def test_typed_price_takes_no_rule(self):
        line = self._line(1)
        line.price_unit = 500
        line.product_uom_qty = 20
        self.assertEqual((line.price_unit, line.discount), (500, 0))

    def test_typed_lines_count_for_others(self):
        order = self._order((self.paint, 5), (self.paint, 4))
        order.order_line[0].price_unit = 500
        order.order_line[1].product_uom_qty = 5
        self.assertEqual(order.order_line.mapped("discount"), [0, 10])

    def test_given_with_the_line(self):
        self.assertEqual(self._line(discount=4).discount, 4)
        self.assertEqual(self._line(price_unit=500).discount, 0)
        given = self._line(price_unit=500)
        given.product_uom_qty = 30
        self.assertEqual((given.price_unit, given.discount), (500, 0))
        # a price given that is the pricelist's own is none that a person typed
        self.assertEqual(self._line(price_unit=600).discount, 10)

    def test_a_line_without_a_product_keeps_what_it_says(self):
        order = self._order((self.paint, 9))
        values = {"order_id": order.id, "product_uom_qty": 2, "price_unit": 500, "discount": 3}
        line = self.env["sale.order.line"].create({**values, "name": "Valami"})
        self.assertEqual((line.price_unit, line.discount, line.price_subtotal), (500, 3, 970))
        self.assertEqual(order.order_line.mapped("discount"), [0, 3])

    def test_update_prices_takes_back_what_was_typed(self):
        line = self._line()
        line.write({"price_unit": 500, "discount": 4})
        line.order_id.action_update_prices()
        self.assertEqual((line.price_unit, line.discount), (600, 10))
        self.assertEqual(line.discount_trace_ids.mapped("amount"), [600])

    def test_typed_on_screen(self):
        line = self._line()
        with Form(line.order_id) as form, form.order_line.edit(0) as row:
            row.discount = 4
        self.assertEqual(line.discount, 4)
        with Form(line.order_id) as form, form.order_line.edit(0) as row:
            row.product_uom_qty = 30
            self.assertEqual(row.discount, 4)
        self.assertEqual((line.discount, line.auto_discount), (4, 10))

    def test_nobody_writes_what_is_computed(self):
        line = self._line()
        line.write({"auto_discount": 50, "discount_result": {}})
        self.assertEqual((line.discount, line.auto_discount), (10, 10))
        self.assertTrue(line.discount_result)

    def test_pricelist_discount_stays_below(self):
        self.pricelist.item_ids = [
            Command.create(
                {"compute_price": "percentage", "percent_price": 20, "applied_on": "3_global"}
            )
        ]
        # 20 % by the pricelist, 10 % of the rest by the rule
        line = self._line()
        self.assertEqual((line.price_unit, line.discount), (600, 28))
        self.assertEqual(line.discount_trace_ids.mapped("amount"), [480])
