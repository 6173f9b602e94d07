from datetime import date, datetime

from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..control_chart import is_outlier, upper_limit
from .common import ComplaintCase


@tagged("post_install", "-at_install")
class TestPapers(ComplaintCase):
    """What a consumer gets in writing, and what the law guarantees."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.write(
            {
                "zip": "7621",
                "city": "Pécs",
                "country_id": cls.env.ref("base.hu").id,
                "lang": "en_US",
            }
        )
        cls.order = cls.sell()
        cls.ticket = cls.complain(cls.order, kind="warranty", is_consumer=True, claim="repair")

    def printed(self, name):
        report = self.env["ir.actions.report"].with_user(self.clerk).sudo(False)
        self.ticket.user_id = self.clerk
        html, _kind = report._render_qweb_html(f"crm_complaints.report_{name}", self.ticket.ids)
        return " ".join(html.decode().split())

    def test_a_rejection_says_why_and_where_to_turn(self):
        self.ticket.write({"decision": "rejected", "decision_reason": "Dropped from a lorry."})
        paper = self.printed("answer")
        self.assertIn("We cannot accept your complaint.", paper)
        self.assertIn("Dropped from a lorry.", paper)
        body = self.env.ref("crm_complaints.conciliation_body_baranya")
        self.ticket.partner_id.state_id = self.env["res.country.state"].search(
            [("code", "=", "BA"), ("country_id", "=", self.env.ref("base.hu").id)], limit=1
        ) or self.env["res.country.state"].create(
            {"code": "BA", "name": "Baranya", "country_id": self.env.ref("base.hu").id}
        )
        self.assertIn(body.name, self.printed("answer"))
        self.assertIn("does not ask for the procedure", paper)
        self.company.complaint_uses_conciliation = True
        self.assertIn("takes part in the procedure", self.printed("answer"))

    def test_an_accepted_one_says_what_is_done(self):
        self.ticket.decision = "accepted"
        self.ticket.action_settle("refund", [{"line_id": self.ticket.complaint_line_ids.id}])
        paper = self.printed("answer")
        self.assertIn("We accept your complaint.", paper)
        self.assertIn("Refund", paper)
        self.assertNotIn("Where you can turn", paper)

    def test_receipt_for_the_goods(self):
        self.ticket.goods_taken_at = datetime(2026, 8, 5, 10, 0)
        self.ticket.received_at = datetime(2026, 8, 5, 10, 0)
        paper = self.printed("receipt")
        self.assertIn("Kovács Anna", paper)
        self.assertIn("TILE-1", paper)
        # handed in on 5 August, to be collected fifteen days later
        self.assertIn("08/05/2026", paper)
        self.assertIn("08/20/2026", paper)

    def test_guarantee_by_price_and_day_of_purchase(self):
        months = self.env["crm.guarantee.band"].search([("months", ">", 0)])._months
        for bought, price, expected in (
            (date(2026, 3, 1), 9_999, 0),
            (date(2026, 3, 1), 10_000, 24),
            (date(2026, 3, 1), 250_000, 24),
            (date(2026, 3, 1), 250_001, 36),
            (date(2023, 3, 1), 99_000, 12),
            (date(2023, 3, 1), 150_000, 24),
            (date(2023, 3, 1), 300_000, 36),
            (date(2020, 3, 1), 300_000, 0),
        ):
            with self.subTest(bought=bought, price=price):
                self.assertEqual(months(bought, price), expected)

    def test_guarantee_of_a_line(self):
        line = self.ticket.complaint_line_ids
        forint = self.env.ref("base.HUF")
        forint.active = True
        self.assertFalse(line.guaranteed_until)
        self.product.has_compulsory_guarantee = True
        line.move_id.date = datetime(2026, 3, 31, 22, 30)  # 1 April in Budapest
        price = forint._convert(20_000, line.currency_id, self.company, date(2026, 4, 1))
        line.unit_value = price
        self.assertEqual(line.guaranteed_until, date(2028, 4, 1))
        self.ticket.is_consumer = False
        self.assertFalse(line.guaranteed_until)

    def test_similar_solved_cases(self):
        closed = self.env["helpdesk.ticket.stage"].search([("closed", "=", True)], limit=1)
        self.assertFalse(self.ticket.similar_ids)
        same = self.complain(self.order, 1)
        other = self.tickets.create({"name": "Opening hours", "description": "?"})
        named = self.tickets.create({"name": "Warranty of boxes", "description": "?"})
        (same | other | named).stage_id = closed
        self.ticket.name = "Warranty of my tiles"
        self.ticket.invalidate_recordset(["similar_ids"])
        self.assertEqual(list(self.ticket.similar_ids), [same, named])

    def test_trees_have_no_circle_and_each_code_once(self):
        for model in ("crm.complaint.cause", "crm.complaint.defect"):
            above = self.env[model].create({"name": "Transport", "code": "T-1"})
            below = above.create({"name": "Dropped", "parent_id": above.id})
            with self.subTest(model=model):
                self.assertEqual(below.display_name, "Transport / Dropped")
                with self.refused("Recursion"):
                    above.parent_id = below
                with (
                    self.assertRaises(IntegrityError),
                    mute_logger("odoo.sql_db"),
                    self.env.cr.savepoint(),
                ):
                    above.copy({"code": "T-1"})

    def test_limits_of_a_control_chart(self):
        # 10 on 1,000 before; 100 now: one is expected, 1 + 3 × 1 the limit
        self.assertEqual(upper_limit(10, 1000, 100), 4.0)
        self.assertFalse(is_outlier(4, 4.0))
        self.assertTrue(is_outlier(5, 4.0))
        self.assertFalse(is_outlier(2, 0.0))
        with self.assertRaises(ValueError):
            upper_limit(0, 0, 5)
