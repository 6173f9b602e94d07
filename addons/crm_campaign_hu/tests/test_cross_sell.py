from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_rfm import RfmCase


@tagged("post_install", "-at_install")
class TestCrossSell(RfmCase):
    """Ten customers: of the five with paint four have a brush and three a ladder.

    The brush is also bought by one without paint, the ladder by all the others.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.paint, cls.brush, cls.ladder, cls.tape = cls.env["product.product"].create(
            [
                {"name": name, "type": "service", "taxes_id": [Command.clear()]}
                for name in ("Paint", "Brush", "Ladder", "Tape")
            ]
        )
        cls.people = [cls.customer(f"Customer {number}") for number in range(10)]
        bought = [
            (cls.paint, cls.brush, cls.ladder), (cls.paint, cls.brush, cls.ladder),
            (cls.paint, cls.brush, cls.ladder), (cls.paint, cls.brush), (cls.paint, cls.tape),
            (cls.brush, cls.ladder), (cls.ladder,), (cls.ladder,), (cls.ladder,), (cls.ladder,),
        ]  # fmt: skip
        for person, goods in zip(cls.people, bought, strict=True):
            cls.order(person, "2026-10-01", lines=[(one, 100) for one in goods])
            cls.order(person, "2026-10-02", lines=[(goods[0], 100)])
        cls.env["crm.cross.sell"]._recompute(cls.company)

    def found(self, product):
        rows = self.env["crm.cross.sell"].search(
            [("company_id", "=", self.company.id), ("product_id", "=", product.id)]
        )
        return [
            (row.suggested_product_id.name, row.customers, row.customers_both,
             round(row.confidence, 3), round(row.lift, 3))
            for row in rows
        ]  # fmt: skip

    def offered(self, partners, user=None, **more):
        rows = partners.with_user(user or self.marketer).cross_sell_suggestions(**more)
        return [
            (row["partner_id"], row["product"], row["because"], round(row["confidence"], 3))
            for row in rows
        ]

    def test_what_is_bought_together(self):
        """Paint 5, brush 5, ladder 8 of 10; the ladder follows from neither more than by chance."""
        self.assertEqual(self.found(self.paint), [("Brush", 5, 4, 0.8, 1.6)])
        self.assertEqual(
            self.found(self.brush), [("Paint", 5, 4, 0.8, 1.6), ("Ladder", 5, 4, 0.8, 1)]
        )
        self.assertEqual(self.found(self.ladder), [("Brush", 8, 4, 0.5, 1)])
        self.assertEqual(self.found(self.tape), [])

    def test_offers_are_what_one_has_not_bought(self):
        mixed = self.people[4] + self.people[6] + self.people[0]
        self.assertEqual(
            self.offered(mixed),
            [
                (self.people[4].id, "Brush", "Paint", 0.8),
                (self.people[6].id, "Brush", "Ladder", 0.5),
            ],
        )
        [row] = self.people[4].with_user(self.marketer).cross_sell_suggestions()
        self.assertEqual(
            (row["product_id"], row["because_product_id"]), (self.brush.id, self.paint.id)
        )

    def test_the_surest_come_first_and_only_so_many(self):
        one = self.customer("New")
        self.order(one, "2026-10-03", lines=[(self.brush, 100)])
        self.assertEqual(
            self.offered(one),
            [(one.id, "Paint", "Brush", 0.8), (one.id, "Ladder", "Brush", 0.8)],
        )
        self.assertEqual(self.offered(one, limit=1), [(one.id, "Paint", "Brush", 0.8)])

    def test_a_firm_buys_as_one(self):
        firm = self.customer("Fal Kft.", is_company=True)
        anna = self.customer("Anna", parent_id=firm.id)
        bela = self.customer("Béla", parent_id=firm.id)
        self.order(anna, "2026-10-03", lines=[(self.brush, 100)])
        self.order(bela, "2026-10-03", lines=[(self.ladder, 100)])
        for one in (firm, anna, bela):
            self.assertEqual(self.offered(one), [(one.id, "Paint", "Brush", 0.8)])

    def test_what_is_not_sold_any_more_is_not_offered(self):
        self.brush.active = False
        self.assertEqual(self.offered(self.people[4]), [])
        self.brush.write({"active": True, "sale_ok": False})
        self.assertEqual(self.offered(self.people[4]), [])

    def test_returned_and_cancelled_goods_were_not_bought(self):
        for person in self.people[:2]:
            self.order(person, "2026-10-20", lines=[(self.brush, -100)])
        self.env["crm.cross.sell"]._recompute(self.company)
        # two of the five are left with both, which is too few
        self.assertEqual(self.found(self.paint), [])

    def test_companies_apart(self):
        other = self.make_company("Másik Kft.")
        self.env.user.company_ids |= other
        self.env["crm.cross.sell"]._recompute(other)
        self.assertTrue(self.found(self.paint))
        self.marketer.company_ids |= other
        there = self.people[4].with_user(self.marketer).with_company(other)
        self.assertEqual(there.cross_sell_suggestions(), [])

    def test_rights(self):
        salesman = self.user("salesman", "sales_team.group_sale_salesman")
        # his orders alone count: those are nobody's, so he sees nothing of them
        self.env["sale.order"].search(
            [("company_id", "=", self.company.id)]
        ).user_id = self.marketer
        self.assertEqual(self.offered(self.people[4], user=salesman), [])
        leader = self.user("leader", "sales_team.group_sale_salesman_all_leads")
        self.assertEqual(len(self.offered(self.people[4], user=leader)), 1)
        clerk = self.user("clerk", "base.group_user")
        with self.assertRaises(AccessError):
            self.offered(self.people[4], user=clerk)
        row = self.env["crm.cross.sell"].search([("company_id", "=", self.company.id)], limit=1)
        with self.assertRaises(AccessError):
            row.with_user(self.marketer).confidence = 1

    def test_what_is_no_number_is_refused(self):
        for limit in (0, -1, 101, "5", True, 2.5):
            with self.subTest(limit=limit), self.assertRaisesRegex(UserError, "from 1 to 100"):
                self.offered(self.people[4], limit=limit)

    def test_the_button_opens_the_offers(self):
        action = self.people[4].with_user(self.marketer).action_cross_sell()
        rows = self.env["crm.cross.sell"].search(action["domain"])
        self.assertEqual(rows.suggested_product_id, self.brush)
        self.assertTrue(action["views"])

    def test_queries_do_not_grow_with_the_customers(self):
        everybody = self.people[0].union(*self.people)
        self.assertEqual(self._queries(self.people[4]), self._queries(everybody))

    def _queries(self, partners):
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        partners.cross_sell_suggestions()
        return self.env.cr.sql_log_count - before

    def test_the_nightly_job(self):
        self.env["crm.cross.sell"].search([("company_id", "=", self.company.id)]).unlink()
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("crm_campaign_hu.ir_cron_cross_sell").method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(self.found(self.paint))
