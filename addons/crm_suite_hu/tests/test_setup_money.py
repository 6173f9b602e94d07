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

    def vat(self, invoice):
        taxes = invoice.line_ids.filtered("tax_line_id")
        return {line.tax_line_id.amount: -line.balance for line in taxes}

    def test_vat_is_rounded_line_by_line(self):
        invoice = self.make_invoice((1, 13, "F27"), (1, 13, "F27"), (1, 30, "F5"))
        # 27 % of 13 is 3.51 → 4, twice; 5 % of 30 is 1.5 → 2
        self.assertEqual(self.vat(invoice), {27.0: 8, 5.0: 2})
        self.assertEqual(invoice.amount_untaxed, 13 + 13 + 30)
        self.assertEqual(invoice.amount_tax, 10)
        self.assertEqual(invoice.amount_total, 66)

    def test_printed_lines_add_up_to_the_total(self):
        invoice = self.make_invoice((3, 349.5, "F27"), (1.1, 1271, "F27"), (0.7, 1271, "F5"))
        # 3 × 349.50 = 1 048.50 → 1 049; 1.1 × 1 271 = 1 398.10 → 1 398; 0.7 × 1 271 = 889.70 → 890
        self.assertEqual(invoice.invoice_line_ids.mapped("price_subtotal"), [1049, 1398, 890])
        self.assertEqual(invoice.amount_untaxed, 1049 + 1398 + 890)
        # 27 % of 1 049 is 283.23 and of 1 398 is 377.46 → 283 + 377; 5 % of 890 is 44.50 → 45
        self.assertEqual(self.vat(invoice), {27.0: 660, 5.0: 45})
        self.assertEqual(invoice.amount_total, 3337 + 705)
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
