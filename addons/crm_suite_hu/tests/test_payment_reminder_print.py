from datetime import timedelta
from io import BytesIO

from PyPDF2 import PdfReader

from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common_trader import TraderCase

INSTALMENTS = 40


@tagged("post_install", "-at_install")
class TestPaymentReminderPrint(TraderCase, HttpCase):
    """The real PDFs, page by page."""

    def get_pages(self, report, records):
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        content, kind = reports._render_qweb_pdf(report, records.ids)
        self.assertEqual(kind, "pdf")
        return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]

    def test_a_long_letter_has_header_and_footer_on_each_page_and_each_item_once(self):
        start = fields.Date.context_today(self.company) - timedelta(days=200)
        term = self.env["account.payment.term"].create(
            {
                "name": "Negyven részlet",
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": 100 / INSTALMENTS, "nb_days": days}
                    )
                    for days in range(1, INSTALMENTS + 1)
                ],
            }
        )
        self.get_invoice(
            400_000,
            start,
            invoice_date=start,
            invoice_date_due=False,
            invoice_payment_term_id=term.id,
        )
        action = self.customer.action_payment_reminder()
        reminder = self.env["crm.payment.reminder"].browse(action["res_id"])
        reminder.line_ids.channel = "letter"
        reminder.action_send()
        pages = self.get_pages(
            "account_credit_control.report_credit_control_summary", reminder.communication_ids
        )
        self.assertGreater(len(pages), 1)
        for page in pages:
            self.assertIn("Próba Kereskedő Kft.", page)
            self.assertIn("12892312-2-43", page)
        whole = "\n".join(pages)
        for days in range(1, INSTALMENTS + 1):
            due = (start + timedelta(days=days)).strftime("%m/%d/%Y")
            self.assertEqual(whole.count(due), 1, due)
        # 508 000 forints in forty parts of 12 700
        self.assertIn("508,000", whole)

    def test_a_pro_forma_is_one_page(self):
        order = self.get_order((10, 100))
        [page] = self.get_pages("sale.report_saleorder_pro_forma", order)
        self.assertIn("10918001-00000003-12340001", page)
        self.assertIn("no right to deduct VAT", page)
