from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CardCase


@tagged("post_install", "-at_install")
class TestCardRights(CardCase):
    """Each user sees what his rights allow, and is told what is hidden."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        writes = "crm_messaging.group_messaging_user"
        cls.seller = cls.user("seller", "sales_team.group_sale_salesman", writes)
        cls.manager = cls.user("manager", "sales_team.group_sale_manager", writes)
        cls.accountant = cls.user("accountant", "account.group_account_user")
        cls.plain = cls.user("plain")
        cls.order("2026-06-01 09:00:00", (cls.tile, 3, 100), user_id=cls.seller.id)
        cls.order("2026-06-02 09:00:00", (cls.tile, 5, 100), user_id=cls.manager.id)
        cls.invoice("2026-06-01", 300, invoice_user_id=cls.seller.id)
        cls.invoice("2026-06-01", 500, invoice_user_id=cls.manager.id)

    def test_a_seller_sees_sums_of_his_own_documents(self):
        block = self.block("turnover", self.seller)
        self.assertEqual((block["total"], block["order_count"], block["invoiced"]), (300, 1, 300))
        self.assertEqual(block["share_percent"], 100)
        self.assertEqual(self.block("products", self.seller)["products"][0]["quantity"], 3)
        card = self.customer.with_user(self.seller).customer_card()
        self.assertEqual(card["hidden"], ["margin"])

    def test_a_manager_sees_all(self):
        card = self.customer.with_user(self.manager).customer_card()
        self.assertEqual(card["hidden"], [])
        self.assertEqual(card["blocks"]["turnover"]["total"], 800)
        self.assertEqual(card["blocks"]["margin"]["total"], 320)

    def test_an_accountant_sees_money(self):
        card = self.customer.with_user(self.accountant).customer_card()
        self.assertEqual(card["blocks"]["balance"]["open"], 800)
        self.assertIn("contacts", card["hidden"])

    def test_somebody_without_a_job_sees_no_money(self):
        card = self.customer.with_user(self.plain).customer_card()
        hidden = {"turnover", "margin", "balance", "products", "similar", "prices", "trends"}
        self.assertLessEqual(hidden, set(card["hidden"]))
        self.assertIn("identity", card["blocks"])

    def test_other_companies_do_not_count(self):
        other = self.env["res.company"].create({"name": "Másik Kft."})
        self.manager.company_ids |= other
        both = {"allowed_company_ids": [other.id, self.company.id]}
        card = self.customer.with_user(self.manager).with_context(**both)
        self.assertEqual(card.customer_card(["turnover"])["blocks"]["turnover"]["total"], 0)

    def test_costs_and_margins_are_hidden_from_sellers(self):
        order = self.env["sale.order"].with_user(self.seller)
        self.assertNotIn("margin", order.fields_get())
        self.assertNotIn("purchase_price", order.order_line.fields_get())
        made = order.create(
            {"partner_id": self.customer.id, "order_line": [
                (0, 0, {"product_id": self.tile.id, "product_uom_qty": 2, "price_unit": 100})]}
        )  # fmt: skip
        self.assertEqual(made.sudo().margin, 80)
        made.copy()

    def test_campaigns_tell_no_margins_to_who_may_not_read_them(self):
        marketer = self.user("marketer", "crm_campaign_hu.group_campaign_user")
        campaign = self.env["utm.campaign"].create(
            {
                "title": "Spring",
                "company_id": self.company.id,
                "cost_line_ids": [Command.create({"name": "Text", "planned": 80})],
            }
        )
        # 3 at 100 that cost 60 each, and 80 for the campaign: (120 - 80) / 80
        self.order("2026-06-03 09:00:00", (self.tile, 3, 100), campaign_id=campaign.id)
        his = campaign.with_user(marketer)
        margins = {"order_count": 1, "order_margin": 100}
        audience = self.env["crm.audience"].with_user(marketer)
        values = {"name": "Good ones", "company_id": self.company.id}
        asked = [
            {**values, "criterion_ids": [
                Command.create({"metric": metric, "operator": ">=", "value": value})
            ]}
            for metric, value in margins.items()
        ]  # fmt: skip
        count, margin = audience.create(asked)
        self.assertEqual(his.campaign_result()["direct"], 300)
        self.assertEqual(
            [his.campaign_result()[name] for name in ("margin", "roi")], [False, False]
        )
        self.assertTrue(count.refresh()[0]["count"])
        with self.assertRaises(AccessError):
            margin.refresh()
        marketer.write(
            {"group_ids": [Command.link(self.env.ref("crm_customer_card.group_card_margin").id)]}
        )
        self.assertEqual([his.campaign_result()[name] for name in ("margin", "roi")], [120, 0.5])
        self.assertTrue(margin.refresh()[0]["count"])

    def test_marketers_read_bills_and_no_entries(self):
        marketer = self.user("marketer", "crm_campaign_hu.group_campaign_user")
        bill = self.invoice("2026-06-01", 70, move_type="in_invoice")
        entry = self.env["account.move"].create(
            {"move_type": "entry", "company_id": self.company.id}
        )
        moves = self.env["account.move"].with_user(marketer)
        self.assertEqual(moves.search([("id", "in", (bill + entry).ids)]), bill)
        self.assertFalse(moves.browse(bill.id).has_access("write"))
