"""Offers, invoices and delivery notes as a Hungarian customer gets them."""

import re
from io import BytesIO

from lxml import html
from PyPDF2 import PdfReader

from odoo import Command
from odoo.tests import HttpCase, tagged

from .common_setup import SetupCase

#: Points of the page under which two lines of print lie upon each other.
LINE_HEIGHT = 9


class DocumentCase(SetupCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.make_hungarian("Tűzfűrész Kft.")
        cls.company.write(
            {
                "vat": "25978221-2-43",
                "zip": "1134",
                "city": "Budapest",
                "street": "Kőris utca 1.",
                "company_registry": "01-09-123456",
            }
        )
        cls.company.partner_id.bank_ids = [
            Command.create({"acc_number": "11773016-11111018-00000000"})
        ]
        cls.env = cls.env_in(cls.company)
        cls.customer = cls.env["res.partner"].create(
            {
                "name": "Győri Bővítő Kft.",
                "is_company": True,
                "vat": "10585560-2-44",
                "zip": "9021",
                "city": "Győr",
                "street": "Szőlő u. 3.",
                "country_id": cls.hungary.id,
            }
        )

    @classmethod
    def make_order(cls, *lines):
        """Make an order of (name, quantity, price, discount) lines."""
        return cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": cls.make_product(name).id,
                            "product_uom_qty": quantity,
                            "price_unit": price,
                            "discount": discount,
                        }
                    )
                    for name, quantity, price, discount in lines
                ],
            }
        )

    @classmethod
    def make_product(cls, name):
        return cls.env["product.product"].create(
            {"name": name, "type": "consu", "is_storable": True, "invoice_policy": "order"}
        )

    @classmethod
    def make_invoice(cls, order):
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.action_post()
        return invoice

    def text_of(self, report, record):
        """The document as text, spaces and line breaks made one space each."""
        content = self.env["ir.actions.report"]._render_qweb_html(report, record.ids)[0]
        return re.sub(r"\s+", " ", html.fromstring(content).text_content())


@tagged("post_install", "-at_install")
class TestSetupDocuments(DocumentCase):
    def test_offer(self):
        text = self.text_of(
            "sale.report_saleorder", self.make_order(("Cserép", 3, 12700, 0), ("Léc", 12.5, 88, 10))
        )
        self.assertRegex(text, r"Cserép 3 db 12 700 27% 38 100 Ft")
        # 12.5 × 88 less 10 % = 990
        self.assertRegex(text, r"Léc 12,50 db 88 10 27% 990 Ft")
        self.assertRegex(text, r"Győri Bővítő Kft\.\s*9021 Győr\s*Szőlő u\. 3\.")
        # 39 090 and 27 % of it line by line: 10 287 + 267.3 → 267
        self.assertIn("39 090 Ft", text)
        self.assertIn("49 644 Ft", text)

    def test_seller_stands_at_the_foot_of_each_document(self):
        order = self.make_order(("Cserép", 3, 12700, 0))
        invoice = self.make_invoice(order)
        documents = {
            "sale.report_saleorder": order,
            "sale.report_saleorder_pro_forma": order,
            "account.report_invoice": invoice,
            "stock.report_deliveryslip": order.picking_ids,
        }
        for report, record in documents.items():
            text = self.text_of(report, record)
            for part in (
                "Tűzfűrész Kft., 1134 Budapest, Kőris utca 1.",
                "25978221-2-43",
                "01-09-123456",
                "11773016-11111018-00000000",
            ):
                self.assertIn(part, text, report)

    def test_foot_that_the_company_wrote_is_printed_too(self):
        self.company.report_footer = "<p>Köszönjük a bizalmat!</p>"
        text = self.text_of("sale.report_saleorder", self.make_order(("Cserép", 3, 127, 0)))
        self.assertIn("Köszönjük a bizalmat!", text)
        self.assertIn("25978221-2-43", text)

    def test_foreign_company_prints_its_own_foot(self):
        company = self.make_company("Holz GmbH", country_id=self.env.ref("base.de").id)
        company.report_footer = "<p>Danke!</p>"
        env = self.env_in(company)
        customer = env["res.partner"].create({"name": "Kunde"})
        text = self.text_of(
            "sale.report_saleorder", env["sale.order"].create({"partner_id": customer.id})
        )
        self.assertEqual(text.count("Danke!"), 1)
        self.assertNotIn("Holz GmbH,", text)

    def test_invoice(self):
        invoice = self.make_invoice(
            self.make_order(("Cserép", 3, 12700, 0), ("Léc", 12.5, 88.25, 0))
        )
        text = self.text_of("account.report_invoice", invoice)
        self.assertIn("Cserép 3 db 12 700 27% 38 100 Ft", text)
        # 12.5 × 88.25 = 1 103.125 → 1 103
        self.assertIn("Léc 12,50 db 88,25 27% 1 103 Ft", text)
        # 27 % of 38 100 is 10 287, of 1 103 is 297.81 → 298
        self.assertEqual(invoice.amount_tax, 10287 + 298)
        self.assertIn("49 788 Ft", text)
        self.assertIn("SZLA/", text)

    def test_delivery_note(self):
        order = self.make_order(("Cserép", 3, 12700, 0), ("Léc", 12.5, 88, 0))
        order.action_confirm()
        picking = order.picking_ids
        for move in picking.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        picking.button_validate()
        text = self.text_of("stock.report_deliveryslip", picking)
        self.assertIn("Cserép 3 db 3 db", text)
        self.assertIn("Léc 12,50 db 12,50 db", text)
        self.assertIn("KR/OUT/", text)
        content = self.env["ir.actions.report"]._render_qweb_html(
            "stock.report_deliveryslip", picking.ids
        )[0]
        lines = html.fromstring(content).xpath("//div[@name='signature_lines']/div")
        self.assertEqual(len(lines), 2)

    def test_prices_in_euro_keep_their_cents(self):
        widget = self.env["ir.qweb.field.trimmed"].with_context(lang="hu_HU")
        price = {"decimal_precision": "Product Price"}
        self.assertEqual(widget.value_to_html(12.0, {**price, "keep": 2}), "12,00")
        self.assertEqual(widget.value_to_html(12.5, {**price, "keep": 2}), "12,50")
        self.assertEqual(widget.value_to_html(12700.0, {**price, "keep": 0}), "12\xa0700")
        self.assertEqual(widget.value_to_html(349.5, {**price, "keep": 0}), "349,50")
        self.assertEqual(widget.value_to_html(0.0, {}), "0")


