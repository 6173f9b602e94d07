from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import DiscountCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 12:00:00")
class TestBench(DiscountCommon):
    """Past orders are priced again with drafts, and stay as they are."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls._group()
        cls.rule = cls._rule("NOW", cls.group, (10, 5))
        cls.draft = cls._rule("DRAFT", cls.group, (10, 8), (50, 10), active=False)
        cls.paint = cls._product("Festék", 1000, cost=700)
        cls.screw = cls._product("Csavar", 10, cost=4)
        cls.inside = cls._confirmed("2026-10-01", (cls.paint, 10), (cls.screw, 100))
        # midnight in Budapest is 23:00 of the day before, in UTC
        cls.last = cls._confirmed("2026-10-31 22:59:00", (cls.paint, 5))
        cls.after = cls._confirmed("2026-10-31 23:00:00", (cls.paint, 50))
        cls.company.partner_id.tz = "Europe/Budapest"

    @classmethod
    def _confirmed(cls, day, *lines):
        order = cls._order(*lines)
        order.action_confirm()
        order.date_order = day
        return order

    def _run(self, **values):
        bench = self.env["crm.discount.bench"].create(values)
        bench.action_run()
        while not bench.is_finished:
            bench.run_part()
        return bench

    def test_a_draft_beside_the_rules_of_today(self):
        bench = self._run(tried_rule_ids=self.draft.ids)
        self.assertEqual(
            (bench.date_start, bench.date_end), (date(2026, 10, 1), date(2026, 10, 31))
        )
        self.assertEqual(bench.order_count, 2)
        # 9,500 + 950 + 5,000; the draft: 9,200 + 900 + 5,000
        self.assertEqual((bench.sold, bench.today, bench.tried), (15_450, 15_450, 15_100))
        self.assertEqual(bench.effect, -350)
        # cost: 7,000 + 400 + 3,500
        self.assertEqual((bench.margin_today, bench.margin_tried), (4_550, 4_200))
        self.assertAlmostEqual(bench.margin_tried_percent, 27.8, 1)
        self.assertEqual(self.inside.amount_untaxed, 10_450)
        self.assertFalse(self.draft.active)
        lines = bench.line_ids.filtered(lambda line: line.product_id == self.screw)
        self.assertEqual((lines.today, lines.tried, lines.effect), (950, 900, -50))
        self.assertEqual(lines.partner_id, self.partner)

    def test_without_a_rule(self):
        action = self.rule.action_test_on_orders()
        self.assertEqual(action["context"], {"default_left_out_rule_ids": self.rule.ids})
        bench = self._run(left_out_rule_ids=self.rule.ids)
        self.assertEqual((bench.today, bench.tried), (15_450, 16_000))

    def test_rules_of_a_coming_period_and_what_was_typed(self):
        self.draft.date_start = "2026-12-01"
        self.inside.order_line[0].discount = 20
        bench = self.env["crm.discount.bench"].new({"tried_rule_ids": self.draft.ids})
        self.assertEqual(bench.as_of, date(2026, 12, 1))
        bench = self._run(tried_rule_ids=self.draft.ids)
        # the typed line stays at 8,000
        self.assertEqual((bench.sold, bench.tried), (13_950, 13_900))
        early = self._run(tried_rule_ids=self.draft.ids, as_of="2026-11-30")
        self.assertEqual(early.effect, 0)

    def test_again_begins_anew(self):
        bench = self._run(tried_rule_ids=self.draft.ids)
        self.draft.tier_ids.unlink()
        bench.action_run()
        self.assertEqual(bench.run_part(), {"done": 2, "total": 2})
        self.assertEqual((bench.order_count, bench.effect), (2, 0))

    def test_queries_follow_no_order(self):
        bench = self.env["crm.discount.bench"].create({"tried_rule_ids": self.draft.ids})
        bench.action_run()
        for _each in range(20):
            self._confirmed("2026-10-15", (self.paint, 10), (self.screw, 3))
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(70):
            bench.run_part()
            self.env.flush_all()
        self.assertEqual(bench.order_count, 22)

    def test_nothing_to_price_and_rights(self):
        bench = self.env["crm.discount.bench"].create(
            {"date_start": "2020-01-01", "date_end": "2020-01-31"}
        )
        with self.assertRaisesRegex(UserError, "No order was confirmed"):
            bench.action_run()
        seller = self._user("seller", "sales_team.group_sale_salesman")
        with self.assertRaises(AccessError):
            self.env["crm.discount.bench"].with_user(seller).create({})

    def test_report_shares_price_and_cost_among_rules(self):
        second = self._group("B", sequence=20)
        self._rule("TEN", second, (1, 10), product_ids=[Command.link(self.paint.id)])
        order = self._confirmed("2026-11-01", (self.paint, 10))
        # 10,000 less 500 less 950
        self.assertEqual(order.amount_untaxed, 8_550)
        self.env.flush_all()
        report = self.env["crm.discount.report"].search([("order_id", "=", order.id)])
        rows = {row.rule_name: row for row in report}
        self.assertEqual(
            {name: row.amount for name, row in rows.items()}, {"Rule NOW": 500, "Rule TEN": 950}
        )
        self.assertAlmostEqual(rows["Rule NOW"].net_amount, 8_550 * 500 / 1_450)
        for name, expected in (
            ("net_amount", 8_550),
            ("list_amount", 10_000),
            ("cost", 7_000),
            ("margin", 1_550),
            ("margin_before", 3_000),
        ):
            self.assertAlmostEqual(sum(report.mapped(name)), expected, msg=name)
        seller = self._user("seller", "sales_team.group_sale_salesman")
        shown = self.env["crm.discount.report"].with_user(seller).fields_get()
        self.assertNotIn("cost", shown)
        self.assertNotIn("margin", shown)
