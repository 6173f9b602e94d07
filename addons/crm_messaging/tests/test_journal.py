from datetime import datetime

from freezegun import freeze_time

from odoo.tests import tagged

from .common import MessagingCase

MAIL = """Message-Id: <{number}@vevo.example>
From: Anna <anna@vevo.example>
To: {to}
Subject: Re: Offer
In-Reply-To: {answers}
Date: Thu, 19 Nov 2026 10:00:00 +0100
Content-Type: text/plain; charset=utf-8

Yes, please.
"""
BOUNCE = """Message-Id: <b@mx.example>
From: MAILER-DAEMON@mx.example
To: bounce@kapu.example
Subject: Undelivered Mail
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

No such mailbox.
--b
Content-Type: message/delivery-status

Final-Recipient: rfc822; anna@vevo.example
Action: failed
Status: 5.1.1

--b
Content-Type: message/rfc822

Message-Id: {answers}
To: anna@vevo.example
Subject: Offer

--b--
"""


@tagged("post_install", "-at_install")
class TestJournal(MessagingCase):
    """The journal fills itself from what Odoo sends, gets and plans."""

    def logs(self, partner=None, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        return self.env["crm.contact.log"].search(
            [("partner_id", "=", (partner or self.anna).id), *domain], order="id"
        )

    def gateway_in(self, text):
        return (
            self.env["mail.thread"].with_context(lang="en_US").message_process("res.partner", text)
        )

    def test_what_odoo_sends_and_the_answer(self):
        lead = self.env["crm.lead"].create({"name": "Twenty boxes", "partner_id": self.anna.id})
        message = lead.with_user(self.env.ref("base.user_admin")).message_post(
            body="Our offer", partner_ids=self.anna.ids, message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )  # fmt: skip
        (sent,) = self.logs(direction="out")
        self.assertEqual(
            (sent.channel, sent.res_model, sent.res_id), ("email", "crm.lead", lead.id)
        )
        self.assertTrue(sent.by_odoo)
        self.assertEqual(self.run_queue(), 0, "Odoo's own queue sends it, not ours")
        self.gateway_in(MAIL.format(number=1, to="x@kapu.example", answers=message.message_id))
        (answer,) = self.logs(direction="in")
        self.assertEqual(
            (answer.state, answer.res_id, answer.user_id.id), ("delivered", lead.id, False)
        )
        self.assertEqual(answer.message_id.res_id, lead.id)
        lead.with_user(self.env.ref("base.user_admin")).message_post(
            body="A paper", partner_ids=self.anna.ids, subtype_xmlid="mail.mt_comment"
        )
        self.assertEqual(answer.state, "delivered", "what goes out by itself answers nothing")
        lead.with_user(self.env.ref("base.user_admin")).message_post(
            body="Thanks",
            partner_ids=self.anna.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertEqual(answer.state, "answered")

    def test_an_answer_to_our_message_comes_back_to_the_thread(self):
        (result,) = self.send(self.anna, ["email"], subject="Offer")
        self.run_queue()
        log = self.log(result)
        self.gateway_in(
            MAIL.format(number=2, to="x@kapu.example", answers=log.message_id.message_id)
        )
        self.assertEqual(log.state, "answered")
        (answer,) = self.logs(direction="in")
        self.assertEqual((answer.res_model, answer.res_id), ("res.partner", self.anna.id))

    def test_an_answer_closes_what_it_answers_not_what_came_later(self):
        leads = self.env["crm.lead"].create(
            [{"name": name, "partner_id": self.anna.id} for name in ("One", "Two")]
        )
        admin = self.env.ref("base.user_admin")
        first, _second = (
            lead.with_user(admin).message_post(
                body="Offer", partner_ids=self.anna.ids, subtype_xmlid="mail.mt_comment"
            )
            for lead in leads
        )
        self.logs().state = "sent"
        self.gateway_in(MAIL.format(number=3, to="x@kapu.example", answers=first.message_id))
        sent = self.logs(direction="out")
        self.assertEqual(
            {log.res_id: log.state for log in sent}, {leads[0].id: "answered", leads[1].id: "sent"}
        )

    def test_a_bounce(self):
        self.env["mail.alias.domain"].search([]).bounce_alias = "bounce"
        (result,) = self.send(self.anna, ["email"], subject="Offer")
        self.run_queue()
        log = self.log(result)
        self.gateway_in(BOUNCE.format(answers=log.message_id.message_id))
        self.assertEqual(log.state, "failed")
        self.assertIn("No such mailbox", log.reason)

    def test_defaults_of_odoos_dialogs_are_not_for_the_journal(self):
        lead = self.env["crm.lead"].create({"name": "Boxes", "partner_id": self.anna.id})
        context = {
            "default_template_id": 999_999,
            "default_channel": "visit",
            "default_state": "draft",
        }
        lead.with_context(**context).message_post(
            body="Our offer", partner_ids=self.anna.ids, subtype_xmlid="mail.mt_comment"
        )
        (sent,) = self.logs()
        self.assertEqual((sent.channel, sent.template_id.id), ("email", False))

    def test_notes_and_colleagues_are_no_contacts(self):
        lead = self.env["crm.lead"].create({"name": "Quiet", "partner_id": self.anna.id})
        lead.message_post(body="Only for us", subtype_xmlid="mail.mt_note")
        lead.message_post(body="Look", partner_ids=self.clerk.partner_id.ids)
        self.assertFalse(self.logs())
        self.assertFalse(self.logs(self.clerk.partner_id))

    @freeze_time("2026-11-19 09:00:00")
    def test_meetings(self):
        event = (
            self.env["calendar.event"]
            .with_user(self.clerk)
            .create(
                {
                    "name": "Coffee",
                    "start": datetime(2026, 11, 20, 9),
                    "stop": datetime(2026, 11, 20, 10, 30),
                    "partner_ids": [(6, 0, (self.anna | self.clerk.partner_id).ids)],
                }
            )
        )
        (visit,) = self.logs(channel="visit")
        self.assertEqual((visit.channel, visit.state, visit.duration), ("visit", "draft", 90))
        event.privacy = "private"
        self.assertFalse(visit.subject, "a private meeting is nobody else's business")
        event.write({"partner_ids": [(4, self.mailer.id)]})
        self.assertEqual(len(self.logs(self.mailer, channel="visit")), 1)
        event.write({"partner_ids": [(3, self.anna.id)]})
        self.assertFalse(self.logs(channel="visit"))
        with freeze_time("2026-11-20 11:00:00"):
            self.env["crm.message"]._hold_meetings()
        self.assertEqual(self.logs(self.mailer, channel="visit").state, "answered")
        event.unlink()
        self.assertFalse(self.logs(self.mailer, channel="visit"))
