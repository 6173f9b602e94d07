import base64
import io
from datetime import date

from openpyxl import Workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_campaign import CampaignCase


@tagged("post_install", "-at_install")
class TestCampaignLoad(CampaignCase):
    """A call centre's file: what it knows is recorded, what cannot be read is reported."""

    def setUp(self):
        super().setUp()
        self.called = self.started()
        self.run_job()
        self.run_queue()
        self.people[2].ref = "C-3"

    def csv(self, *rows, encoding="utf-8"):
        return base64.b64encode("\r\n".join(rows).encode(encoding)).decode()

    def xlsx(self, *rows):
        book, file = Workbook(), io.BytesIO()
        for row in rows:
            book.active.append(row)
        book.save(file)
        return base64.b64encode(file.getvalue()).decode()

    def load(self, content, name="calls.csv", user=None, **more):
        targets = self.env["crm.campaign.target"].with_user(user or self.marketer)
        return targets.load_responses(self.called.id, name, content, **more)

    def test_by_each_key_and_once(self):
        targets = {one.partner_id: one for one in self.targets(self.called)}
        first, second, third, fourth, fifth, _sixth = (targets[one] for one in self.people)
        content = self.xlsx(
            [
                "Target ID",
                "Partner id",
                "Ref",
                "E-mail",
                "Phone",
                "Response",
                "Comment",
                "Next date",
            ],
            [first.id, None, None, None, None, "Interested", "20 l", date(2026, 12, 1)],
            [None, self.people[1].id, None, None, None, "call_later", None, "2026. 12. 02."],
            [None, None, "C-3", None, None, "Not interested", None, None],
            [None, None, None, " PERSON3@vevo.example", None, "interested", None, None],
            [None, None, None, None, 36301112204, "WRONG ADDRESS", None, None],
            [None] * 8,
        )
        result = self.load(content, "calls.xlsx")
        self.assertEqual(result, {"recorded": 5, "unchanged": 0, "rejected": []})
        self.assertEqual(
            [one.response_id.code for one in (first, second, third, fourth, fifth)],
            ["interested", "call_later", "not_interested", "interested", "wrong_address"],
        )
        self.assertEqual((first.comment, str(first.next_step_date)), ("20 l", "2026-12-01"))
        self.assertEqual((first.state, str(second.next_step_date)), ("responded", "2026-12-02"))
        before = first.response_date
        again = self.load(content, "calls.xlsx")
        self.assertEqual(again, {"recorded": 0, "unchanged": 5, "rejected": []})
        self.assertEqual(first.response_date, before)

    def test_what_cannot_be_read_is_left_out_and_said(self):
        self.people[4:].write({"email": "same@vevo.example"})
        content = self.csv(
            "email;válasz;megjegyzés;következő dátum",
            "person0@vevo.example;interested;Szűcs;2026-12-01",
            "nobody@vevo.example;interested;;",
            "person1@vevo.example;perhaps;;",
            "person1@vevo.example;interested;;31.31.2026",
            ";interested;;",
            "same@vevo.example;interested;;",
            "person2@vevo.example;call_later;;soon",
            encoding="cp1250",
        )
        result = self.load(content)
        self.assertEqual((result["recorded"], result["unchanged"]), (1, 0))
        self.assertEqual(self.target(self.called, self.people[0]).comment, "Szűcs")
        reasons = {one["row"]: one["reason"] for one in result["rejected"]}
        self.assertEqual(list(reasons), [3, 4, 5, 6, 7, 8])
        self.assertEqual(reasons[3], "Nobody in this campaign is called nobody@vevo.example.")
        self.assertIn("No such response: perhaps. There are: interested, ordered", reasons[4])
        self.assertEqual(reasons[6], "The row names nobody.")
        self.assertIn("2 persons in this campaign have same@vevo.example", reasons[7])
        self.assertEqual(reasons[8], "soon is no date: write 2026-12-31.")
        self.assertEqual(len(self.targets(self.called).filtered("response_id")), 1)

    def test_files_that_are_none(self):
        for content, name in (
            ("%%%", "a.csv"),
            (base64.b64encode(b"PK\3\4 no workbook").decode(), "a.xlsx"),
            (base64.b64encode(b"no workbook").decode(), "a.xlsx"),
            (self.csv(""), "a.csv"),
            (self.csv("name,response", "Anna,interested"), "a.csv"),
            ("", "a.csv"),
        ):
            with self.subTest(name, content=content[:9]), self.assertRaises(UserError):
                self.load(content, name)

    def test_only_marketers_and_sellers_load(self):
        with self.assertRaises(AccessError):
            self.load(self.csv("email,response"), user=self.clerk)
        self.people[0].user_id = self.seller
        self.targets(self.called, partner_id=self.people[0].id).user_id = self.seller
        content = self.csv(
            "email,response", "person0@vevo.example,interested", "person1@vevo.example,interested"
        )
        result = self.load(content, user=self.seller)
        self.assertEqual((result["recorded"], len(result["rejected"])), (1, 1))

    def test_many_rows_take_no_more_queries(self):
        counts = []
        self.load(self.csv("email,response", "person5@vevo.example,interested"))
        for people in (self.people[:1], self.people[1:5]):
            rows = [f"{one.email},interested" for one in people]
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.load(self.csv("email,response", *rows))
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_the_wizard(self):
        content = self.csv(
            "email,response", "person0@vevo.example,interested", "x@vevo.example,<b>"
        )
        wizard = self.env["crm.campaign.response.import"].with_user(self.marketer)
        record = wizard.create(
            {"campaign_id": self.called.id, "file": content, "filename": "calls.csv"}
        )
        action = record.action_load()
        self.assertEqual((action["res_id"], action["target"]), (record.id, "new"))
        self.assertIn("Recorded: 1. Known already: 0. Left out: 1.", record.report)


