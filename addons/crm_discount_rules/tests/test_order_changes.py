from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import DiscountCommon


@tagged("post_install", "-at_install")
class TestOrderChanges(DiscountCommon):
    """When an order is priced again, and when it is not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls._group("A", "sum")
        # 10 % off everything from 1,000 Ft on; 5 % more from 10 pcs of a product on
        cls.by_amount = cls._rule("AMOUNT", cls.group, (1000, 10), measure="order_amount")
        cls.by_quantity = cls._rule("QTY", cls.group, (10, 5), measure="product_qty")
        cls.paint = cls._product("Festék", 600, category="paint")
        cls.screw = cls._product("Csavar", 500)

    def _discounts(self, order):
        self.env.flush_all()
        self.env.invalidate_all()
        return order.order_line.mapped("discount")

    def _codes(self, line):
        return line.discount_trace_ids.mapped("code")

    def test_lines_made_together_see_each_other(self):
        order = self._order((self.paint, 1), (self.screw, 1))
        self.assertEqual(self._discounts(order), [10, 10])
        self.assertEqual(order.amount_untaxed, 990)

    def test_a_line_added_later_prices_the_others(self):
        order = self._order((self.paint, 1))
        self.assertEqual(self._discounts(order), [0])
        order.order_line = [Command.create({"product_id": self.screw.id})]
        self.assertEqual(self._discounts(order), [10, 10])
        self.assertEqual(self._codes(order.order_line[0]), ["AMOUNT"])

    def test_a_line_removed_prices_the_others(self):
        order = self._order((self.paint, 1), (self.screw, 1))
        order.order_line[1].unlink()
        self.assertEqual(self._discounts(order), [0])
        self.assertFalse(order.order_line.discount_trace_ids)

    def test_a_quantity_changed_prices_the_others(self):
        order = self._order((self.paint, 1), (self.paint, 8))
        self.assertEqual(self._discounts(order), [10, 10])
        order.order_line[0].product_uom_qty = 2
        self.assertEqual(self._discounts(order), [15, 15])
        self.assertEqual(self._codes(order.order_line[1]), ["AMOUNT", "QTY"])
        self.assertEqual(order.order_line[1].discount_trace_ids.mapped("amount"), [480, 240])

    def test_a_lower_quantity_takes_its_discount_back(self):
        order = self._order((self.paint, 2))
        self.assertEqual(self._codes(order.order_line), ["AMOUNT"])
        order.order_line.product_uom_qty = 1
        self.assertEqual(self._discounts(order), [0])
        self.assertFalse(order.order_line.discount_trace_ids)
        self.assertEqual(order.discount_saving, 0)
        order.order_line.product_uom_qty = 2
        self.by_amount.active = False
        order.action_update_prices()
        self.assertEqual(self._discounts(order), [0])
        self.assertFalse(order.order_line.discount_trace_ids)

    def test_header_and_rules_wait_for_update_prices(self):
        reseller = self.env["res.partner"].create({"name": "Nagy Kft."})
        self._rule("NAGY", self._group("B"), (0, 50), partner_ids=[Command.link(reseller.id)])
        order = self._order((self.paint, 2))
        self.by_amount.tier_ids.value = 20
        order.partner_id = reseller
        order.date_order = "2030-01-01"
        self.assertEqual(self._discounts(order), [10])
        order.action_update_prices()
        # 20 %, then half of what is left
        self.assertEqual(self._discounts(order), [60])
        self.assertEqual(self._codes(order.order_line), ["AMOUNT", "NAGY"])

    def test_sending_and_confirming_do_not_price_again(self):
        order = self._order((self.paint, 2))
        self.by_amount.active = False
        order.action_quotation_sent()
        order.action_confirm()
        self.assertEqual(self._discounts(order), [10])

    def test_on_a_confirmed_order_only_the_changed_line_is_priced(self):
        order = self._order((self.paint, 1), (self.paint, 8))
        order.action_confirm()
        order.order_line[0].product_uom_qty = 2
        self.assertEqual(self._discounts(order), [15, 10])
        order.order_line = [Command.create({"product_id": self.paint.id})]
        self.assertEqual(self._discounts(order), [15, 10, 15])

    def test_a_copy_is_priced_as_new(self):
        order = self._order((self.paint, 2), (self.screw, 1))
        order.order_line[1].discount = 3
        self.by_amount.tier_ids.value = 20
        copy = order.copy()
        self.assertEqual(self._discounts(copy), [20, 3])
        self.assertEqual(self._codes(copy.order_line[0]), ["AMOUNT"])
        self.assertTrue(copy.order_line[1]._is_typed())

    def test_lines_that_are_no_products_are_left_alone(self):
        order = self._order((self.paint, 2))
        order.order_line = [
            Command.create({"display_type": "line_section", "name": "Szakasz"}),
            Command.create(
                {"product_id": self.screw.id, "is_downpayment": True, "price_unit": 100}
            ),
        ]
        self.assertEqual(self._discounts(order), [10, 0, 0])
        self.assertFalse(order.order_line[1:].discount_trace_ids)

    def test_on_screen(self):
        form = Form(self.env["sale.order"])
        form.partner_id = self.partner
        with form.order_line.new() as line:
            line.product_id = self.paint
            self.assertEqual(line.discount, 0)
        with form.order_line.new() as line:
            line.product_id = self.screw
            self.assertEqual(line.discount, 10)
        with form.order_line.edit(0) as line:
            self.assertEqual(line.discount, 10)
        order = form.save()
        self.assertEqual(self._discounts(order), [10, 10])
        self.assertEqual(self._codes(order.order_line[1]), ["AMOUNT"])
        with Form(order) as form, form.order_line.edit(0) as line:
            line.product_uom_qty = 10
            self.assertEqual(line.discount, 15)
        self.assertEqual(self._discounts(order), [15, 10])
        self.assertEqual(self._codes(order.order_line[0]), ["AMOUNT", "QTY"])
        with Form(order) as form:
            form.order_line.remove(1)
            form.order_line.remove(0)
        self.assertFalse(order.order_line)

    def test_queries_follow_neither_lines_nor_rules(self):
        few, many = self._queries(20), self._queries(100)
        for number in range(200):
            self._rule(f"MORE{number:03}", self.group, (10, 1), categ_ids=self.paint.categ_id)
        with_rules = self._queries(100)
        self.env["crm.discount.rule"].search([]).action_archive()
        self.assertAlmostEqual(many - few, self._queries(100) - self._queries(20), delta=2)
        self.assertAlmostEqual(with_rules, many, delta=2)

    def _queries(self, lines):
        """Count the queries of making an order, once everything around it is warm."""
        for _warm in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            self.env["crm.discount.rule"]._discount_book(self.company.id)
            start = self.env.cr.sql_log_count
            self._order(*[(self.screw, 1)] * lines)
            self.env.flush_all()
            count = self.env.cr.sql_log_count - start
        return count
