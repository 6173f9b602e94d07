from datetime import datetime

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common_audience import AudienceCase


@tagged("post_install", "-at_install")
class TestAudienceSales(AudienceCase):
    """Figures of orders, worked out by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order(cls.anna, [(cls.paint, 10, 100), (cls.brush, 2, 500)], days=10)
        cls.order(cls.anna, [(cls.paint, 5, 100)], days=100)
        cls.order(cls.bela, [(cls.brush, 1, 500)], days=400)
        cls.order(cls.cili, [(cls.paint, 9, 900)], days=1, state="cancel")
        cls.order(cls.cili, [(cls.paint, 9, 900)], days=1, state="draft")
        cls.of_paint = {"product_ids": [Command.set(cls.paint.ids)]}
        cls.of_brush = {"product_ids": [Command.set(cls.brush.ids)]}
        cls.of_paints = {"categ_ids": [Command.set(cls.paints.ids)]}

    def test_orders_are_counted(self):
        for found, *criterion in (
            (self.anna + self.bela, ">=", 1),
            (self.anna, "=", 2),
            (self.cili + self.dani, "<", 1),
            (self.anna + self.cili + self.dani, "!=", 1),
            (self.anna + self.cili + self.dani, "in", [0, 2]),
            (self.bela, "not in", "0,2"),
            (self.cili + self.dani, "=", False),
        ):
            with self.subTest(criterion=criterion):
                self.assertEqual(self.selected("order_count", *criterion), found)
        self.assertEqual(self.selected("order_count", "between", 1, value2=1.0), self.bela)
        self.assertEqual(self.selected("order_count", ">=", 1, **self.of_paints), self.anna)

    def test_amounts_are_summed(self):
        self.assertEqual(self.selected("order_amount", "=", 2500), self.anna)
        self.assertEqual(self.selected("order_amount", "=", 500), self.bela)
        self.assertEqual(self.selected("order_amount", "=", 2000, period_days=50), self.anna)
        self.assertEqual(self.selected("order_amount", "=", 1000, **self.of_brush), self.anna)
        self.assertEqual(self.selected("order_amount", "=", 1500, **self.of_paints), self.anna)
        both = {**self.of_paints, **self.of_brush}
        self.assertEqual(self.selected("order_amount", "=", 2500, **both), self.anna)

    def test_margins(self):
        # 15 paints at 100 − 60, 2 brushes at 500 − 60
        self.assertEqual(self.selected("order_margin", "=", 600 + 880), self.anna)
        self.assertEqual(self.selected("order_margin", "=", 600, **self.of_paint), self.anna)
        self.assertEqual(self.selected("order_margin", "=", 0), self.cili + self.dani)

    def test_what_is_not_known_is_unlike_everything(self):
        self.assertEqual(self.selected("order_average", "=", 1250), self.anna)
        self.assertEqual(self.selected("order_average", "<", 10**9), self.anna + self.bela)
        self.assertEqual(
            self.selected("order_average", "!=", 500), self.anna + self.cili + self.dani
        )
        self.assertEqual(self.selected("days_since_order", ">=", 0), self.anna + self.bela)
        self.assertEqual(self.selected("days_since_order", "=", 10), self.anna)
        self.assertEqual(self.selected("days_since_first_order", "=", 100), self.anna)
        self.assertEqual(
            self.selected("days_since_first_order", "not in", [100]),
            self.bela + self.cili + self.dani,
        )

    def test_bought_or_not(self):
        others = self.bela + self.cili + self.dani
        self.assertEqual(self.selected("bought_product", "=", **self.of_paint), self.anna)
        self.assertEqual(self.selected("bought_product", "=", True, **self.of_paint), self.anna)
        self.assertEqual(self.selected("bought_product", "!=", **self.of_paint), others)
        self.assertEqual(self.selected("bought_product", "=", "0", **self.of_paint), others)
        self.assertEqual(
            self.selected("bought_product", "in", self.brush.ids), self.anna + self.bela
        )
        self.assertEqual(self.selected("bought_category", "in", self.paints.ids), self.anna)
        self.assertEqual(
            self.selected("bought_product", "=", period_days=50, **self.of_brush), self.anna
        )
        self.assertEqual(self.selected("bought_product", "not in"), self.cili + self.dani)

    def test_quantities_bought_are_in_the_products_unit(self):
        self.order(self.dani, [(self.paint, 2, 1200)])
        dozen = self.env.ref("uom.product_uom_dozen")
        self.env["sale.order.line"].search(
            [("order_partner_id", "=", self.dani.id)]
        ).product_uom_id = dozen
        self.assertEqual(
            self.selected("bought_product", "=", **self.of_paint), self.anna + self.dani
        )
        self.assertEqual(self.selected("bought_product", ">", 23, **self.of_paint), self.dani)
        self.assertEqual(self.selected("bought_category", ">=", 15, **self.of_paints),
                         self.anna + self.dani)  # fmt: skip
        self.assertEqual(self.selected("bought_product", "<=", 0, **self.of_paint),
                         self.bela + self.cili)  # fmt: skip

    def test_orders_count_for_the_firm_and_all_its_persons(self):
        firm = self.customer("Firm", is_company=True)
        buyer, boss = (self.customer(name, parent_id=firm.id) for name in ("Buyer", "Boss"))
        self.order(buyer, [(self.paint, 1, 7777)])
        self.assertEqual(self.selected("order_amount", "=", 7777), firm + buyer + boss)

    def test_other_currencies_are_reckoned_at_the_orders_rate(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create(
            {"name": "2020-01-01", "currency_id": euro.id, "company_id": self.company.id,
             "rate": 1 / 400}
        )  # fmt: skip
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id, "company_id": self.company.id}
        )
        order = self.order(self.dani, [(self.paint, 3, 10)], pricelist_id=pricelist.id)
        self.assertEqual(order.currency_id, euro)
        self.assertEqual(self.selected("order_amount", "=", 12000), self.dani)
        self.assertEqual(self.selected("order_amount", "=", 12000, **self.of_paint), self.dani)

    def test_another_companys_orders_are_not_looked_at(self):
        other = self.env["res.company"].create(
            {"name": "Other Kft.", "currency_id": self.forint.id}
        )
        self.env.user.company_ids |= other
        self.marketer.company_ids |= other
        here = self.env(context={**self.env.context, "allowed_company_ids": other.ids})
        order = here["sale.order"].create({"partner_id": self.dani.id, "company_id": other.id})
        order.state = "sale"
        audience = self.audience({"metric": "order_count", "operator": ">", "value": 0})
        wide = audience.with_context(allowed_company_ids=(self.company + other).ids)
        self.assertEqual(self.members(wide), self.anna + self.bela)

    def test_days_are_those_of_the_users_time_zone(self):
        # 31 January 23:30 and 1 February 0:30 in Budapest
        self.order(self.dani, [(self.paint, 1, 10)], days=datetime(2026, 1, 31, 22, 30))
        self.order(self.cili, [(self.paint, 1, 10)], days=datetime(2026, 1, 31, 23, 30))
        january = {"date_from": "2026-01-31", "date_to": "2026-01-31"}
        february = {"date_from": "2026-02-01", "date_to": "2026-02-01"}
        self.assertEqual(self.selected("order_count", "=", 1, **january), self.dani)
        self.assertEqual(self.selected("order_count", "=", 1, **february), self.cili)
        with freeze_time("2026-02-01 10:00:00"):
            self.assertEqual(self.selected("days_since_order", "=", 1), self.dani)
            self.assertEqual(self.selected("days_since_order", "=", 0), self.cili)
            newest = self.selected("order_count", "=", 1, period_days=1)
            self.assertLessEqual(self.dani + self.cili, newest)
        with freeze_time("2026-02-01 23:30:00"):
            # it is 2 February in Budapest
            last_day = self.selected("order_count", "=", 1, period_days=1)
            self.assertIn(self.cili, last_day)
            self.assertNotIn(self.dani, last_day)
        self.marketer.tz = "America/New_York"
        self.assertEqual(self.selected("order_count", "=", 1, **january), self.dani + self.cili)