@tagged("post_install", "-at_install")
class TestCampaignFair(CampaignCase):
    """A lead on the spot: person, consent and response in one form."""

    def setUp(self):
        super().setUp()
        self.fair = self.campaign({"channel": "event", "template_id": False}, kind="event")
        self.fair.action_start()
        self.run_job()

    def entry(self, **values):
        entry = self.env["crm.campaign.lead.entry"].with_user(self.seller)
        return entry.create({"name": "Nóra Új", "email": "nora@uj.example", **values})

    def test_a_new_person(self):
        entry = self.entry(company_name="Új Bt.", phone="06 30 999 8877", interest="Primer",
                           consent=True)  # fmt: skip
        self.assertEqual(entry.campaign_id, self.fair, "the only fair that runs")
        action = entry.action_save_next()
        self.assertEqual(action["context"], {"default_campaign_id": self.fair.id})
        lead = self.env["crm.lead"].search([("campaign_id", "=", self.fair.id)])
        self.assertEqual((lead.contact_name, lead.partner_name), ("Nóra Új", "Új Bt."))
        self.assertEqual((lead.user_id, lead.company_id), (self.seller, self.company))
        self.assertIn("Primer", lead.description)
        states = self.env["crm.contact.permission"]._states_of(lead.partner_id, "marketing")
        self.assertEqual(
            states[lead.partner_id.id], {"email": "given", "sms": "given", "phone": "given"}
        )
        target = self.target(self.fair, lead.partner_id)
        self.assertEqual((target.response_id.code, target.lead_id), ("interested", lead))
        self.assertEqual(target.user_id, self.seller)

    def test_without_the_tick_there_is_no_permission(self):
        action = self.entry().action_save()
        partner = self.env["crm.lead"].browse(action["res_id"]).partner_id
        self.assertFalse(self.env["crm.contact.permission"]._states_of(partner, "marketing"))

    def test_a_known_person_is_known_again(self):
        self.entry(name="person 1", email="PERSON1@vevo.example").action_save()
        target = self.target(self.fair, self.people[1])
        self.assertEqual(target.response_id.code, "interested")
        self.assertEqual(target.lead_id.partner_id, self.people[1])
        self.entry(name="Somebody else", email="person1@vevo.example").action_save()
        lead = self.env["crm.lead"].search([("contact_name", "=", "Somebody else")])
        self.assertNotEqual(lead.partner_id, self.people[1])

    def test_no_way_to_reach_him(self):
        with self.assertRaisesRegex(UserError, "telephone number or an e-mail"):
            self.entry(email=False).action_save()
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            self.entry(email="nora").action_save()
