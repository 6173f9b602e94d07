from odoo.fields import Command
from odoo.tests import tagged

from .common import CardCase


@tagged("post_install", "-at_install")
class TestCardMoney(CardCase):
    """Turnover, margin and balance, worked out by hand."""

    def _orders(self):
        """12 months until June 2026: 1,000 + 500 + 800; the 12 before: 600; older: 400."""
        self.order("2026-06-10 09:00:00", (self.tile, 10, 100))
        self.order("2026-04-10 09:00:00", (self.tile, 5, 100), partner=self.buyer)
        # 2 euros at 400 forints
        self.order("2025-12-01 09:00:00", (self.tile, 2, 1), pricelist_id=self.euros.id)
        self.order("2025-06-10 09:00:00", (self.tile, 6, 100))
        self.order("2024-01-10 09:00:00", (self.tile, 4, 100))
        self.order("2026-06-11 09:00:00", (self.tile, 70, 100), state="cancel")
        self.order("2026-06-11 09:00:00", (self.tile, 70, 100), state="draft")
        self.order("2026-06-01 09:00:00", (self.tile, 77, 100), partner=self.other)

    def test_turnover(self):
        self._orders()
        block = self.block("turnover")
        self.assertEqual(block["currency"], "HUF")
        self.assertEqual((block["total"], block["order_count"]), (3300, 5))
        self.assertEqual(block["average"], 660)
        self.assertEqual((block["year"], block["year_before"]), (2300, 600))
        # 2,300 against 600
        self.assertEqual(block["change_percent"], 283)
        # 2,300 of 2,300 + 7,700
        self.assertEqual(block["share_percent"], 23)
        self.assertEqual((block["rank"], block["rank_of"]), (2, 2))

    def test_months_with_last_years_beside(self):
        self._orders()
        months = {row["month"]: row for row in self.block("turnover")["months"]}
        self.assertEqual((list(months)[0], list(months)[-1]), ("2025-07", "2026-06"))
        self.assertEqual(months["2026-06"]["ordered"], 1000)
        self.assertEqual(months["2026-06"]["ordered_before"], 600)
        self.assertEqual(months["2025-12"]["ordered"], 800)
        self.assertEqual(months["2026-01"]["ordered"], 0)

    def test_days_are_those_of_the_user(self):
        """23:30 UTC on 31 May is June in Budapest."""
        self.order("2026-05-31 23:30:00", (self.tile, 1, 100))
        months = {row["month"]: row for row in self.block("turnover")["months"]}
        self.assertEqual((months["2026-05"]["ordered"], months["2026-06"]["ordered"]), (0, 100))
        [action] = months["2026-06"]["action"]
        self.assertEqual(self.env["sale.order"].search_count(action["domain"]), 1)

    def test_numbers_open_their_documents(self):
        self._orders()
        block = self.block("turnover")
        for name, orders in (("total", 5), ("year", 3), ("year_before", 1)):
            [action] = [action for action in block["action"] if name in action["opens"]]
            self.assertEqual(action["res_model"], "sale.order")
            self.assertEqual(self.env["sale.order"].search_count(action["domain"]), orders, name)

    def test_invoiced_is_less_credit_notes(self):
        self.invoice("2026-06-01", 900)
        self.invoice("2026-06-02", 200, move_type="out_refund")
        self.invoice("2025-06-02", 70)
        self.env["account.move"].create(
            {"move_type": "out_invoice", "partner_id": self.customer.id, "invoice_line_ids": [
                Command.create({"name": "Draft", "price_unit": 5000})]}
        )  # fmt: skip
        block = self.block("turnover")
        self.assertEqual(block["invoiced"], 770)
        self.assertEqual(block["months"][-1]["invoiced"], 700)
        self.assertEqual(block["months"][-1]["invoiced_before"], 70)

    def test_margin(self):
        self._orders()
        block = self.block("margin")
        # 1,000 - 600, 500 - 300, 800 - 120
        self.assertEqual((block["year"], block["year_percent"]), (1280, 55.7))
        # 600 - 360
        self.assertEqual((block["year_before"], block["year_before_percent"]), (240, 40.0))
        self.assertEqual(block["total"], 1680)

    def test_balance(self):
        self.invoice("2026-06-01", 900, "2026-07-01")
        late = self.invoice("2026-05-01", 500, "2026-06-14")
        self.pay(late, "2026-06-15", 100)
        self.invoice("2026-06-01", 50, "2026-06-15")
        block = self.block("balance")
        self.assertEqual((block["open"], block["overdue"]), (1350, 400))
        [action] = [action for action in block["action"] if "overdue" in action["opens"]]
        lines = self.env["account.move.line"].search(action["domain"])
        self.assertEqual(lines.move_id, late)

    def test_credit_limit(self):
        self.company.account_use_credit_limit = True
        self.customer.credit_limit = 5000
        self.invoice("2026-06-01", 900, "2026-07-01")
        order = self.order("2026-06-01 09:00:00", (self.tile, 3, 100))
        order.order_line.tax_ids = self.env["account.tax"].create(
            {"name": "27 %", "amount": 27, "company_id": self.company.id}
        )
        block = self.block("balance")
        # less 900 open, and 381 with tax that is ordered
        self.assertEqual((block["credit_limit"], block["credit_left"]), (5000, 3719))
        self.assertEqual(self.customer.credit_to_invoice, 381)

    def test_payment_delay(self):
        """Lately 10 and 20 days late, before 4 days early; a credit note is no payment."""
        for day, due, paid in (
            ("2026-04-01", "2026-05-01", "2026-05-11"),
            ("2026-04-01", "2026-05-01", "2026-05-21"),
            ("2025-10-01", "2025-11-01", "2025-10-28"),
        ):
            self.pay(self.invoice(day, 100, due), paid)
        credited = self.invoice("2026-01-01", 100, "2026-01-02")
        refund = self.invoice("2026-06-01", 100, move_type="out_refund")
        lines = (credited | refund).line_ids
        lines.filtered(lambda line: line.account_type == "asset_receivable").reconcile()
        block = self.block("balance")
        self.assertEqual(block["paid_count"], 3)
        # 26 days of three invoices
        self.assertEqual(block["delay"], 8.7)
        self.assertEqual((block["delay_lately"], block["delay_earlier"]), (15.0, -4.0))
        trends = {trend["code"]: trend for trend in self.block("trends")["trends"]}
        self.assertEqual(
            trends["pays_later"]["text"], "Pays later: 15 days after the due day, before -4"
        )
