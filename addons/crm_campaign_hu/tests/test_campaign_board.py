import base64
import io
import json

from openpyxl import load_workbook

from odoo.tests import Form, tagged

from .common_campaign import CampaignCase


@tagged("post_install", "-at_install")
class TestCampaignBoard(CampaignCase):
    """Results can be looked at, opened and taken away."""

    def setUp(self):
        super().setUp()
        self.shown = self.started(title="=Paint", control_percent=0)
        self.run_job()
        self.run_queue()
        self.target(self.shown, self.people[0]).response_id = self.response("interested")

    def test_the_board(self):
        board = self.shown.result_board
        for words in ("Responded", "16.7 %", "Cost per order", "–", "Step 1"):
            self.assertIn(words, board)
        self.assertEqual((self.shown.target_count, self.shown.response_count), (6, 1))

    def test_a_name_is_no_markup(self):
        self.shown.step_ids.sudo().name = "<script>alert(1)</script>"
        self.shown.invalidate_recordset()
        self.assertNotIn("<script>", self.shown.result_board)

    def test_a_workbook(self):
        action = self.shown.action_results_xlsx()
        number = int(action["url"].split("/")[3].split("?")[0])
        attachment = self.env["ir.attachment"].browse(number)
        book = load_workbook(io.BytesIO(base64.b64decode(attachment.datas)))
        self.assertEqual(book.sheetnames, ["Results", "Step", "Variant", "Audience", "Salesperson"])
        rows = {row[0]: row[1] for row in book["Results"].values}
        self.assertEqual((rows["Figure"], rows["Planned"], rows["Responded"]), ("=Paint", 6, 1))
        self.assertEqual(book["Results"]["B1"].data_type, "s", "a text, no formula")
        (head, row) = book["Step"].values
        self.assertEqual(dict(zip(head, row, strict=True))["Sent"], 6)

    def test_what_the_buttons_open(self):
        for wanted, count in ((False, 6), ("responded", 1), ("sent", 6), ("missed", 0)):
            with self.subTest(wanted):
                action = self.shown.with_context(campaign_targets=wanted).action_open_targets()
                self.assertEqual(
                    self.env[action["res_model"]].search_count(action["domain"]), count
                )
                self.assertTrue(action["views"])

    def test_what_programs_get_goes_over_the_wire(self):
        target = self.target(self.shown, self.people[0]).with_user(self.marketer)
        step = self.shown.step_ids
        for answer in (
            self.shown.campaign_result(),
            self.shown.action_open_targets(),
            self.shown.action_open_orders(),
            self.shown.action_results_xlsx(),
            step.action_open_targets(),
            step.action_test(),
            step.action_pause(),
            self.shown.action_pause(),
            self.shown.action_stop(),
            target.action_make_opportunity(),
            target.action_open_opportunity(),
            target.action_open_partner(),
        ):
            self.assertTrue(answer)
            self.assertNotIn(" null", json.dumps(answer), "XML-RPC has no None")
            if isinstance(answer, dict) and answer.get("type") == "ir.actions.act_window":
                self.assertTrue(answer["views"])

    def test_the_forms_work_for_a_marketer(self):
        with Form(self.env["utm.campaign"].with_user(self.marketer)) as form:
            form.title = "By form"
            form.audience_id = self.audience
        with Form(
            self.env["crm.campaign.step"]
            .with_user(self.marketer)
            .with_context(default_campaign_id=form.record.id)
        ) as step:
            step.name = "E-mail"
            step.template_id = self.template
        self.assertEqual(form.record.step_ids.name, "E-mail")

    def test_the_report(self):
        report = self.env["ir.actions.report"].with_user(self.marketer)
        html, _kind = report._render_qweb_html(
            "crm_campaign_hu.action_report_campaign", self.shown.ids
        )
        self.assertIn("Cost per order", html.decode())
