from odoo.tests import Form, tagged

from .common_trader import TraderCase


@tagged("post_install", "-at_install")
class TestCreditLimit(TraderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.account_use_credit_limit = True
        cls.customer.credit_limit = 100_000
        cls.salesperson = cls.get_user("cl_sales", "sales_team.group_sale_salesman")

    def get_own_order(self, quantity, price):
        order = self.get_order((quantity, price), user_id=self.salesperson.id)
        self.env.invalidate_all()
        return order.with_user(self.salesperson)

    def get_notes(self, order):
        return order.sudo().message_ids.filtered(
            lambda message: "credit limit" in (message.body or "")
        )

    def test_the_whole_open_balance_counts(self):
        # 300 * 100 * 1.27 = 38 100 invoiced, 38 100 ordered and not yet invoiced
        self.get_invoice(30_000, "2026-01-10")
        self.get_order((300, 100)).action_confirm()
        # 23 800 are left: 187 bricks are 23 749 forints, 188 are 23 876
        self.assertFalse(self.get_own_order(187, 100).partner_credit_warning)
        warning = self.get_own_order(188, 100).partner_credit_warning
        # 38 100 + 38 100 + 23 876
        self.assertIn("100,076", warning)
        self.assertIn("Vevő Építő Kft.", warning)

    def test_the_salesperson_sees_the_warning_while_typing(self):
        self.assertFalse(self.salesperson.has_group("account.group_account_invoice"))
        order = self.get_own_order(1, 100)
        with Form(order) as form:
            self.assertFalse(form.partner_credit_warning)
            with form.order_line.edit(0) as line:
                line.product_uom_qty = 1000
            self.assertIn("credit limit", form.partner_credit_warning)

    def test_confirming_over_the_limit_is_told_and_noted(self):
        order = self.get_own_order(1000, 100)
        self.assertTrue(order.action_confirm())
        self.assertEqual(order.state, "sale")
        note = self.get_notes(order)
        self.assertEqual(len(note), 1)
        self.assertIn("127,000", note.body.replace("&nbsp;", " "))
        self.assertTrue(note.is_internal or note.subtype_id.internal)
        self.env.cr.precommit.run()
        messages = self.env["bus.bus"].search([]).mapped("message")
        self.assertTrue([text for text in messages if "over the credit limit" in text])

    def test_confirming_within_the_limit_is_silent(self):
        order = self.get_own_order(700, 100)
        order.action_confirm()
        self.assertFalse(self.get_notes(order))

    def test_several_orders_at_once_are_told_apart(self):
        small, large = self.get_order((1, 100)), self.get_order((1000, 100))
        (small + large).action_confirm()
        self.assertFalse(self.get_notes(small))
        self.assertTrue(self.get_notes(large))

    def test_the_limit_is_that_of_the_orders_company(self):
        other = self.env["res.company"].create({"name": "Másik Kft."})
        self.env.user.company_ids += other
        self.customer.with_company(other).credit_limit = 1
        order = self.get_order((100, 100))
        self.assertFalse(order.with_company(other).partner_credit_warning)
        order.invalidate_recordset()
        self.customer.credit_limit = 10_000
        self.customer.with_company(other).credit_limit = 10_000_000
        self.assertTrue(order.with_company(other).partner_credit_warning)

    def test_invoices_warn_too(self):
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_line_ids": [
                    (0, 0, {"name": "x", "price_unit": 100_000, "tax_ids": self.tax.ids})
                ],
            }
        )
        self.assertIn("credit limit", invoice.partner_credit_warning)
