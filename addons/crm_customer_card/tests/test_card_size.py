import time

from odoo.tests import tagged

from .common import CardCase
from .many_documents import multiply

LARGE = 500


@tagged("post_install", "-at_install")
class TestCardSize(CardCase):
    """The number of queries is that of the blocks, not of the customer's history."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.account_use_credit_limit = True
        cls.customer.credit_limit = 10**7
        cls.sample = cls.order(
            "2026-06-14 09:00:00", (cls.tile, 3, 100), (cls.batten, 2, 50), (cls.foil, 1, 10)
        )
        cls.paper = cls.invoice("2026-06-14", 410, "2026-06-20")

    def _queries(self):
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.customer.customer_card()
        return self.env.cr.sql_log_count - before

    def test_queries_do_not_grow(self):
        multiply(self.sample, self.paper, 4)
        self._queries()
        few = self._queries()
        multiply(self.sample, self.paper, LARGE - 5)
        self.assertEqual(self.block("turnover")["order_count"], LARGE)
        self.assertLessEqual(self._queries(), few)
        self.assertLess(few, 120)

    def test_sums_of_many_are_exact(self):
        multiply(self.sample, self.paper, LARGE - 1)
        block = self.block("turnover")
        # 3 * 100 + 2 * 50 + 10 each; 349 days from 1 July 2025 to 14 June 2026
        self.assertEqual((block["total"], block["year"]), (LARGE * 410, 349 * 410))
        self.assertEqual(block["invoiced"], LARGE * 410)
        self.assertEqual(self.block("balance")["open"], LARGE * 410)

    def test_opens_fast(self):
        """The largest customer's card, with 5,000 orders and as many invoices."""
        multiply(self.sample, self.paper, 5000 - 1)
        self.env.cr.execute("ANALYZE sale_order, sale_order_line, account_move, account_move_line")
        self._queries()
        self.env.invalidate_all()
        # the frozen clock stands still, this one goes on
        started = time.clock_gettime(time.CLOCK_MONOTONIC)
        self.customer.customer_card()
        self.assertLess(time.clock_gettime(time.CLOCK_MONOTONIC) - started, 1)
