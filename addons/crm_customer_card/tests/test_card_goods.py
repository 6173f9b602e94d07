from odoo.fields import Command
from odoo.tests import tagged

from .common import CardCase


@tagged("post_install", "-at_install")
class TestCardGoods(CardCase):
    """What is bought, what no more, what others buy, at what prices; what has changed."""

    def _rhythm(self):
        """Tiles every 20 days until 1 June; battens every 10 days, the last on 1 March."""
        for day in ("2026-04-22", "2026-05-12", "2026-06-01"):
            self.order(f"{day} 09:00:00", (self.tile, 2, 100))
        for day in ("2026-02-09", "2026-02-19", "2026-03-01"):
            self.order(f"{day} 09:00:00", (self.batten, 5, 10))

    def test_products(self):
        self._rhythm()
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self.order("2026-06-14 09:00:00", (self.tile, 1, 960))
        order.order_line.product_uom_id = dozen
        order.order_line.price_unit = 960
        block = self.block("products")
        self.assertEqual((block["product_count"], block["stopped_count"]), (2, 1))
        [tile], [batten] = block["products"], block["stopped"]
        self.assertEqual(tile["product"], "Tile")
        # a dozen for 960
        self.assertEqual((tile["last_date"], tile["last_price"]), ("2026-06-14", 80))
        self.assertEqual((tile["last_quantity"], tile["quantity"]), (12, 18))
        self.assertEqual((tile["year"], tile["rhythm"], tile["silent"]), (1560, 20, 1))
        self.assertEqual((batten["rhythm"], batten["silent"]), (10, 106))
        self.assertEqual(batten["product"], "Batten")
        [action] = tile["action"]
        self.assertEqual(self.env["sale.order.line"].search_count(action["domain"]), 4)

    def test_prices_are_in_the_companys_currency(self):
        self.order("2026-06-01 09:00:00", (self.tile, 3, 2), pricelist_id=self.euros.id)
        [tile] = self.block("products")["products"]
        self.assertEqual((tile["last_price"], tile["total"]), (800, 2400))

    def test_categories(self):
        category = self.env["product.category"].create({"name": "Roof"})
        self.batten.categ_id = False
        self.tile.categ_id = category
        self._rhythm()
        rows = self.block("products")["product_categories"]
        self.assertEqual(
            [(row["category"], row["year"], row["last_date"]) for row in rows],
            [("Roof", 600, "2026-06-01"), ("No category", 150, "2026-03-01")],
        )

    def test_what_similar_customers_buy(self):
        self.order("2026-06-01 09:00:00", (self.tile, 1, 1), (self.batten, 1, 1))
        lines = ((self.tile, 1, 1), (self.batten, 1, 1), (self.foil, 1, 1))
        self.order("2026-05-01 09:00:00", *lines, partner=self.other)
        # only one product in common: not similar
        third = self.env["res.partner"].create({"name": "Kőműves Bt."})
        glue = self.env["product.product"].create({"name": "Glue"})
        self.order("2026-05-01 09:00:00", (self.tile, 1, 1), (glue, 1, 1), partner=third)
        block = self.block("similar")
        self.assertEqual(block["customer_count"], 1)
        [action] = block["action"]
        self.assertEqual(self.env["res.partner"].search(action["domain"]), self.other)
        [row] = block["products"]
        self.assertEqual((row["product"], row["customers"]), ("Foil", 1))

    def test_prices(self):
        parent = self.env["res.partner.category"].create({"name": "Trade"})
        category = self.env["res.partner.category"].create(
            {"name": "Roofers", "parent_id": parent.id}
        )
        self.customer.category_id = category
        group = self.env["crm.discount.group"].create({"code": "CARD", "name": "Card"})
        common_before = self.block("prices")["common_rule_count"]
        rules = (
            ("CARD1", {"partner_ids": [Command.set(self.customer.ids)]}),
            ("CARD2", {"partner_category_ids": [Command.set(parent.ids)]}),
            ("CARD3", {}),
            ("CARD4", {"partner_ids": [Command.set(self.other.ids)]}),
            ("CARD5", {"partner_ids": [Command.set(self.customer.ids)], "date_end": "2026-06-14"}),
        )
        for code, values in rules:
            tier = Command.create({"min_value": 0, "value": 5})
            self.env["crm.discount.rule"].create(
                {"code": code, "name": code, "group_id": group.id, "tier_ids": [tier],
                 "company_id": self.company.id, **values}
            )  # fmt: skip
        block = self.block("prices")
        self.assertEqual((block["own_rule_count"], block["group_rule_count"]), (1, 1))
        self.assertEqual(block["common_rule_count"], common_before + 1)
        self.assertEqual([rule["code"] for rule in block["rules"]], ["CARD1", "CARD2"])
        self.assertIn("5% off", block["rules"][0]["says"])

    def _trends(self):
        return {trend["code"]: trend for trend in self.block("trends")["trends"]}

    def test_trends(self):
        self._rhythm()
        # in the 90 days until 15 June 600; a year before 1,000
        self.order("2025-05-01 09:00:00", (self.tile, 10, 100))
        trends = self._trends()
        self.assertEqual(
            trends["turnover_down"]["text"],
            "Turnover down 40% in 90 days, against a year before",
        )
        self.assertEqual(trends["stopped_products"]["text"], "Products that he buys no more: 1")
        [action] = trends["stopped_products"]["action"]
        lines = self.env["sale.order.line"].search(action["domain"])
        self.assertEqual(lines.product_id, self.batten)

    def test_a_late_order(self):
        for day in ("2026-04-09", "2026-04-21", "2026-05-05"):
            self.order(f"{day} 09:00:00", (self.tile, 2, 100))
        trend = self._trends()["order_late"]
        self.assertEqual(trend["params"], {"days": 41, "rhythm": 14})
        self.assertEqual(trend["text"], "Last order 41 days ago, usual rhythm 14")

    def test_an_old_order(self):
        self.order("2023-06-15 09:00:00", (self.tile, 2, 100))
        self.assertEqual(self._trends()["last_order"]["params"], {"days": 1096})
