"""Whole forints, VAT, cash, payment terms."""

from datetime import date

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common_setup import SetupCase


@tagged("post_install", "-at_install")
class TestSetupMoney(SetupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.make_hungarian("Forint Kft.")
        cls.env = cls.env_in(cls.company)
        cls.customer = cls.env["res.partner"].create(
            {"name": "Vevő Kft.", "is_company": True, "country_id": cls.hungary.id}
        )

    def make_invoice(self, *lines, **values):
        """Make an invoice of (quantity, price, tax) lines."""
        return self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_date": "2026-03-02",
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Áru",
                            "quantity": quantity,
                            "price_unit": price,
                            "tax_ids": [Command.set(self.tax(self.company, tax).ids)],
                        }
                    )
                    for quantity, price, tax in lines
                ],
                **values,
            }
        )

    def test_forint_is_whole(self):
        self.assertTrue(self.forint.active)
        self.assertEqual((self.forint.rounding, self.forint.decimal_places), (1.0, 0))

    def test_vat_is_rounded_once_per_rate(self):
        invoice = self.make_invoice((1, 13, "F27"), (1, 13, "F27"), (1, 30, "F5"))
        # 13 + 13 + 30; 27 % of 26 is 7.02 → 7 (line by line 3.51 + 3.51 would be 4 + 4);
        # 5 % of 30 is 1.5 → 2
        self.assertEqual(invoice.amount_untaxed, 56)
        self.assertEqual(invoice.amount_tax, 9)
        self.assertEqual(invoice.amount_total, 65)
        taxes = invoice.line_ids.filtered("tax_line_id")
        amounts = {line.tax_line_id.amount: -line.balance for line in taxes}
        self.assertEqual(amounts, {27.0: 7, 5.0: 2})

    def test_fillers_in_prices_end_in_whole_forints(self):
        invoice = self.make_invoice((3, 349.5, "F27"), (0.7, 1271, "F5"))
        # 3 × 349.50 = 1 048.50 → 1 049; 0.7 × 1 271 = 889.70 → 890
        self.assertEqual(invoice.invoice_line_ids.mapped("price_subtotal"), [1049, 890])
        # 27 % of 1 049 is 283.23 → 283; 5 % of 890 is 44.5, of 889.70 44.485 → 44
        self.assertEqual(invoice.amount_untaxed, 1939)
        self.assertEqual(invoice.amount_tax, 283 + 44)
        self.assertEqual(invoice.amount_total, 2266)
        for line in invoice.line_ids:
            self.assertEqual(line.balance, round(line.balance))

    def test_cash_is_rounded_to_five(self):
        rounding = self.env.ref("crm_suite_hu.cash_rounding_5_huf")
        # Act III of 2008: 1 and 2 down, 3 and 4 up, 6 and 7 down, 8 and 9 up
        expected = {12700: 12700, 12702: 12700, 12703: 12705, 12707: 12705, 12708: 12710}
        for amount, rounded in expected.items():
            self.assertEqual(rounding.round(amount), rounded, amount)
        self.assertTrue(rounding.profit_account_id and rounding.loss_account_id)

    def test_invoice_refuses_rounding_of_cash(self):
        rounding = self.env.ref("crm_suite_hu.cash_rounding_5_huf")
        with self.assertRaises(ValidationError):
            self.make_invoice((1, 13, "F27"), invoice_cash_rounding_id=rounding.id)
        invoice = self.make_invoice((1, 13, "F27"))
        with self.assertRaises(ValidationError):
            invoice.invoice_cash_rounding_id = rounding

    def test_payment_terms(self):
        terms = self.env["account.payment.term"].search([], limit=4)
        due = [self.due_date(term) for term in terms]
        self.assertEqual(
            due, [date(2026, 3, 2), date(2026, 3, 10), date(2026, 3, 17), date(2026, 4, 1)]
        )

    def due_date(self, term):
        invoice = self.make_invoice((1, 100, "F27"), invoice_payment_term_id=term.id)
        return invoice.invoice_date_due

    def test_credit_limit_warns(self):
        order = self.env["sale.order"].create({"partner_id": self.customer.id})
        product = self.env["product.product"].create({"name": "Téglák", "list_price": 900_000})
        order.order_line = [Command.create({"product_id": product.id})]
        # 900 000 + 27 % = 1 143 000, above 1 000 000
        self.assertTrue(order.partner_credit_warning)
        order.order_line.price_unit = 700_000  # 889 000 with VAT
        self.assertFalse(order.partner_credit_warning)
