from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DiscountCommon


@tagged("post_install", "-at_install")
class TestTaxesUnitsCurrencies(DiscountCommon):
    """Rules work on the price without tax, in the product's unit, in the order's currency."""

    def _tax(self, included, amount=27):
        return self.env["account.tax"].create(
            {
                "name": f"{amount} {included}",
                "amount": amount,
                "price_include_override": included,
                "company_id": self.company.id,
                "country_id": self.company.account_fiscal_country_id.id,
                "tax_group_id": self.env["account.tax.group"]
                .search([("company_id", "=", self.company.id)], limit=1)
                .id,
            }
        )

    def test_prices_with_tax(self):
        tax = self._tax("tax_included")
        self._rule("R", self._group(), (0, 10))
        # price with tax, quantity, subtotal: 1270 is 1000, 900 each; 999 is 786.61, 707.95 each
        for price, quantity, subtotal in (
            (1270, 1, 900),
            (1270, 3, 2700),
            (999, 1, 708),
            (999, 3, 2124),
            (777, 7, 3854),
            (1, 1, 1),
        ):
            with self.subTest(price=price, quantity=quantity):
                product = self._product("Festék", price, taxes_id=[Command.set(tax.ids)])
                order = self._order((product, quantity))
                self.assertEqual(order.order_line.price_unit, price)
                self.assertEqual(order.order_line.price_subtotal, subtotal)
                self.assertEqual(order.amount_untaxed, subtotal)
                order.action_confirm()
                invoice = order._create_invoices()
                self.assertEqual(invoice.invoice_line_ids.price_subtotal, subtotal)
                self.assertEqual(invoice.amount_untaxed, subtotal)

    def test_prices_without_tax(self):
        self._rule("R", self._group(), (0, 10))
        taxes = [Command.set(self._tax("tax_excluded").ids)]
        line = self._order((self._product("Festék", 999, taxes_id=taxes), 1)).order_line
        self.assertEqual((line.price_subtotal, line.price_total), (899, 1142))

    def test_quantity_in_dozens(self):
        self._rule("R", self._group(), (24, 10), (25, 20))
        self._rule("F", self._group("B"), (0, 5), benefit="amount_unit")
        dozen = self.env.ref("uom.product_uom_dozen")
        product = self._product("Csavar", 100, uom_ids=[Command.link(dozen.id)])
        order = self._order((product, 2, {"product_uom_id": dozen.id}))
        # 24 pcs at 100: 10 % off, then 5 Ft off each
        self.assertEqual(order.order_line.price_unit, 1200)
        self.assertEqual(order.order_line.price_subtotal, 24 * 85)
        self.assertEqual(order.order_line.discount_trace_ids.mapped("amount"), [240, 120])

    def _in_euros(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        pricelist = self.env["product.pricelist"].create(
            {"name": "Export", "currency_id": euro.id, "company_id": self.company.id}
        )
        return euro, pricelist

    def test_amounts_are_converted(self):
        euro, pricelist = self._in_euros()
        self.env["res.currency.rate"].create(
            {
                "name": "2020-01-01",
                "currency_id": euro.id,
                "company_id": self.company.id,
                "rate": 0.0025,
            }
        )
        # 4,000 Ft are 10 EUR; 400 Ft off each unit is 1 EUR
        self._rule("R", self._group(), (4000, 400), measure="order_amount", benefit="amount_unit")
        product = self._product("Festék", 4000)
        order = self._order((product, 2), pricelist_id=pricelist.id)
        self.assertEqual(order.order_line.price_unit, 10)
        self.assertEqual(order.order_line.price_subtotal, 18)
        self.assertEqual(order.order_line.discount_trace_ids.amount, 2)

    def test_a_missing_rate_is_named(self):
        euro, pricelist = self._in_euros()
        self.env["res.currency.rate"].search([]).unlink()
        product = self._product("Festék", 4000)
        self._rule("R", self._group(), (0, 400), benefit="amount_unit")
        with self.assertRaisesRegex(UserError, "no exchange rate between HUF and EUR"):
            self._order((product, 2), pricelist_id=pricelist.id)
