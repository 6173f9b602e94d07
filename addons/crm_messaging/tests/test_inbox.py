from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import MessagingCase


@tagged("post_install", "-at_install")
class TestInbox(MessagingCase):
    """What came in is answered once, by one."""

    def message(self, **values):
        return self.env["crm.contact.log"].create(
            {
                "company_id": self.company.id,
                "partner_id": self.anna.id,
                "channel": "email",
                "direction": "in",
                "state": "delivered",
                "user_id": False,
                "address": "anna@vevo.example",
                "subject": "Where is it?",
                "date": fields.Datetime.now() - timedelta(hours=2),
                **values,
            }
        )

    def test_one_has_it(self):
        message = self.message()
        other = self.user("other", "crm_messaging.group_messaging_user")
        message.with_user(self.clerk).action_take()
        self.assertEqual(message.user_id, self.clerk)
        for action in ("action_take", "action_answer"):
            with self.assertRaisesRegex(UserError, "Clerk has this message already"):
                getattr(message.with_user(other), action)()
        message.with_user(self.clerk).action_take()
        message.with_user(self.clerk).action_hand_on(other.id)
        self.assertEqual(message.user_id, other)
        message.with_user(other).action_release()
        self.assertFalse(message.user_id)

    def test_an_answer_closes_it(self):
        message = self.message(text="I wait & wait").with_user(self.clerk)
        action = message.action_answer()
        composer = Form(
            self.env[action["res_model"]].with_user(self.clerk).with_context(**action["context"])
        )
        self.assertEqual(composer.subject, "Re: Where is it?")
        self.assertEqual(composer.reached, 1)
        self.assertIn("I wait &amp; wait", composer.question)
        composer.body = "<p>Tomorrow</p>"
        composer.save().action_send()
        self.assertEqual((message.state, message.user_id), ("answered", self.clerk))
        self.assertAlmostEqual(message.response_hours, 2, places=1)
        sent = self.env["crm.contact.log"].search([("reply_to_id", "=", message.id)])
        self.assertEqual((sent.state, sent.subject), ("queued", "Re: Where is it?"))

    def test_an_opportunity_in_one_step(self):
        salesman = self.user(
            "sales", "crm_messaging.group_messaging_user,sales_team.group_sale_salesman"
        )
        message = self.message(body="<p>I want twenty</p>").with_user(salesman)
        action = message.action_make_lead()
        lead = self.env["crm.lead"].browse(action["res_id"])
        self.assertEqual((lead.partner_id, lead.name), (self.anna, "Where is it?"))
        self.assertIn("I want twenty", lead.description)
        self.assertEqual(message.state, "answered")

    def test_what_another_has_answered_is_not_answered_again(self):
        message = self.message()
        other = self.user("late", "crm_messaging.group_messaging_user")
        message.with_user(self.clerk).action_done()
        for action in ("action_answer", "action_make_lead"):
            with self.assertRaisesRegex(UserError, "Clerk has answered this message already"):
                getattr(message.with_user(other), action)()

    def test_several_need_no_answer(self):
        messages = self.message() | self.message()
        self.assertTrue(messages.with_user(self.clerk).action_done())
        self.assertEqual(messages.mapped("state"), ["answered", "answered"])
        self.assertEqual(messages[0].outcome, "No answer needed")

    def test_the_composer_says_whom_it_does_not_reach(self):
        people = self.anna | self.mute
        composer = Form(
            self.env["crm.message.composer"]
            .with_user(self.clerk)
            .with_context(default_partner_ids=people.ids)
        )
        self.assertEqual(composer.reached, 2 - 1)
        composer.purpose = "marketing"
        self.assertEqual(composer.reached, 0)
        composer.purpose = "service"
        composer.channel = "sms"
        composer.text = "Ő jön"
        self.assertIn("These make it dearer: Ő", composer.sms_note)
        record = composer.save()
        record.action_plain()
        self.assertEqual(record.text, "Ö jön")
        reasons = {line.partner_id: line.reason for line in record.line_ids}
        self.assertEqual(reasons, {self.anna: False, self.mute: "Text message: no address"})
        record.action_send()
        self.assertEqual(self.anna.contact_log_count, 1)

    def test_the_channel_that_a_customer_likes_best(self):
        self.anna.preferred_channel = "sms"
        composer = Form(
            self.env["crm.message.composer"]
            .with_user(self.clerk)
            .with_context(default_partner_ids=(self.anna | self.mailer).ids)
        )
        composer.subject, composer.body = "Hi", "<p>Hi</p>"
        record = composer.save()
        self.assertEqual(record.line_ids.mapped("channel"), ["sms", "email"])

    def test_the_preview_is_what_the_person_gets(self):
        composer = Form(
            self.env["crm.message.composer"]
            .with_user(self.clerk)
            .with_context(default_partner_ids=(self.anna | self.texter).ids)
        )
        composer.body, composer.text = "<p>By <b>mail</b></p>", "By <text>"
        composer.preview_partner_id = self.anna
        self.assertIn("<b>mail</b>", composer.preview)
        composer.preview_partner_id = self.texter
        self.assertIn("By &lt;text&gt;", composer.preview)

    def test_a_test_message_is_of_that_purpose_and_says_something(self):
        composer = self.env["crm.message.composer"].with_user(self.clerk)
        empty = composer.create({"partner_ids": [(6, 0, self.anna.ids)]})
        with self.assertRaisesRegex(UserError, "says nothing"):
            empty.action_test()
        values = {"subject": "Sale", "body": "<p>Sale</p>", "purpose": "marketing"}
        composer.create({"partner_ids": [(6, 0, self.anna.ids)], **values}).action_test()
        log = self.env["crm.contact.log"].search([("partner_id", "=", self.clerk.partner_id.id)])
        self.assertEqual((log.state, log.purpose, log.subject), ("queued", "service", "Sale"))
        self.assertIn(self.clerk.partner_id._stop_link("email"), log.body)

    def test_a_call_recorded_by_keyboard(self):
        entry = Form(
            self.env["crm.contact.entry"]
            .with_user(self.clerk)
            .with_context(default_partner_id=self.anna.id)
        )
        entry.text, entry.duration = "Wants an offer", 4
        entry.next_date, entry.next_summary = "2027-01-04", "Send the offer"
        entry.save().action_save()
        log = self.env["crm.contact.log"].search([("partner_id", "=", self.anna.id)])
        self.assertEqual(
            (log.channel, log.state, log.outcome, log.duration, log.user_id),
            ("phone", "answered", "Reached", 4, self.clerk),
        )
        activity = self.anna.activity_ids
        self.assertEqual((activity.summary, activity.user_id), ("Send the offer", self.clerk))

    def test_written_from_a_document(self):
        salesman = self.user(
            "seller", "crm_messaging.group_messaging_user,sales_team.group_sale_salesman"
        )
        leads = (
            self.env["crm.lead"]
            .with_user(salesman)
            .create(
                [
                    {"name": "One", "partner_id": self.anna.id, "user_id": salesman.id},
                    {"name": "Two", "partner_id": self.mailer.id, "user_id": salesman.id},
                ]
            )
        )
        compose = self.env["crm.message"].with_user(salesman).compose
        context = compose("crm.lead", leads[0].ids)["context"]
        self.assertEqual(context["default_res_id"], leads[0].id)
        composer = Form(
            self.env["crm.message.composer"].with_user(salesman).with_context(**context)
        )
        composer.subject, composer.body = "About it", "<p>Yes</p>"
        composer.save().action_send()
        log = self.env["crm.contact.log"].search([("partner_id", "=", self.anna.id)])
        self.assertEqual((log.res_model, log.res_id), ("crm.lead", leads[0].id))
        both = compose("crm.lead", leads.ids)["context"]
        self.assertEqual(both["default_partner_ids"], [(6, 0, (self.anna | self.mailer).ids)])
        self.assertNotIn("default_res_id", both)
        with self.assertRaisesRegex(UserError, "who the customer is"):
            compose("crm.lead", leads.create({"name": "Nobody"}).ids)
