from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CardCase

NAMES = {
    "trends", "turnover", "balance", "identity", "margin", "products", "documents", "activities",
    "contacts", "tickets", "prices", "similar", "checks",
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestCard(CardCase):
    """The promise of the method as a whole."""

    def test_all_blocks_of_a_customer_without_documents(self):
        card = self.customer.customer_card()
        self.assertEqual(set(card["blocks"]), NAMES)
        self.assertEqual(card["hidden"], [])
        self.assertEqual(card["blocks"]["turnover"]["total"], 0)
        self.assertIs(card["blocks"]["turnover"]["rank"], False)
        self.assertEqual(len(card["blocks"]["turnover"]["months"]), 12)
        [trend] = card["blocks"]["trends"]["trends"]
        self.assertEqual((trend["code"], trend["text"]), ("no_order", "No order yet"))

    def test_only_what_is_asked(self):
        card = self.customer.customer_card(["identity", "margin"])
        self.assertEqual(list(card["blocks"]), ["identity", "margin"])

    def test_unknown_blocks_are_refused_with_the_known(self):
        with self.assertRaisesRegex(UserError, "no block shoes.*turnover"):
            self.customer.customer_card(["turnover", "shoes"])

    def test_a_person_has_the_card_of_his_firm(self):
        self.assertEqual(self.block("identity", partner=self.buyer)["name"], "Tetőfedő Kft.")

    def test_portal_users_see_no_card(self):
        user = self.env["res.users"].create(
            {
                "name": "Ilona",
                "login": "card_portal",
                "partner_id": self.buyer.id,
                "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)],
                "company_id": self.company.id,
                "company_ids": [(6, 0, self.company.ids)],
            }
        )
        with self.assertRaises(AccessError):
            self.buyer.with_user(user).customer_card()

    def test_identity(self):
        axis = self.env["crm.segment.axis"].create({"name": "Size", "code": "card-size"})
        segment = self.env["crm.segment"].create({"name": "Large", "axis_id": axis.id})
        self.customer.write({"segment_ids": [(4, segment.id)], "user_id": self.env.user.id})
        block = self.block("identity")
        self.assertEqual(block["address"], "9021 Győr")
        self.assertEqual(block["responsible"], self.env.user.name)
        self.assertEqual(block["segments"], [{"axis": "Size", "segment": "Large"}])
        self.assertEqual((block["person_count"], block["site_count"]), (1, 1))
        self.assertEqual(block["persons"][0]["function"], "Buyer")
        self.assertEqual(block["sites"][0]["name"], "Telep")

    def test_every_method_can_be_called_read_only(self):
        self.assertTrue(getattr(type(self.customer).customer_card, "_readonly", False))
        with self.registry.cursor(readonly=True) as cursor:
            env = self.env(cr=cursor)
            partner = env["res.partner"].search([("is_company", "=", True)], limit=1)
            self.assertEqual(set(partner.customer_card()["blocks"]), NAMES)
