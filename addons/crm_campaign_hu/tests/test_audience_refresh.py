from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_audience import AudienceCase


@tagged("post_install", "-at_install")
class TestAudienceRefresh(AudienceCase):
    """Groups of criteria, other audiences, one of a firm, samples; members and their rows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.everybody = cls.anna + cls.bela + cls.cili + cls.dani
        cls.order(cls.anna, [(cls.paint, 1, 100)], days=5)
        cls.order(cls.bela, [(cls.paint, 1, 900)], days=5)
        cls.order(cls.cili, [(cls.brush, 1, 900)], days=5)
        cls.rich = {"metric": "order_amount", "operator": ">=", "value": 500}
        cls.painter = {
            "metric": "bought_product",
            "operator": "=",
            "product_ids": [Command.set(cls.paint.ids)],
        }

    def group(self, join, *parts):
        return {"join": join, "child_ids": [Command.create(part) for part in parts]}

    def test_without_criteria_all_of_the_domain_are_in(self):
        self.assertEqual(self.members(self.audience()), self.everybody)
        self.assertFalse(self.members(self.audience(domain="[('id', '=', 0)]")))

    def test_groups(self):
        for join, found in (
            ("all", self.bela),
            ("any", self.anna + self.bela + self.cili),
            ("none", self.dani),
        ):
            with self.subTest(join=join):
                audience = self.audience(self.group(join, self.rich, self.painter))
                self.assertEqual(self.members(audience), found)

    def test_groups_within_groups(self):
        inner = self.group("none", self.rich, self.painter)
        audience = self.audience(
            self.group("any", inner, self.group("all", self.rich, self.painter))
        )
        self.assertEqual(self.members(audience), self.bela + self.dani)
        self.assertEqual(len(audience.criterion_ids), 7)

    def test_a_group_without_criteria_says_nothing(self):
        audience = self.audience({"join": "any"}, {"join": "none", "child_ids": [
            Command.create({"join": "all"})]}, self.rich)  # fmt: skip
        self.assertEqual(self.members(audience), self.bela + self.cili)

    def test_the_funnel_shows_how_many_remain(self):
        audience = self.audience(self.rich, self.painter)
        first, second = audience.criterion_ids
        self.assertEqual(
            [(row["criterion_id"], row["remaining"]) for row in audience.funnel()],
            [(False, 4), (first.id, 2), (second.id, 1)],
        )
        self.assertTrue(all(row["label"] for row in audience.funnel()))

    def test_the_funnel_ends_with_other_audiences_and_the_draw(self):
        without = self.audience(domain=[("id", "=", self.dani.id)])
        without.refresh()
        only = self.audience(domain=[("id", "in", (self.anna + self.bela + self.dani).ids)])
        only.refresh()
        audience = self.audience(
            include_audience_ids=[Command.set(only.ids)],
            exclude_audience_ids=[Command.set(without.ids)],
            per_company="one",
            sample_kind="number",
            sample_size=1,
        )
        self.assertEqual([row["remaining"] for row in audience.funnel()], [4, 3, 2, 2, 1])
        self.assertEqual(len(self.members(audience)), 1)

    def test_it_explains_who_is_in_or_out(self):
        audience = self.audience(self.rich, self.group("any", self.painter))
        amount, group, paint = audience.criterion_ids.sorted("id")
        rows = {row["criterion_id"]: row for row in audience.explain(self.cili.id)}
        self.assertEqual(
            {key: (row["passed"], row["value"]) for key, row in rows.items()},
            {
                amount.id: (True, 900.0),
                group.id: (False, False),
                paint.id: (False, False),
                False: (True, False),
            },
        )
        rows = audience.explain(self.env.user.partner_id.id)
        self.assertEqual([row["passed"] for row in rows if not row["criterion_id"]], [False])

    def test_who_stays_keeps_his_row(self):
        audience = self.audience(self.rich)
        self.members(audience)
        rows = {member.partner_id: member.id for member in audience.member_ids}
        self.order(self.dani, [(self.paint, 1, 5000)])
        self.cili.active = False
        self.assertEqual(self.members(audience), self.bela + self.dani)
        after = {member.partner_id: member.id for member in audience.member_ids}
        self.assertEqual(after[self.bela], rows[self.bela])
        self.assertEqual(audience.member_count, 2)
        self.assertEqual(audience.refresh_user_id, self.marketer)

    def test_one_person_of_each_firm(self):
        firm = self.customer("Firm", is_company=True)
        self.customer("A", parent_id=firm.id)
        mailed = self.customer("B", parent_id=firm.id, email="b@firm.example")
        audience = self.audience(domain=[("id", "child_of", firm.id)], per_company="one")
        self.assertEqual(self.members(audience), mailed)
        mailed.email = False
        self.assertEqual(self.members(audience), firm)

    def test_a_sample_is_drawn_once(self):
        crowd = self.env["res.partner"]
        for number in range(60):
            crowd += self.customer(f"Person {number}")
        audience = self.audience(
            domain=[("id", "in", crowd.ids)], sample_kind="number", sample_size=20
        )
        drawn = self.members(audience)
        self.assertEqual(len(drawn), 20)
        self.assertEqual(self.members(audience), drawn)
        (crowd - drawn)[:10].active = False
        self.assertEqual(self.members(audience), drawn)
        drawn[0].active = False
        self.assertLess(drawn[1:], self.members(audience))
        audience.write({"sample_kind": "percent", "sample_size": 50})
        half = self.members(audience)
        self.assertTrue(10 < len(half) < 40)
        half[0].active = False
        self.assertEqual(self.members(audience), half[1:])
        audience.sample_size = 100
        self.assertEqual(len(self.members(audience)), 48)

    def test_samples_make_sense(self):
        for kind, size in (("number", 0), ("percent", 101), ("percent", -1)):
            with (
                self.subTest(kind=kind, size=size),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.audience(sample_kind=kind, sample_size=size)

    def test_living_audiences_that_it_uses_are_refreshed_first(self):
        rich = self.audience(self.rich)
        within = self.audience(
            {"metric": "member_of_audience", "operator": "in", "value": rich.ids}
        )
        without = self.audience(exclude_audience_ids=[Command.set(within.ids)])
        self.assertEqual(self.members(without), self.anna + self.dani)
        self.assertEqual(rich.member_ids.partner_id, self.bela + self.cili)
        self.order(self.dani, [(self.paint, 1, 5000)])
        self.assertEqual(self.members(without), self.anna)
        results = (without + rich).refresh()
        self.assertEqual(
            results,
            [{"audience_id": without.id, "count": 1}, {"audience_id": rich.id, "count": 3}],
        )

    def test_an_audience_is_not_made_of_itself(self):
        first = self.audience(name="First")
        second = self.audience(
            {"metric": "member_of_audience", "operator": "=", "value": first.id}, name="Second"
        )
        criterion = {"metric": "member_of_audience", "operator": "not in", "value": [second.id]}
        for changes, way in (
            ({"exclude_audience_ids": [Command.set(second.ids)]}, "First → Second → First"),
            ({"include_audience_ids": [Command.set(first.ids)]}, "First → First"),
            ({"criterion_ids": [Command.create(criterion)]}, "First → Second → First"),
        ):
            with (
                self.subTest(way=way),
                self.assertRaisesRegex(ValidationError, way),
                self.env.cr.savepoint(),
            ):
                first.write(changes)

    def test_a_frozen_one_is_not_refreshed(self):
        frozen = self.audience(kind="frozen")
        with self.assertRaisesRegex(UserError, "frozen"):
            (self.audience() + frozen).refresh()

    def test_queries_do_not_grow_with_customers(self):
        criteria = [
            self.rich,
            self.painter,
            {"metric": "days_since_order", "operator": "<", "value": 9},
        ]
        audience = self.audience(*criteria)
        self.members(audience)

        def count():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            audience.refresh()
            return self.env.cr.sql_log_count - before

        count()  # whatever is looked up once
        few = count()
        for number in range(30):
            self.order(self.customer(f"More {number}"), [(self.paint, 1, 700)])
        self.env.flush_all()
        self.assertEqual(count(), few)
        self.assertEqual(len(audience.member_ids), 31)
        self.assertLess(few, 30)

    def test_it_knows_when_it_was_refreshed(self):
        audience = self.audience()
        self.assertFalse(audience.refreshed_at)
        audience.refresh()
        self.assertLess(fields.Datetime.now() - audience.refreshed_at, timedelta(minutes=2))