@tagged("post_install", "-at_install")
class TestSetupPrint(DocumentCase, HttpCase):
    """The real PDF, page by page."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # A database that was served may name a server that no longer runs.
        cls.env["ir.config_parameter"].set_param("report.url", False)

    def print_pages(self, report, record):
        """Print, and return for each page its texts with their height above the bottom."""
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        content, kind = reports._render_qweb_pdf(report, record.ids)
        self.assertEqual(kind, "pdf")
        return [self.texts_of(page) for page in PdfReader(BytesIO(content)).pages]

    def texts_of(self, page):
        texts = []

        def visit(text, outer, inner, _font, _size):
            if text.strip():
                texts.append((text.strip(), inner[5] * outer[3] + outer[5]))

        page.extract_text(visitor_text=visit)
        return texts

    def heights(self, page, pattern):
        return sorted({height for text, height in page if re.search(pattern, text)}, reverse=True)

    def test_long_invoice(self):
        names = [f"Termék-{number:02}" for number in range(1, 41)]
        order = self.make_order(*[(name, 3, 12700, 0) for name in names])
        pages = self.print_pages("account.report_invoice", self.make_invoice(order))
        self.assertEqual(len(pages), 3)
        found = [text for page in pages for text, _height in page]
        for name in names:
            self.assertEqual(sum(name in text for text in found), 1, name)
        for number, page in enumerate(pages, 1):
            with self.subTest(page=number):
                self.check_page(page)

    def check_page(self, page):
        rows = self.heights(page, r"Termék-\d\d")
        head = self.heights(page, r"^(LEÍRÁS|DESCRIPTION)")
        self.assertEqual(len(head), 1)
        places = [*head, *rows]
        gaps = [upper - lower for upper, lower in zip(places, places[1:], strict=False)]
        self.assertGreater(min(gaps), LINE_HEIGHT)
        # 32 mm of the foot are kept free: 32 / 25.4 × 72 = 90.7 points
        self.assertGreater(rows[-1], 90)
        self.assertTrue(self.heights(page, "25978221-2-43"))
        above = [text for text, height in page if height > head[0] + LINE_HEIGHT]
        self.assertTrue(any("Tűzfűrész" in text for text in above), above)
