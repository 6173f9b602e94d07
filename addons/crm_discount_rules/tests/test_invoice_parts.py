from odoo.tests import tagged

from .common import DiscountCommon


@tagged("post_install", "-at_install")
class TestInvoiceParts(DiscountCommon):
    """Invoices carry discounts on, and parts add up to the line."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls._product("Festék", 1000, invoice_policy="delivery")

    def _confirmed(self, quantity, **values):
        order = self._order((self.product, quantity, values))
        order.action_confirm()
        return order

    def _invoice(self, order, delivered):
        order.order_line.qty_delivered = delivered
        return order._create_invoices()

    def _thirds(self):
        # 100 Ft off for all three: 966.67 each
        self._rule("T", self._group(), (0, 100), measure="order_amount", benefit="amount_total")
        return self._confirmed(3)

    def test_parts_add_up(self):
        order = self._thirds()
        self.assertEqual(order.amount_untaxed, 2900)
        parts = [self._invoice(order, delivered) for delivered in (1, 2, 3)]
        # 966.67 -> 967; 1933.33 -> 1933; 2900
        self.assertEqual([part.amount_untaxed for part in parts], [967, 966, 967])
        self.assertEqual(parts[0].invoice_line_ids.price_unit, 1000)
        traces = [part.invoice_line_ids.discount_trace_ids for part in parts]
        self.assertEqual([trace.amount for trace in traces], [33.333333] * 3)
        self.assertEqual(traces[0].code, "T")

    def test_a_credit_note_copies_and_is_made_good(self):
        order = self._thirds()
        first, second = self._invoice(order, 1), self._invoice(order, 2)
        (first | second).action_post()
        reverse = second._reverse_moves([{}])
        reverse.action_post()
        self.assertEqual(reverse.amount_untaxed, 966)
        self.assertEqual(reverse.invoice_line_ids.discount_trace_ids.amount, 33.333333)
        last = self._invoice(order, 3)
        self.assertEqual(last.amount_untaxed, 2900 - 967)

    def test_an_edited_line_stays_and_is_not_taken_back(self):
        order = self._thirds()
        first = self._invoice(order, 1)
        first.invoice_line_ids.price_unit = 900
        second = self._invoice(order, 2)
        self.assertEqual(second.amount_untaxed, 966)

    def test_whole_line_keeps_its_discount(self):
        self._rule("R", self._group(), (0, 12.5))
        order = self._confirmed(3)
        invoice = self._invoice(order, 3)
        self.assertEqual(invoice.invoice_line_ids.discount, order.order_line.discount)
        self.assertEqual(invoice.amount_untaxed, order.amount_untaxed)

    def test_without_rules_parts_add_up_too(self):
        self.product.list_price = 33.3333
        order = self._confirmed(3)
        self.assertEqual(order.amount_untaxed, 100)
        parts = [self._invoice(order, delivered).amount_untaxed for delivered in (1, 2, 3)]
        self.assertEqual(parts, [33, 34, 33])

    def test_invoiced_lines_are_never_priced_again(self):
        self._rule("R", self._group(), (2, 10), (5, 20))
        order = self._confirmed(3)
        self._invoice(order, 3)
        order.order_line.product_uom_qty = 5
        self.assertEqual(order.order_line.discount, 10)

    def test_the_name_stays_when_the_rule_goes(self):
        rule = self._rule("R", self._group(), (0, 10))
        order = self._confirmed(3)
        rule.unlink()
        trace = order.order_line.discount_trace_ids
        self.assertEqual((trace.code, trace.name), ("R", "Rule R"))
        self.assertFalse(trace.rule_id)
        self.assertEqual(self._invoice(order, 3).invoice_line_ids.discount_trace_ids.code, "R")
