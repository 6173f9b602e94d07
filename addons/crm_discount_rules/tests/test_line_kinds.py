from odoo.fields import Command
from odoo.tests import tagged

from .common import DiscountCommon


@tagged("post_install", "-at_install")
class TestLineKinds(DiscountCommon):
    """Lines that are no goods keep their price and count nowhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls._group("A", "sum")
        # 10 % from 1,000 Ft of goods on
        cls.rule = cls._rule("AMOUNT", cls.group, (1000, 10), measure="order_amount")
        cls.paint = cls._product("Festék", 600, category="paint")
        cls.screw = cls._product("Csavar", 400)

    def _amounts(self, order):
        self.env.flush_all()
        self.env.invalidate_all()
        return order.order_line.mapped("price_subtotal")

    def test_down_payment_and_final_invoice(self):
        order = self._order((self.paint, 10))
        self.assertEqual(self._amounts(order), [5400])
        order.action_confirm()
        context = {"active_model": "sale.order", "active_ids": order.ids}
        wizard = self.env["sale.advance.payment.inv"].with_context(**context)
        advance = wizard.create({"advance_payment_method": "percentage", "amount": 20})
        advance = advance._create_invoices(order)
        # a fifth of 5,400
        self.assertEqual(advance.amount_untaxed, 1080)
        self.assertFalse(advance.invoice_line_ids.discount_trace_ids)
        advance.action_post()
        lines = order.order_line.filtered("is_downpayment")
        self.assertFalse(lines.discount_trace_ids)
        self.assertEqual(set(lines.mapped("discount")), {0})
        order.order_line[0].product_uom_qty = 20
        self.assertEqual(order.order_line[0].price_subtotal, 10800)
        final = order._create_invoices(final=True)
        self.assertEqual(final.amount_untaxed, 10800 - 1080)
        goods = final.invoice_line_ids.filtered(lambda line: line.product_id == self.paint)
        self.assertEqual((goods.price_subtotal, goods.discount), (10800, 10))

    def test_combos(self):
        combo = self.env["product.combo"].create(
            {
                "name": "Festék",
                "company_id": False,
                "combo_item_ids": [Command.create({"product_id": self.paint.id})],
            }
        )
        kit = self._product("Készlet", 900, type="combo", combo_ids=[Command.link(combo.id)])
        order = self._order((self.screw, 1), (kit, 1))
        order.order_line = [
            Command.create(
                {
                    "product_id": self.paint.id,
                    "combo_item_id": combo.combo_item_ids.id,
                    "linked_line_id": order.order_line[1].id,
                }
            )
        ]
        screw, parent, part = order.order_line
        # the part carries the price of the kit: 900 of goods beside 400
        self.assertEqual((parent.price_unit, parent.discount), (0, 0))
        self.assertEqual((part.price_unit, part.discount), (900, 10))
        self.assertEqual(screw.discount, 10)
        self.assertFalse(parent.discount_trace_ids)
        self.assertEqual(part.discount_trace_ids.amount, 90)
        self.assertEqual(self._amounts(order), [360, 0, 810])
        parent.product_uom_qty = 2
        part.product_uom_qty = 2
        self.assertEqual(self._amounts(order), [360, 0, 1620])

    def test_sections_notes_and_expenses(self):
        self.screw.expense_policy = "cost"
        order = self._order((self.paint, 1))
        order.order_line = [
            Command.create({"display_type": "line_section", "name": "Szakasz"}),
            Command.create({"display_type": "line_subsection", "name": "Alszakasz"}),
            Command.create({"display_type": "line_note", "name": "Megjegyzés"}),
            Command.create({"product_id": self.screw.id, "is_expense": True, "price_unit": 5000}),
        ]
        # 600 of goods are no 1,000
        self.assertEqual(self._amounts(order), [600, 0, 0, 0, 5000])
        order.order_line[0].product_uom_qty = 2
        self.assertEqual(self._amounts(order), [1080, 0, 0, 0, 5000])
        order.action_update_prices()
        self.assertEqual(self._amounts(order), [1080, 0, 0, 0, 5000])

    def test_odoos_own_discount_of_the_order(self):
        order = self._order((self.paint, 2))
        wizard = self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "amount", "discount_amount": 80}
        )
        wizard.action_apply_discount()
        self.assertEqual(self._amounts(order), [1080, -80])
        order.order_line[0].product_uom_qty = 3
        # it counts in no rule's amount
        self.assertEqual(self._amounts(order), [1620, -80])
        wizard = self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "sol_discount", "discount_percentage": 0.2}
        )
        wizard.action_apply_discount()
        # for each line, typed by the one who pressed the button
        self.assertEqual(order.order_line[0].price_subtotal, 1440)
        order.order_line[0].product_uom_qty = 2
        self.assertEqual(order.order_line[0].price_subtotal, 960)
        self.assertFalse(order.order_line[0].discount_trace_ids)

    def test_quantities_and_prices_of_no_account(self):
        gift = self._product("Ajándék", 0)
        order = self._order((self.paint, 0), (self.paint, -3), (gift, 5), (self.screw, 3))
        # only 3 × 400 Ft count; a return and a gift keep their price
        self.assertEqual(self._amounts(order), [0, -1800, 0, 1080])
        self.assertEqual(order.order_line.mapped("discount"), [0, 0, 0, 10])
        order.order_line[1].product_uom_qty = 3
        self.assertEqual(self._amounts(order), [0, 1620, 0, 1080])
        order.order_line[3].product_uom_qty = -1
        self.assertEqual(self._amounts(order), [0, 1620, 0, -400])
        order.order_line[1].product_uom_qty = 1
        self.assertEqual(self._amounts(order), [0, 600, 0, -400])
        self.assertFalse(order.order_line.discount_trace_ids)

    def test_free_of_charge(self):
        self._rule("ALL", self._group("B"), (1, 100))
        order = self._order((self.paint, 3))
        self.assertEqual(self._amounts(order), [0])
        self.assertEqual(order.order_line.discount, 100)
        self.assertEqual(order.order_line.discount_trace_ids.mapped("amount"), [180, 1620])
        order.action_confirm()
        self.assertEqual(order._create_invoices().amount_untaxed, 0)
