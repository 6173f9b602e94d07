import io
from datetime import date, datetime

from freezegun import freeze_time
from openpyxl import load_workbook
from psycopg2 import IntegrityError

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ComplaintCase


@tagged("post_install", "-at_install")
class TestMonthly(ComplaintCase):
    """The workbook that management gets on the month before, once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.company"].search([]).complaint_report_user_ids = False
        cls.company.complaint_report_user_ids = cls.manager
        cls.manager.email = "manager@firm.example"
        cls.reports = cls.env["crm.complaint.monthly"]
        order = cls.sell()
        cls.carrier = cls.env["res.partner"].create({"name": "Carrier"})
        # 31 July 23:30 and 31 August 23:30 in Budapest, the first and the last moment but one
        for received in ("2026-07-31 21:30:00", "2026-08-05 10:00:00", "2026-08-31 21:30:00"):
            ticket = cls.complain(order, 2, received_at=received)
            cls.last = ticket
            ticket.liable_partner_id = cls.carrier
            ticket.action_settle("refund", [{"line_id": ticket.complaint_line_ids.id}])
        cls.last.rating_apply(5, token=cls.last._rating_get_access_token())
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE rating_rating SET rated_on = '2026-08-20 10:00:00' "
            "WHERE res_model = 'helpdesk.ticket' AND res_id = %s",
            [cls.last.id],
        )
        cls.env.invalidate_all()

    def letters(self):
        return self.env["mail.mail"].search(
            [("recipient_ids", "in", self.manager.partner_id.ids)], order="id"
        )

    def send(self, now="2026-09-01 06:00:00"):
        """Let the job run at a moment; return the letters that it made."""
        before = self.letters()
        with freeze_time(now):
            for company, month in self.reports._missing():
                self.reports._send(company, month)
        return self.letters() - before

    def sheet(self, content, title):
        return [list(row) for row in load_workbook(io.BytesIO(content))[title].values]

    def test_once_a_month(self):
        self.assertFalse(self.reports.search([("company_id", "=", self.company.id)]))
        self.assertEqual(len(self.send()), 1)
        self.assertFalse(self.send())
        self.assertFalse(self.send("2026-09-30 20:00:00"))
        self.assertEqual(len(self.send("2026-10-01 06:00:00")), 1)
        months = self.reports.search([("company_id", "=", self.company.id)]).mapped("month")
        self.assertEqual(months, [date(2026, 9, 1), date(2026, 8, 1)])
        values = {"company_id": self.company.id, "month": "2026-08-01"}
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.reports.create(values)

    def test_the_month_is_the_company_s(self):
        # half past midnight in Budapest: September has begun there
        self.send("2026-08-31 22:30:00")
        report = self.reports.search([("company_id", "=", self.company.id)])
        self.assertEqual(report.month, date(2026, 8, 1))

    def test_what_it_says(self):
        [letter] = self.send()
        self.assertEqual(letter.recipient_ids, self.manager.partner_id)
        self.assertIn("2026-08", letter.subject)
        [workbook] = letter.attachment_ids
        self.assertEqual(workbook.name, "complaints-2026-08.xlsx")
        summary = dict(self.sheet(workbook.raw, "Summary"))
        # two of the three are August's, each gave 2 × 100 back
        self.assertEqual(summary["Complaints among them"], 2)
        self.assertEqual(summary["Cost of the complaints"], 400)
        self.assertEqual((summary["Ratings"], summary["NPS"]), (1, 100))
        carriers = self.sheet(workbook.raw, "Supplier or carrier")
        self.assertEqual(carriers[1:], [["Carrier", 2, 400]])
        products = self.sheet(workbook.raw, "Product")
        self.assertEqual(products[1][:3], [self.product.display_name, 2, 4])
        rated = self.sheet(workbook.raw, "Satisfaction by product")
        self.assertEqual(rated[1:], [[self.product.display_name, 1, 5, 100]])

    def test_in_the_company_s_language(self):
        self.env["res.lang"]._activate_and_install_lang("hu_HU")
        self.company.partner_id.lang = "hu_HU"
        [letter] = self.send()
        self.assertIn("Összesítés", load_workbook(io.BytesIO(letter.attachment_ids.raw)).sheetnames)

    def test_nobody_asked_for_it(self):
        self.company.complaint_report_user_ids = False
        self.assertFalse(self.send())

    def test_each_company_its_own(self):
        other = self.env["res.company"].create(
            {"name": "Other", "complaint_report_user_ids": [Command.set(self.manager.ids)]}
        )
        other.partner_id.lang = "en_US"
        letters = self.send()
        self.assertEqual(len(letters), 2)
        [own] = letters.filtered(lambda letter: "Other" in letter.subject)
        summary = dict(self.sheet(own.attachment_ids.raw, "Summary"))
        self.assertFalse(summary["Complaints among them"])
        self.assertEqual(len(self.reports.search([("company_id", "=", other.id)])), 1)

    def test_managers_read_it(self):
        self.send()
        own = self.reports.with_user(self.manager).sudo(False)
        [report] = own.search([("company_id", "=", self.company.id)])
        self.assertTrue(report.attachment_ids.raw)
        self.assertFalse(own.with_user(self.clerk).has_access("read"))
        self.assertEqual(report.sent_at.date(), datetime(2026, 9, 1).date())
