from lxml import etree

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .common_trader import TraderCase

NAV = "{http://schemas.nav.gov.hu/OSA/3.0/data}"


@tagged("post_install", "-at_install")
class TestNavPrices(TraderCase):
    """What NAV is told of prices and discounts, line by line."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.huf.rounding = 1
        cls.company.l10n_hu_edi_server_mode = "demo"
        cls.company.tax_calculation_rounding_method = "round_per_line"
        cls.env["crm.discount.rule"].search([]).action_archive()
        group = cls.env["crm.discount.group"].create({"code": "NAV", "name": "NAV"})
        cls.env["crm.discount.rule"].create(
            {
                "code": "NAV",
                "name": "A third of it",
                "group_id": group.id,
                "benefit": "amount_unit",
                "product_ids": cls.brick.ids,
                "tier_ids": [Command.create({"min_value": 10, "value": 33})],
            }
        )
        cls.screw = cls.env["product.product"].create(
            {
                "name": "Csavar",
                "list_price": 1.8,
                "invoice_policy": "order",
                "taxes_id": [Command.set(cls.tax.ids)],
            }
        )

    def _invoice(self, *lines, currency=None):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "currency_id": (currency or self.huf).id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_uom_qty": quantity, **given})
                    for product, quantity, given in lines
                ],
            }
        )
        order.action_confirm()
        return self._posted(order._create_invoices())

    def _posted(self, invoice):
        today = fields.Date.context_today(invoice)
        invoice.write({"invoice_date": today, "delivery_date": today})
        invoice.action_post()
        return invoice

    def _lines(self, invoice):
        """Unit price, the same in forints, discount, its rate and net of each line in the XML."""
        self.assertFalse(invoice._l10n_hu_edi_check_invoices())
        tree = etree.fromstring(invoice._l10n_hu_edi_generate_xml())
        paths = (
            "unitPrice",
            "unitPriceHUF",
            f"lineDiscountData/{NAV}discountValue",
            f"lineDiscountData/{NAV}discountRate",
            f"lineAmountsNormal/{NAV}lineNetAmountData/{NAV}lineNetAmount",
        )
        rows = [
            tuple(line.findtext(f"{NAV}{path}") for path in paths)
            for line in tree.iter(f"{NAV}line")
        ]
        nets = [float(row[-1]) for row in rows]
        self.assertEqual(nets, invoice.invoice_line_ids.mapped("price_subtotal"))
        return rows

    def test_small_prices_are_not_rounded(self):
        invoice = self._invoice(
            (self.screw, 1000, {"price_unit": 1.4}), (self.screw, 3, {"price_unit": 1.4})
        )
        self.assertEqual(
            self._lines(invoice),
            [
                ("1.400000", "1.400000", None, None, "1400.00"),
                ("1.400000", "1.400000", None, None, "4.00"),
            ],
        )

    def test_discounts(self):
        # 33 Ft off each of 17; 24.79 % of 7 × 100 typed: 173.53 Ft
        invoice = self._invoice((self.brick, 17, {}), (self.brick, 7, {"discount": 24.79}))
        self.assertEqual(
            self._lines(invoice),
            [
                ("100.000000", "100.000000", "561.00", "0.3300", "1139.00"),
                ("100.000000", "100.000000", "174.00", "0.2479", "526.00"),
            ],
        )
        free = self._invoice((self.brick, 7, {"discount": 100}))
        self.assertEqual(
            self._lines(free), [("100.000000", "100.000000", "700.00", "1.0000", "0.00")]
        )

    def test_prices_with_tax(self):
        # 1.5 Ft with 27 %: 1.181102… without; 1,000 of it 1,181 Ft
        self.screw.taxes_id = self.tax.copy({"price_include_override": "tax_included"})
        invoice = self._invoice((self.screw, 1000, {"price_unit": 1.5}))
        self.assertEqual(self._lines(invoice), [("1.181102", "1.181102", None, None, "1181.00")])

    def test_parts_that_add_up(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [
                    Command.create(
                        {"product_id": self.brick.id, "product_uom_qty": 3, "price_unit": 33.33}
                    )
                ],
            }
        )
        order.action_confirm()
        found = []
        for quantity in (1, 2, 3):
            self.brick.invoice_policy = "delivery"
            order.order_line.qty_delivered = quantity
            invoice = self._posted(order._create_invoices())
            found += self._lines(invoice)
        # 33.33, 66.66 and 99.99 in whole forints: 33, 67, 100
        self.assertEqual([row[-1] for row in found], ["33.00", "34.00", "33.00"])
        for row in found:
            self.assertNotIn("-", "".join(filter(None, row)))

    def test_credit_notes(self):
        invoice = self._invoice((self.brick, 17, {}))
        invoice.l10n_hu_edi_state = "confirmed"
        credit = invoice._reverse_moves([{"invoice_date": invoice.invoice_date}])
        credit = self._posted(credit)
        tree = etree.fromstring(credit._l10n_hu_edi_generate_xml())
        self.assertEqual(tree.findtext(f".//{NAV}unitPrice"), "-100.000000")
        self.assertEqual(tree.findtext(f".//{NAV}discountValue"), "-561.00")
        self.assertEqual(tree.findtext(f".//{NAV}lineNetAmount"), "-1139.00")
