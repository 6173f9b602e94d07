from odoo.fields import Command
from odoo.tests import tagged

from .common_rfm import AS_OF, RfmCase


@tagged("post_install", "-at_install")
class TestRfm(RfmCase):
    """Figures and scores as of the last day of October, worked out by hand."""

    def five(self):
        """Five customers; of days, numbers and amounts, the least is the worst."""
        anna, bela, cili, dani, edit = map(self.customer, ("Anna", "Béla", "Cili", "Dani", "Edit"))
        self.order(anna, "2026-10-21", 1000)
        self.order(bela, "2026-10-11", 250)
        self.order(bela, "2026-07-23", 250)
        for day in ("2026-10-01", "2026-09-01", "2026-08-01"):
            self.order(cili, day, 100)
        self.order(dani, "2026-09-21", 1000)
        self.order(edit, "2026-09-11", 50)
        return anna, bela, cili, dani, edit

    def test_scores_count_who_is_strictly_worse(self):
        five = self.five()
        self.assertEqual(self.recompute(), 5)
        self.assertEqual(
            [self.figures(one) for one in five],
            [
                (10, 1, 1000, 10),
                (20, 2, 500, 100),
                (30, 3, 300, 91),
                (40, 1, 1000, 40),
                (50, 1, 50, 50),
            ],
        )
        self.assertEqual(
            [self.score(one).score for one in five], ["514", "443", "352", "214", "111"]
        )
        self.assertEqual(
            [self.score(one).segment_id.name for one in five],
            ["New", "Loyal", "Loyal", "Lapsing", "Lost"],
        )

    def test_who_is_alone_is_worse_than_nobody(self):
        anna = self.customer("Anna")
        self.order(anna, "2026-10-01", 100)
        self.recompute()
        self.assertEqual(self.score(anna).score, "111")

    def test_equals_are_equal(self):
        """Of seven, three share the best value: four are worse, 1 + floor(20 / 7) = 3."""
        customers = [self.customer(f"Customer {n}") for n in range(7)]
        for customer, amount in zip(customers, (10, 20, 30, 40, 90, 90, 90), strict=True):
            self.order(customer, "2026-10-01", amount)
        self.recompute()
        self.assertEqual(
            [self.score(one).score for one in customers],
            ["111", "111", "112", "113", "113", "113", "113"],
        )

    def test_many_orders_on_one_day(self):
        anna = self.customer("Anna")
        for moment in ("2026-10-30 06:00:00", "2026-10-30 12:00:00", "2026-10-30 21:00:00"):
            self.order(anna, moment, 100)
        self.recompute()
        self.assertEqual(self.figures(anna), (1, 3, 300, 1))

    def test_returns_are_counted_against(self):
        anna, bela = self.customer("Anna"), self.customer("Béla")
        self.order(anna, "2026-10-01", 1000, -400)
        self.order(bela, "2026-10-01", 500)
        self.order(bela, "2026-10-02", -700)
        self.recompute()
        self.assertEqual(self.figures(anna), (30, 1, 600, 30))
        self.assertEqual(self.figures(bela), (29, 2, -200, 30))
        self.assertGreater(self.score(anna).m, self.score(bela).m)

    def test_other_currencies_at_the_rate_of_the_order(self):
        """Two euros at 400.4 and one at 390: 400.4 + 400.4 + 390 = 1190.8, rounded at the end."""
        euro = self.env.ref("base.EUR")
        euro.active = True
        rates = self.env["res.currency.rate"]
        for day, forints in (("2026-01-01", 390), ("2026-06-01", 400.4)):
            rates.create(
                {
                    "name": day,
                    "currency_id": euro.id,
                    "company_id": self.company.id,
                    "inverse_company_rate": forints,
                }
            )
        pricelist = self.env["product.pricelist"].create(
            {"name": "EUR", "currency_id": euro.id, "company_id": self.company.id}
        )
        anna = self.customer("Anna")
        for day in ("2026-02-01", "2026-07-01", "2026-08-01"):
            self.order(anna, day, 1, pricelist_id=pricelist.id)
        self.recompute()
        self.assertEqual(self.score(anna).monetary, 1191)

    def test_only_confirmed_orders_count(self):
        anna, bela = self.customer("Anna"), self.customer("Béla")
        self.order(anna, "2026-10-01", 100)
        for state in ("draft", "sent", "cancel"):
            self.order(anna, "2026-10-20", 999, state=state)
            self.order(bela, "2026-10-20", 999, state=state)
        self.assertEqual(self.recompute(), 1)
        self.assertEqual(self.figures(anna), (30, 1, 100, 30))
        self.assertIsNone(self.figures(bela))

    def test_who_has_no_order_any_more_loses_the_score(self):
        anna, bela = self.customer("Anna"), self.customer("Béla")
        order = self.order(anna, "2026-10-01", 100)
        self.order(bela, "2026-10-02", 100)
        self.assertEqual(self.recompute(), 2)
        order.state = "cancel"
        self.assertEqual(self.recompute(), 1)
        self.assertIsNone(self.figures(anna))
        self.assertFalse(anna.rfm_score)

    def test_orders_of_contacts_are_the_firms(self):
        firm = self.customer("Fal Kft.", is_company=True)
        contact = self.customer("Anna", parent_id=firm.id)
        other = self.customer("Béla", parent_id=firm.id)
        self.order(contact, "2026-10-01", 100)
        self.order(firm, "2026-09-01", 200)
        self.assertEqual(self.recompute(), 1)
        self.assertEqual(self.figures(firm), (30, 2, 300, 60))
        self.assertIsNone(self.figures(contact))
        for each in firm + contact + other:
            self.assertEqual((each.rfm_frequency, each.rfm_monetary), (2, 300))

    def test_as_of_a_day_in_the_past(self):
        anna, bela = self.customer("Anna"), self.customer("Béla")
        self.order(anna, "2026-03-01", 100)
        self.order(anna, "2026-10-01", 900)
        self.order(bela, "2026-10-01", 900)
        self.assertEqual(self.recompute("2026-03-31"), 1)
        self.assertEqual(self.figures(anna), (30, 1, 100, 30))
        self.assertIsNone(self.figures(bela))
        self.assertEqual(str(self.score(anna).as_of), "2026-03-31")
        self.assertEqual(self.recompute(), 2)
        self.assertEqual(self.figures(anna), (30, 2, 1000, 244))

    def test_the_day_ends_at_the_users_midnight(self):
        """Half past midnight in Budapest is still the day before in London and in New York."""
        anna, bela, cili = map(self.customer, ("Anna", "Béla", "Cili"))
        self.order(anna, "2026-10-31 22:59:59", 100)
        self.order(bela, "2026-10-31 23:00:00", 100)
        self.order(cili, "2026-10-30 23:30:00", 100)
        self.assertEqual(self.recompute(), 2)
        self.assertEqual(self.score(anna).recency_days, 0)
        self.assertEqual(self.score(cili).recency_days, 0)
        self.assertEqual(self.recompute("2026-11-01"), 3)
        self.assertEqual([self.score(one).recency_days for one in (anna, bela, cili)], [1, 0, 1])
        self.marketer.tz = "America/New_York"
        self.assertEqual(self.recompute(), 3)
        self.assertEqual(self.score(cili).recency_days, 1)
        self.marketer.tz = False
        self.assertEqual(self.recompute(), 2)

    def test_companies_are_scored_apart(self):
        other = self.make_company("Másik Kft.")
        self.env.user.company_ids |= other
        self.marketer.company_ids |= other
        anna, bela = self.customer("Anna"), self.customer("Béla")
        self.order(anna, "2026-10-01", 100)
        self.order(bela, "2026-10-11", 100)
        self.order(anna, "2026-10-21", 700, company=other)
        both = {"allowed_company_ids": [self.company.id, other.id]}
        self.assertEqual(self.recompute(**both), 3)
        self.assertEqual(self.figures(anna), (30, 1, 100, 30))
        self.assertEqual(self.figures(anna, other), (10, 1, 700, 10))
        self.assertEqual(self.score(anna).score, "111")
        self.assertEqual(self.score(bela).score, "311")
        self.assertEqual(self.score(anna, other).score, "111")
        mine, theirs = (anna.with_company(one) for one in (self.company, other))
        self.assertEqual((mine.rfm_monetary, theirs.rfm_monetary), (100, 700))
        self.assertFalse(bela.with_company(other).rfm_score)
        # who works in one company leaves the other's scores alone
        self.order(anna, "2026-10-22", 1, company=other)
        self.assertEqual(self.recompute(), 2)
        self.assertEqual(self.figures(anna, other), (10, 1, 700, 10))

    def test_two_runs_give_the_same(self):
        five = self.five()
        self.recompute()
        before = self.env["crm.rfm.score"].search([("company_id", "=", self.company.id)])
        rows = before.read()
        self.assertEqual(self.recompute(), len(five))
        after = self.env["crm.rfm.score"].search([("company_id", "=", self.company.id)])
        self.assertEqual(after.read(), rows)

    def test_queries_do_not_grow_with_the_customers(self):
        self.five()
        few = self._queries()
        self.env["sale.order"].create(
            [
                {
                    "partner_id": self.customer(f"Customer {n}").id,
                    "company_id": self.company.id,
                    "state": "sale",
                    "date_order": f"2026-09-{n % 28 + 1:02} 12:00:00",
                    "order_line": [
                        Command.create({"product_id": self.goods.id, "price_unit": 100 + n})
                    ],
                }
                for n in range(60)
            ]
        )
        self.env.flush_all()
        self.assertEqual(self._queries(), few)

    def _queries(self):
        self.recompute()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.recompute(AS_OF)
        return self.env.cr.sql_log_count - before
