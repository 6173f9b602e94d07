import xmlrpc.client

from odoo import SUPERUSER_ID, api
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CardCase

NAMES = {
    "trends", "turnover", "balance", "identity", "margin", "products", "documents", "activities",
    "contacts", "campaigns", "tickets", "prices", "similar", "checks",
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

    def test_it_writes_nothing(self):
        self.assertTrue(getattr(type(self.customer).customer_card, "_readonly", False))
        with self.registry.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
            env = api.Environment(cursor, SUPERUSER_ID, {"lang": "en_US"})
            partner = env["res.partner"].search([("is_company", "=", True)], limit=1)
            self.assertEqual(set(partner.customer_card()["blocks"]), NAMES)

    def test_programs_can_read_it(self):
        """Nothing empty, no keys that are no text, no wrong types, whatever the customer has."""
        self.order("2026-06-01 09:00:00", (self.tile, 3, 100))
        self.pay(self.invoice("2026-06-01", 900, "2026-06-05"), "2026-06-10")
        self.buyer.activity_schedule("mail.mail_activity_data_call", summary="Call")
        card = self.customer.customer_card()
        [back], _method = xmlrpc.client.loads(xmlrpc.client.dumps((card,)))
        self.assertEqual(back, card)

    def test_every_action_can_be_opened(self):
        self.order("2026-06-01 09:00:00", (self.tile, 3, 100))
        for name, block in self.customer.customer_card()["blocks"].items():
            for action in block["action"]:
                with self.subTest(block=name, action=action["name"]):
                    self.assertEqual(action["type"], "ir.actions.act_window")
                    self.assertIsInstance(
                        self.env[action["res_model"]].search_count(action["domain"]), int
                    )
                    self.assertTrue(action["views"])
                    self.assertLessEqual(set(action["opens"]), set(block))
