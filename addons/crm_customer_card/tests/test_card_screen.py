from io import BytesIO

from PyPDF2 import PdfReader

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from .common import CardCase
from .many_documents import multiply


@tagged("post_install", "-at_install")
class TestCardPage(CardCase):
    """The card as it is shown: what the user chose, in his words."""

    def test_values_are_in_words(self):
        self.order("2026-06-01 09:00:00", (self.tile, 3, 100000))
        page = self.customer.customer_card_page(["turnover", "trends", "documents"])
        turnover = page["blocks"][0]
        total = next(figure for figure in turnover["figures"] if figure["key"] == "total")
        self.assertEqual((total["label"], total["text"]), ("Ordered in all", "300,000\N{NBSP}Ft"))
        self.assertEqual(total["action"][0]["res_model"], "sale.order")
        self.assertEqual(turnover["chart"]["labels"][-1], "Jun 26")
        self.assertEqual(turnover["chart"]["series"][0]["values"][-1], 300000)
        kinds = page["blocks"][2]["tables"][0]["rows"]
        self.assertEqual(kinds[0]["cells"], ["Orders (won offers)", "1", "300,000\N{NBSP}Ft"])

    def test_a_layout_is_kept_for_each_user(self):
        seller = self.user("seller", "sales_team.group_sale_salesman")
        layouts = self.env["crm.customer.card.layout"]
        layouts.with_user(seller).save_blocks(["checks", "turnover"])
        page = self.customer.with_user(seller).customer_card_page()
        self.assertEqual([block["name"] for block in page["blocks"]], ["checks", "turnover"])
        self.assertEqual(
            [block["name"] for block in page["layout"]][:3], ["checks", "turnover", "trends"]
        )
        self.assertEqual([block["shown"] for block in page["layout"]][:3], [True, True, False])
        self.assertEqual(self.customer.customer_card_page()["blocks"][0]["name"], "trends")
        self.assertFalse(
            layouts.search([("user_id", "=", seller.id)]).with_user(self.plain).has_access("read")
        )
        layouts.with_user(seller).save_blocks([])
        page = self.customer.with_user(seller).customer_card_page()
        self.assertEqual(page["blocks"][0]["name"], "trends")

    def test_unknown_blocks_are_not_kept(self):
        with self.assertRaises(UserError):
            self.env["crm.customer.card.layout"].save_blocks(["shoes"])

    def test_buttons_are_those_that_the_user_may_press(self):
        service = self.user("service", "helpdesk_mgmt.group_helpdesk_user")
        keys = [
            button["key"]
            for button in self.customer.with_user(service).customer_card_page([])["buttons"]
        ]
        self.assertNotIn("o", keys)
        self.assertIn("k", keys)
        keys = [button["key"] for button in self.customer.customer_card_page([])["buttons"]]
        self.assertEqual(keys, ["n", "c", "t", "o", "k"])

    def test_documents_open_the_card(self):
        order = self.order("2026-06-01 09:00:00", (self.tile, 1, 1), partner=self.buyer)
        action = order.action_customer_card()
        self.assertEqual((action["tag"], action["name"]), ("crm_customer_card", "Tetőfedő Kft."))
        self.assertEqual(action["context"]["active_id"], self.buyer.id)

    def test_prints_on_one_page(self):
        sample = self.order(
            "2026-06-14 09:00:00", *((product, 3, 100) for product in self._products())
        )
        multiply(sample, self.invoice("2026-06-14", 410, "2026-06-10"), 60)
        for number in range(9):
            self.buyer.copy({"name": f"Vevő {number}", "parent_id": self.customer.id})
            self.env["crm.contact.log"].create(
                {"partner_id": self.buyer.id, "channel": "phone", "company_id": self.company.id}
            )
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        content, kind = reports._render_qweb_pdf(
            "crm_customer_card.report_customer_card", self.customer.ids
        )
        self.assertEqual(kind, "pdf")
        self.assertEqual(len(PdfReader(BytesIO(content)).pages), 1)

    def _products(self):
        return self.env["product.product"].create(
            [{"name": f"Product with a rather long name {number}"} for number in range(15)]
        )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plain = cls.user("plain")


@tagged("post_install", "-at_install")
class TestCardTour(CardCase, HttpCase):
    """The card in a browser: open it, drill down, come back, press a key, order its blocks."""

    def test_card(self):
        self.order("2026-06-01 09:00:00", (self.tile, 5, 100))
        admin = self.env.ref("base.user_admin")
        admin.write(
            {
                "company_ids": [(4, self.company.id)],
                "company_id": self.company.id,
                "lang": "en_US",
                "tz": "Europe/Budapest",
            }
        )
        self.start_tour(f"/odoo/res.partner/{self.customer.id}", "crm_customer_card", login="admin")
        layout = self.env["crm.customer.card.layout"].search([("user_id", "=", admin.id)])
        names = layout.blocks.split(",")
        self.assertEqual(names[0], "turnover")
        self.assertNotIn("similar", names)
