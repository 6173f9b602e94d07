from itertools import product

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common_rfm import RfmCase


@tagged("post_install", "-at_install")
class TestRfmPartners(RfmCase):
    """Scores as customers show them, segments, rights, and what is no day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna, cls.bela, cls.none = map(cls.customer, ("Anna", "Béla", "Cili"))
        cls.order(cls.anna, "2026-10-21", 1000)
        cls.order(cls.bela, "2026-10-31", 100)
        cls.order(cls.bela, "2026-08-01", 100)
        cls.everybody = cls.anna + cls.bela + cls.none

    def setUp(self):
        super().setUp()
        self.recompute()

    def found(self, *domain, user=None):
        partners = self.env["res.partner"].with_user(user or self.marketer)
        found = partners.search([("id", "in", self.everybody.ids), *domain])
        return "".join(sorted(found.mapped(lambda one: one.name[0])))

    def test_partners_show_their_scores(self):
        anna, none = (one.with_user(self.marketer) for one in (self.anna, self.none))
        self.assertEqual(
            (anna.rfm_recency_days, anna.rfm_frequency, anna.rfm_monetary, anna.rfm_tenure_days),
            (10, 1, 1000, 10),
        )
        self.assertEqual((anna.rfm_score, anna.rfm_segment_id.name), ("113", "Lost"))
        self.assertEqual(
            (self.bela.rfm_score, self.bela.rfm_segment_id.name), ("331", "Needs attention")
        )
        self.assertEqual((none.rfm_frequency, none.rfm_monetary), (0, 0))
        self.assertFalse(none.rfm_score)
        self.assertFalse(none.rfm_segment_id)

    def test_days_are_compared_with_those_who_bought(self):
        for operator, value, expected in (
            ("=", 0, "B"), ("!=", 0, "AC"), (">", 5, "A"), (">=", 0, "AB"), ("<", 5, "B"),
            ("<=", 10, "AB"), ("in", [0, 10], "AB"), ("not in", [10], "BC"),
        ):  # fmt: skip
            with self.subTest(operator=operator, value=value):
                self.assertEqual(self.found(("rfm_recency_days", operator, value)), expected)
        self.assertEqual(self.found(("rfm_tenure_days", ">", 10)), "B")

    def test_who_never_bought_bought_nothing(self):
        for operator, value, expected in (
            ("=", 0, "C"), ("!=", 0, "AB"), (">", 0, "AB"), ("<", 2, "AC"), ("<=", 0, "C"),
            (">=", 0, "ABC"), (">=", 2, "B"), ("in", [0, 2], "BC"), ("not in", [1], "BC"),
        ):  # fmt: skip
            with self.subTest(operator=operator, value=value):
                self.assertEqual(self.found(("rfm_frequency", operator, value)), expected)
        self.assertEqual(self.found(("rfm_monetary", ">=", 200)), "AB")
        self.assertEqual(self.found(("rfm_monetary", "<", 500)), "BC")

    def test_scores_and_segments_are_found(self):
        lost = self.env.ref("crm_campaign_hu.rfm_segment_lost")
        for domain, expected in (
            (("rfm_score", "=", "113"), "A"),
            (("rfm_score", "!=", "113"), "BC"),
            (("rfm_score", "=", False), "C"),
            (("rfm_score", "!=", False), "AB"),
            (("rfm_score", "=like", "3%"), "B"),
            (("rfm_segment_id", "=", lost.id), "A"),
            (("rfm_segment_id", "!=", lost.id), "BC"),
            (("rfm_segment_id", "in", lost.ids), "A"),
            (("rfm_segment_id", "=", False), "C"),
            (("rfm_segment_id", "ilike", "attention"), "B"),
            (("rfm_segment_id.name", "=", "Lost"), "A"),
        ):
            with self.subTest(domain=domain):
                self.assertEqual(self.found(domain), expected)

    def test_contacts_are_found_with_their_firm(self):
        self.none.parent_id = self.anna
        self.recompute()
        self.assertEqual(self.found(("rfm_monetary", "=", 1000)), "AC")

    def test_the_shipped_segments_cover_every_score(self):
        rows = dict.fromkeys(product(range(1, 6), repeat=3), 0)
        company = SQL("SELECT id FROM res_company WHERE id = %s", self.company.id)
        self.env.cr.execute(self.env["crm.rfm.segment"]._of_scores(company))
        for _company, r, f, m, segment in self.env.cr.fetchall():
            rows[r, f, m] = segment
        self.assertEqual(len(rows), 125)
        self.assertTrue(all(rows.values()))
        names = {
            key: self.env["crm.rfm.segment"].browse(rows[key]).name
            for key in ((5, 5, 5), (5, 1, 5), (5, 2, 1), (3, 4, 1), (3, 3, 5), (1, 5, 5), (2, 1, 5),
                        (1, 1, 1))
        }  # fmt: skip
        self.assertEqual(
            list(names.values()),
            ["Best", "New", "Promising", "Loyal", "Needs attention", "Valuable, at risk",
             "Lapsing", "Lost"],
        )  # fmt: skip

    def test_changed_segments_move_customers_at_once(self):
        segments = self.env["crm.rfm.segment"]
        own = segments.create(
            {"name": "Ours", "sequence": 1, "company_id": self.company.id, "m_min": 3}
        )
        self.assertEqual(self.anna.rfm_segment_id, own)
        self.assertEqual(own.customer_count, 1)
        own.m_min = 1
        self.assertEqual(self.bela.rfm_segment_id, own)
        own.company_id = self.make_company("Másik Kft.")
        self.assertEqual(self.anna.rfm_segment_id.name, "Lost")
        own.company_id = False
        self.assertEqual(self.anna.rfm_segment_id, own)
        own.active = False
        self.assertEqual(self.anna.rfm_segment_id.name, "Lost")
        own.active = True
        own.unlink()
        self.assertEqual(self.anna.rfm_segment_id.name, "Lost")

    def test_ranges_are_checked(self):
        for values in ({"r_min": 0}, {"f_max": 6}, {"m_min": 4, "m_max": 3}):
            with (
                self.subTest(values=values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.env["crm.rfm.segment"].create({"name": "Wrong", **values})

    def test_what_is_no_day_is_refused(self):
        for text in ("yesterday", "2026-13-01", "2026-10-31 10:00:00", 5, "0001-01-01", ["x"]):
            with self.subTest(text=text), self.assertRaisesRegex(UserError, "year-month-day"):
                self.recompute(text)

    def test_who_may_do_what(self):
        salesman = self.user("salesman", "sales_team.group_sale_salesman")
        clerk = self.user("clerk", "base.group_user")
        manager = self.user("manager", "crm_campaign_hu.group_campaign_manager")
        for user in (salesman, clerk):
            with self.assertRaises(AccessError):
                self.recompute(user=user)
        self.assertEqual(self.anna.with_user(salesman).rfm_score, "113")
        self.assertEqual(self.found(("rfm_frequency", ">", 1), user=salesman), "B")
        with self.assertRaises(AccessError):
            self.anna.with_user(clerk).read(["rfm_score"])
        with self.assertRaises(AccessError):
            self.found(("rfm_frequency", ">", 1), user=clerk)
        for user in (self.marketer, manager):
            with self.assertRaises(AccessError):
                self.score(self.anna).with_user(user).frequency = 9
        segment = self.env.ref("crm_campaign_hu.rfm_segment_lost")
        with self.assertRaises(AccessError):
            segment.with_user(self.marketer).name = "Gone"
        segment.with_user(manager).name = "Gone"

    def test_scores_are_the_companys_whatever_the_user_sees(self):
        """A marketer who sees only his own orders gets the scores that everybody gets."""
        model = self.env.ref("sale.model_sale_order").id
        self.env["ir.rule"].create(
            {"name": "None", "model_id": model, "domain_force": "[('id', '=', 0)]"}
        )
        self.assertFalse(self.env["sale.order"].with_user(self.marketer).search([]))
        self.assertEqual(self.recompute(), 2)

    def test_scores_of_other_companies_are_not_seen(self):
        stranger = self.make_company("Idegen Kft.")
        user = self.user(
            "stranger",
            "crm_campaign_hu.group_campaign_user",
            company_id=stranger.id,
            company_ids=[(6, 0, stranger.ids)],
        )
        env = self.env(user=user, context={"allowed_company_ids": stranger.ids})
        self.assertFalse(env["crm.rfm.score"].search([]))
        self.assertFalse(env["res.partner"].browse(self.anna.id).rfm_score)

    def test_the_nightly_job_scores_every_company_once_a_day(self):
        other = self.make_company("Másik Kft.")
        self.order(self.anna, "2026-10-21", 700, company=other)
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("crm_campaign_hu.ir_cron_rfm").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.score(self.anna, other).monetary, 700)
        self.assertEqual(self.score(self.anna).monetary, 1000)
        self.assertNotEqual(str(self.score(self.anna).as_of), "2026-10-31")
