import re

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common_campaign import CampaignCase


@tagged("post_install", "-at_install")
class TestCampaignResponse(CampaignCase):
    """What people answer is recorded, by hand and by itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.env["product.product"].create({"name": "Paint", "type": "consu"})

    def sent(self, *steps, **values):
        campaign = self.started(*steps, **values)
        self.run_job()
        self.run_queue()
        self.assertEqual(set(self.states(campaign).values()), {"sent"})
        return campaign

    def assertAnswered(self, target, code, state="responded"):
        self.assertEqual((target.response_id.code, target.state), (code, state))
        self.assertTrue(target.response_date)

    def test_by_hand(self):
        campaign = self.sent()
        target = self.target(campaign, self.people[0]).with_user(self.marketer)
        target.write({"response_id": self.response("call_later").id, "comment": "After noon",
                      "next_step_date": "2026-12-01"})  # fmt: skip
        self.assertAnswered(target, "call_later")
        target.response_id = False
        self.assertEqual((target.state, target.response_date), ("sent", False))
        for values in ({"state": "opened"}, {"partner_id": self.anna.id}, {"sent_at": False}):
            with self.subTest(values), self.assertRaisesRegex(AccessError, "follows the campaign"):
                target.write(values)

    def test_a_persons_data_are_told_and_erased(self):
        campaign = self.sent()
        person, other = self.people[:2]
        target, others = self.target(campaign, person), self.target(campaign, other)
        said = {"response_id": self.response("call_later").id, "comment": "Builds in May"}
        (target + others).write(said)
        told = person.sudo()._personal_data()
        [row] = told["crm.campaign.target"]
        self.assertEqual((row["comment"], row["response_id"]), ("Builds in May", "Call later"))
        self.assertIn(
            self.audience.name, [row["audience_id"] for row in told["crm.audience.member"]]
        )
        person.sudo()._erase_personal_data()
        self.assertEqual((target.comment, target.response_id.code), (False, "call_later"))
        self.assertEqual(others.comment, "Builds in May")
        self.assertNotIn(person, self.audience.member_ids.partner_id)
        self.assertIn(other, self.audience.member_ids.partner_id)

    def test_a_call_is_made_when_it_is_answered(self):
        self.permitted(self.people, "phone")
        campaign = self.started({"channel": "phone", "template_id": False})
        self.run_job()
        target = self.target(campaign, self.people[0]).with_user(self.marketer)
        self.assertFalse(target.sent_at)
        target.response_id = self.response("not_reached")
        self.assertTrue(target.sent_at)

    def test_a_reply(self):
        campaign = self.sent()
        target = self.target(campaign, self.people[0])
        self.env["mail.message"].create(
            {"model": "res.partner", "res_id": target.partner_id.id, "message_type": "email",
             "author_id": target.partner_id.id, "body": "How much?", "date": fields.Datetime.now()}
        )  # fmt: skip
        self.assertEqual(target.log_id.state, "answered")
        self.assertAnswered(target, "replied")

    def test_an_order_outweighs_what_was_said_before_and_is_outweighed_by_nothing(self):
        campaign = self.sent()
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        self.people[0].parent_id = firm
        target = self.target(campaign, self.people[0])
        target._click()
        self.assertAnswered(target, "clicked")
        self.order(firm, 100, campaign)
        self.assertAnswered(target, "ordered")
        target.log_id._move_on("answered")
        self.assertAnswered(target, "ordered")
        self.order(self.people[1], 100)
        self.assertFalse(self.target(campaign, self.people[1]).response_id, "of another origin")

    def test_an_order_of_who_got_nothing(self):
        campaign = self.sent()
        self.order(self.anna, 100, campaign)
        self.assertFalse(self.targets(campaign).response_id)

    def test_a_survey(self):
        survey = self.env["survey.survey"].create({"title": "Paint?"})
        campaign = self.sent({"survey_id": survey.id})
        answer = self.env["survey.user_input"].create(
            {"survey_id": survey.id, "partner_id": self.people[0].id}
        )
        self.assertFalse(self.target(campaign, self.people[0]).response_id)
        answer._mark_done()
        self.assertAnswered(self.target(campaign, self.people[0]), "answered_survey")

    def test_a_registration_and_who_came(self):
        now = fields.Datetime.now()
        event = self.env["event.event"].create(
            {"name": "Open day", "date_begin": now, "date_end": now, "company_id": self.company.id}
        )
        campaign = self.sent({"event_id": event.id})
        target = self.target(campaign, self.people[0])
        registration = self.env["event.registration"].create(
            {"event_id": event.id, "partner_id": self.people[0].id}
        )
        self.assertAnswered(target, "registered")
        registration.action_set_done()
        self.assertAnswered(target, "attended")
        self.assertFalse((self.targets(campaign) - target).response_id)

    def test_a_letter_that_the_post_brought_back(self):
        self.people.write({"street": "Fő utca 1.", "city": "Győr", "zip": "9021"})
        self.permitted(self.people, "letter")
        self.marketer.partner_id.write({"street": "Fő utca 2.", "city": "Győr"})
        campaign = self.started({"channel": "letter"})
        self.run_job()
        letters = self.logs(campaign).with_user(self.marketer)
        letters.action_posted()
        self.assertEqual(set(self.states(campaign).values()), {"sent"})
        letters[0].action_returned()
        target = self.targets(campaign).filtered(lambda one: one.log_id == letters[0].sudo())
        self.assertAnswered(target, "wrong_address", "failed")
        self.assertEqual(target.reason, "Returned by the post")

    def test_a_withdrawal_answers_the_last_campaign(self):
        before, campaign = self.sent(title="Before"), self.sent()
        self.targets(before).sent_at = "2026-01-01 10:00:00"
        self.people[0]._withdraw("email", "Link in a message")
        self.assertAnswered(self.target(campaign, self.people[0]), "unsubscribed")
        self.assertFalse(self.target(before, self.people[0]).response_id)

    def test_what_ends_a_campaign(self):
        campaign = self.sent({}, {"condition": "all", "channel": "sms"})
        self.target(campaign, self.people[0]).response_id = self.response("not_interested")
        self.run_job()
        second = campaign.step_ids[1]
        self.assertEqual(second.target_ids.partner_id, self.people[1:])

    def test_an_opportunity_in_one_step_and_once(self):
        self.people[0].user_id = self.seller
        campaign = self.sent()
        target = self.target(campaign, self.people[0]).with_user(self.seller)
        target.comment = "Wants 20 l of white"
        action = target.action_interested()
        lead = target.lead_id
        self.assertEqual((action["res_model"], action["res_id"]), ("crm.lead", lead.id))
        self.assertAnswered(target, "interested")
        self.assertEqual(lead.name, "Person 0: Paint in autumn")
        self.assertEqual((lead.partner_id, lead.user_id), (self.people[0], self.seller))
        self.assertEqual((lead.campaign_id, lead.type), (campaign, "opportunity"))
        self.assertEqual(lead.medium_id, self.env.ref("utm.utm_medium_email"))
        self.assertIn("Paint in autumn", lead.source_id.name)
        self.assertIn("Wants 20 l of white", lead.description)
        target.action_make_opportunity()
        self.assertEqual(target.lead_id, lead)
        target.response_id = self.response("ordered")
        target.action_interested()
        self.assertEqual(target.response_id.code, "ordered", "interested he is anyway")
        self.assertEqual(self.env["crm.lead"].search_count([("campaign_id", "=", campaign.id)]), 1)

    def test_a_response_that_makes_opportunities(self):
        self.response("interested").makes_opportunity = True
        campaign = self.sent()
        targets = self.targets(campaign)[:2]
        targets.with_user(self.marketer).response_id = self.response("interested")
        self.assertEqual(len(targets.lead_id), 2)
        self.assertFalse((self.targets(campaign) - targets).lead_id)

    def test_many_messages_are_followed_in_a_constant_number_of_queries(self):
        campaign = self.sent()
        logs = self.logs(campaign)
        counts = []
        for some in (logs[:1], logs[1:]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            some.write({"state": "delivered"})
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertEqual(set(self.states(campaign).values()), {"delivered"})

    def test_who_is_held_back_answers_nothing(self):
        campaign = self.campaign()
        target = self.env["crm.campaign.target"].create(
            {"step_id": campaign.step_ids.id, "partner_id": self.anna.id, "state": "control"}
        )
        with self.assertRaises(AccessError):
            target.with_user(self.marketer).response_id = self.response("interested")
        with self.assertRaises(UserError):
            target.with_user(self.marketer).action_make_opportunity()


@tagged("post_install", "-at_install")
class TestCampaignClick(HttpCase, CampaignCase):
    """Links tell who clicked, and lead on whatever is wrong with them."""

    def setUp(self):
        super().setUp()
        body = (
            '<p><a href="https://bolt.example/paint?a=1&amp;b=2">Paint</a>'
            '<a href="mailto:x@bolt.example">Write</a></p>'
        )
        self.linked = self.started({"template_id": self.message(body).id})
        self.run_job()
        self.clicked = self.target(self.linked, self.people[0])
        (self.url,) = re.findall(
            r'href="([^"]*/crm_campaign/click/[^"]*)"', self.clicked.log_id.body
        )

    def path(self, url):
        return "/" + url.split("/", 3)[3]

    def test_a_click(self):
        self.assertIn("mailto:x@bolt.example", self.clicked.log_id.body)
        self.assertIn("/crm_messaging/stop/", self.clicked.log_id.body)
        response = self.url_open(self.path(self.url), allow_redirects=False)
        self.assertEqual(response.status_code, 302)
        self.assertTrue(response.headers["Location"].startswith("https://bolt.example/paint?"))
        self.assertIn("utm_campaign=", response.headers["Location"])
        self.env.invalidate_all()
        self.assertTrue(self.clicked.clicked_at)
        self.assertEqual(self.clicked.response_id.code, "clicked")
        self.assertEqual(
            (self.targets(self.linked) - self.clicked).mapped("clicked_at"), [False] * 5
        )
        link = self.env["link.tracker"].search([("campaign_id", "=", self.linked.id)])
        self.assertEqual((link.count, link.url), (1, "https://bolt.example/paint?a=1&b=2"))

    def test_a_forged_click_is_nobodys(self):
        other = self.target(self.linked, self.people[1])
        forged = self.path(self.url).replace(f"/{self.clicked.id}/", f"/{other.id}/")
        response = self.url_open(forged, allow_redirects=False)
        self.assertEqual(response.status_code, 302)
        self.env.invalidate_all()
        self.assertFalse(other.clicked_at or self.clicked.clicked_at)

    def test_a_link_that_is_none(self):
        path = f"/crm_campaign/click/nosuchcode/{self.clicked.id}/x"
        self.assertEqual(self.url_open(path, allow_redirects=False).status_code, 404)
