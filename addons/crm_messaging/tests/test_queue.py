from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.sql_db import db_connect
from odoo.tests import tagged

from ..models.crm_message_queue import LOCK
from ..models.crm_message_sms import GatewayCarrier
from .common import MOBILE, MessagingCase
from .gateway_sink import GatewaySink

TAKEN = (200, {"messages": [{"id": "gw-1"}]})


@tagged("post_install", "-at_install")
class TestQueue(MessagingCase):
    """Each message is handed over once, and ends with a reason."""

    def texted(self, *answers, partners=None, **values):
        """Queue a text message, let the gateway answer, run the queue; return sink and logs."""
        with GatewaySink(*answers) as sink:
            self.provider = self.gateway(sink.url, **values)
            results = self.send(partners or self.anna, ["sms"], body='Say "hi" {ref}')
            self.assertEqual(self.run_queue(), len(results))
        return sink, [self.log(one) for one in results]

    def due_again(self, log):
        log.scheduled_at = fields.Datetime.now() - timedelta(seconds=1)

    def test_handed_over(self):
        sink, (log,) = self.texted(TAKEN)
        self.assertEqual(sink.taken, [{"to": MOBILE, "text": 'Say "hi" {ref}', "ref": log._ref()}])
        self.assertEqual(sink.headers[0]["Authorization"], "Bearer open-sesame")
        self.assertEqual((log.state, log.provider_ref, log.reason), ("sent", "gw-1", False))
        self.assertEqual(self.run_queue(), 0, "what is sent is not sent again")

    def test_a_mailing_holds_up_no_order(self):
        people = self.anna | self.texter
        self.permit(people, "sms")
        self.company.write({"advertise_from": 0, "advertise_until": 24, "advertise_sunday": True,
                            "advertise_holiday": True})  # fmt: skip
        with GatewaySink(TAKEN) as sink:
            self.gateway(sink.url)
            self.send(people, ["sms"], "marketing", body="Sale")
            self.send(self.anna, ["sms"], "service", body="Your order")
            self.send(self.anna, ["sms"], "contract", body="Your contract")
            self.assertEqual(self.run_queue(limit=1), 1)
            self.assertEqual(sink.taken[0]["text"], "Your order")
            self.assertEqual(self.run_queue(), 3)
        texts = [one["text"].split(" Kapu")[0] for one in sink.taken]
        self.assertEqual(texts, ["Your order", "Your contract", "Sale", "Sale"])

    def test_what_comes_during_a_mailing_goes_before_its_rest(self):
        people = self.anna | self.texter
        self.permit(people, "sms")
        self.company.write({"advertise_from": 0, "advertise_until": 24, "advertise_sunday": True,
                            "advertise_holiday": True})  # fmt: skip
        queue, urgent = type(self.env["crm.message"]), []
        attempt = queue._attempt

        def attempt_and_order(this, deliver, log):
            if not urgent:
                urgent.append(
                    log.copy({"purpose": "service", "text": "Your order", "state": "queued"})
                )
            return attempt(this, deliver, log)

        one_each = ((("service", "contract"), 1), (("marketing",), 1))
        with (
            GatewaySink(TAKEN) as sink,
            patch("odoo.addons.crm_messaging.models.crm_message_queue.BATCHES", one_each),
            patch.object(queue, "_attempt", attempt_and_order),
        ):
            self.gateway(sink.url)
            self.send(people, ["sms"], "marketing", body="Sale")
            self.assertEqual(self.run_queue(), 3)
        texts = [one["text"].split(" Kapu")[0] for one in sink.taken]
        self.assertEqual(texts, ["Sale", "Your order", "Sale"])

    def test_refused(self):
        sink, (log,) = self.texted((400, {"error": "unknown number"}))
        self.assertEqual((log.state, log.reason), ("failed", "Refused: HTTP 400 unknown number"))
        self.assertEqual(len(sink.taken), 1)

    def test_an_error_in_a_good_answer(self):
        _sink, (log,) = self.texted((200, {"error": "no credit"}))
        self.assertEqual((log.state, log.reason), ("failed", "Refused: HTTP 200 no credit"))

    def test_tried_again_with_growing_pauses_until_it_is_given_up(self):
        pauses = []
        with GatewaySink((500, {"error": "later"})) as sink:
            self.gateway(sink.url)
            (result,) = self.send(self.anna, ["sms"])
            log = self.log(result)
            while log.state == "queued":
                self.assertEqual(self.run_queue(), 1)
                if log.state == "queued":
                    pauses.append(
                        round((log.scheduled_at - fields.Datetime.now()).total_seconds() / 60)
                    )
                    self.assertEqual(self.run_queue(), 0, "not before its time")
                    self.due_again(log)
        self.assertEqual(pauses, [1, 5, 15, 60, 240, 1200])
        self.assertEqual(len(sink.taken), 7)
        self.assertEqual(len({one["ref"] for one in sink.taken}), 1, "one message, one number")
        self.assertEqual(log.reason, "Given up after 7 attempts: HTTP 500 later")

    def test_cut_off_after_it_was_taken_is_not_repeated(self):
        sink, (log,) = self.texted("drop")
        self.assertEqual(len(sink.taken), 1)
        self.assertEqual(log.state, "failed")
        self.assertIn("may have arrived", log.reason)
        self.assertEqual(self.run_queue(), 0)

    def test_nobody_there(self):
        with GatewaySink(TAKEN) as sink:
            provider = self.gateway(sink.url)
        (result,) = self.send(self.anna, ["sms"])
        self.run_queue()
        log = self.log(result)
        self.assertEqual((log.state, log.attempts), ("queued", 1))
        self.assertNotIn(provider.url, log.reason)

    def test_after_three_silences_the_rest_waits(self):
        people = self.env["res.partner"].create(
            [{"name": f"P{n}", "phone": f"+3630222333{n}"} for n in range(6)]
        )
        with GatewaySink((503, {})) as sink:
            self.gateway(sink.url)
            results = self.send(people, ["sms"])
            self.assertEqual(self.run_queue(), 3)
        self.assertEqual([self.log(one).attempts for one in results], [1, 1, 1, 0, 0, 0])

    def test_what_a_dead_sender_left_is_not_repeated(self):
        with GatewaySink(TAKEN) as sink:
            self.gateway(sink.url)
            results = self.send(self.anna | self.texter, ["sms"])
            self.log(results[0]).claimed_at = fields.Datetime.now()
            self.assertEqual(self.run_queue(), 1)
        self.assertEqual([one["to"] for one in sink.taken], ["+36201112233"])
        self.assertIn("may have arrived", self.log(results[0]).reason)
        self.assertEqual(self.log(results[1]).state, "sent")

    def test_one_that_cannot_be_written_holds_nobody_up(self):
        lead = self.env["crm.lead"].create({"name": "Gone", "partner_id": self.anna.id})
        (gone,) = self.send(
            self.anna, ["email"], res_model="crm.lead", res_id=lead.id, user=self.env.user
        )
        lead.unlink()
        self.mailer.email = "józsef@vevo.example"
        (accented,) = self.send(self.mailer, ["email"])
        with GatewaySink(TAKEN) as sink:
            self.gateway(sink.url)
            (text,) = self.send(self.texter, ["sms"])
            self.run_queue()
        self.assertEqual(self.log(gone).state, "sent")
        self.assertEqual(self.log(gone).message_id.model, "res.partner")
        self.assertIn(self.log(accented).state, ("sent", "failed"))
        self.assertEqual(self.log(text).state, "sent")

    def test_a_gateway_that_cannot_be_asked_so(self):
        _sink, (log,) = self.texted(TAKEN, headers="X-Name: Ő")
        self.assertEqual(log.state, "failed")
        self.assertIn("It cannot be written", log.reason)

    def test_a_report_by_our_number_after_a_doubt(self):
        _sink, (log,) = self.texted("drop")
        report = {"id": log._ref(), "status": "DELIVRD"}
        self.assertTrue(self.provider._take_report(report))
        self.assertEqual(log.state, "delivered")

    @freeze_time("2026-11-20 18:59:00")  # Friday, 19:59 in Budapest
    def test_advertising_that_was_queued_by_day_does_not_go_out_at_night(self):
        self.permit(self.anna, "sms")
        with GatewaySink(TAKEN) as sink:
            self.gateway(sink.url)
            (result,) = self.send(self.anna, ["sms"], "marketing")
            with freeze_time("2026-11-20 19:30:00"):
                self.assertEqual(self.run_queue(), 0)
            self.assertEqual(str(self.log(result).scheduled_at), "2026-11-21 07:00:00")
            with freeze_time("2026-11-21 07:30:00"):
                self.assertEqual(self.run_queue(), 1)
            self.assertEqual(len(sink.taken), 1)

    def test_cancelled(self):
        results = self.send(self.anna | self.texter, ["sms"])
        logs = self.log(results[0]).with_user(self.clerk)
        self.assertTrue(logs.action_cancel())
        self.assertEqual((logs.state, logs.reason), ("skipped", "Cancelled by Clerk"))
        with self.assertRaisesRegex(UserError, "None of these messages waits"):
            logs.action_cancel()
        self.assertFalse(self.env["crm.message"]._mark(logs.sudo()), "it was in the sender's hand")
        self.assertEqual((logs.state, logs.scheduled_at), ("skipped", False))

    def test_users_do_not_change_what_is_queued(self):
        (result,) = self.send(self.anna, ["sms"])
        log = self.log(result).with_user(self.clerk)
        for values in (
            {"partner_id": self.texter.id},
            {"text": "Something else"},
            {"user_id": self.manager.id},
            {"claimed_at": False},
            {"provider_id": False},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                log.write(values)
        values = {"partner_id": self.anna.id, "channel": "sms", "text": "Past the rules"}
        with self.assertRaises(AccessError):
            log.create({**values, "state": "queued"})
        log.sudo().state = "sent"
        with self.assertRaises(AccessError):
            log.write({"state": "queued"})

    def test_one_sender_at_a_time(self):
        with GatewaySink(TAKEN) as sink, db_connect(self.env.cr.dbname).cursor() as other:
            provider = self.gateway(sink.url)
            self.send(self.anna, ["sms"])
            number = GatewayCarrier(provider).number
            other.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, number])
            self.assertEqual(self.run_queue(), 0, "another one is at it")
            other.rollback()
            self.assertEqual(self.run_queue(), 1)

    def test_withdrawn_since_it_was_queued(self):
        self.permit(self.anna, "sms")
        with GatewaySink(TAKEN) as sink:
            self.gateway(sink.url)
            (result,) = self.send(self.anna, ["sms"], "marketing")
            self.log(result).scheduled_at = False
            self.permit(self.anna, "sms", state="withdrawn")
            self.run_queue()
        self.assertFalse(sink.taken)
        log = self.log(result)
        self.assertEqual(
            (log.state, log.reason), ("skipped", "Text message: the customer refuses it")
        )

    def test_no_more_than_asked_for(self):
        people = self.anna | self.texter
        with GatewaySink(TAKEN) as sink:
            self.gateway(sink.url)
            self.send(people, ["sms"])
            self.assertEqual(self.run_queue(1), 1)
            self.assertEqual(len(sink.taken), 1)
            self.assertEqual(self.run_queue(1), 1)
            self.assertEqual(len(sink.taken), 2)

    def test_the_rate_of_the_gateway_is_kept(self):
        people = self.anna | self.texter
        sink, _logs = self.texted(TAKEN, partners=people, rate_per_second=5)
        # what arrives may be late, so that two stand closer than they were sent, by little
        self.assertGreater(sink.moments[1] - sink.moments[0], 0.15)

    def test_only_managers_run_the_queue(self):
        with self.assertRaises(AccessError):
            self.env["crm.message"].with_user(self.clerk).process_queue()

    def test_an_email_stands_on_the_thread_and_shows_what_became_of_it(self):
        (result,) = self.send(self.anna, ["email"], subject="Offer", body="<p>Dear Anna</p>")
        self.assertEqual(self.run_queue(), 1)
        log = self.log(result)
        self.assertEqual(log.state, "sent")
        message = log.message_id
        self.assertEqual((message.model, message.res_id), ("res.partner", self.anna.id))
        self.assertEqual(message.notification_ids.notification_status, "sent")
        email = log._as_email()
        self.assertEqual(email["Subject"], "Offer")
        self.assertEqual(email["Message-Id"], message.message_id)
        self.assertIn("/crm_messaging/open/", email.get_body(("html",)).get_content())
