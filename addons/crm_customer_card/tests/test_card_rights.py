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
