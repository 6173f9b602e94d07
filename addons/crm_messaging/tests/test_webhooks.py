import json
from datetime import UTC, datetime

from odoo.tests import HttpCase, tagged

from ..message_engine import sign
from .common import MOBILE, MessagingCase


@tagged("post_install", "-at_install")
class TestWebhooks(MessagingCase, HttpCase):
    """What gateways and exchanges tell: believed when signed, taken once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.provider = cls.gateway("http://127.0.0.1:9/send")
        cls.exchange = cls.env["crm.phone.exchange"].create(
            {"name": "Exchange", "company_id": cls.company.id}
        )

    def call(self, path, document, headers=None):
        content = document if isinstance(document, bytes) else json.dumps(document).encode()
        headers = {"Content-Type": "application/json", **(headers or {})}
        answer = self.url_open(path, data=content, headers=headers)
        self.env.invalidate_all()
        return answer.status_code

    def sms(self, what, document, headers=None):
        return self.call(f"/crm_messaging/sms/{self.provider.token}/{what}", document, headers)

    def signed(self, document, secret="hush", age=0):
        stamp = str(int(datetime.now(UTC).timestamp()) - age)
        content = json.dumps(document).encode()
        return {"X-Timestamp": stamp, "X-Signature": sign(secret, stamp, content)}

    def sent(self):
        (result,) = self.send(self.anna, ["sms"])
        log = self.log(result)
        log.write({"state": "sent", "provider_ref": "gw-1"})
        return log

    def incoming(self):
        return self.env["crm.contact.log"].search(
            [("direction", "=", "in"), ("provider_id", "=", self.provider.id)], order="id"
        )

    def test_reports(self):
        log = self.sent()
        self.assertEqual(self.sms("report", {"id": "gw-1", "status": "DELIVRD"}), 200)
        self.assertEqual(log.state, "delivered")
        self.assertEqual(self.sms("report", {"id": "gw-1", "status": "DELIVRD"}), 200)
        self.assertEqual(self.sms("report", {"id": "gw-1", "status": "SOMETHING"}), 200)
        self.assertEqual(log.state, "delivered")
        other = self.sent()
        other.provider_ref = "gw-2"
        self.assertEqual(self.sms("report", {"id": "gw-2", "status": "UNDELIV"}), 200)
        self.assertEqual((other.state, other.reason), ("failed", "UNDELIV"))

    def test_a_report_after_a_doubt(self):
        log = self.sent()
        log._fail("It may have arrived")
        self.assertEqual(self.sms("report", {"id": "gw-1", "status": "DELIVRD"}), 200)
        self.assertEqual((log.state, log.reason), ("delivered", False))

    def test_what_is_no_report(self):
        for document in (
            {},
            {"id": "gw-1"},
            {"id": "gw-0", "status": "DELIVRD"},
            [1],
            b"\xff\xfe",
            {"id": {"a": 1}, "status": "DELIVRD"},
        ):
            with self.subTest(document):
                self.assertEqual(self.sms("report", document), 400)
        self.assertEqual(self.call("/crm_messaging/sms/none/report", {"id": "1"}), 404)
        self.assertEqual(self.sms("report", b"x" * 100_001), 413)

    def test_a_signed_form(self):
        self.provider.secret = "hush"
        log = self.sent()
        content = b"id=gw-1&status=DELIVRD"
        stamp = str(int(datetime.now(UTC).timestamp()))
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Timestamp": stamp,
            "X-Signature": sign("hush", stamp, content),
        }
        self.assertEqual(self.sms("report", content, headers), 200)
        self.assertEqual(log.state, "delivered")

    def test_a_report_that_is_too_early_comes_again(self):
        self.provider.secret = "hush"
        report = {"id": "gw-1", "status": "DELIVRD"}
        headers = self.signed(report)
        self.assertEqual(self.sms("report", report, headers), 400)
        log = self.sent()
        self.assertEqual(self.sms("report", report, headers), 200)
        self.assertEqual(log.state, "delivered")

    def test_input_that_breaks_programs(self):
        for content in (b"[" * 50_000, b'{"from": "\\u0000", "text": "\\ud800"}'):
            self.assertEqual(self.sms("incoming", content), 400)
        self.assertEqual(self.url_open("/crm_messaging/open/1/%C3%A9.gif").status_code, 200)
        self.assertEqual(self.url_open(f"/crm_messaging/stop/{2**40}/email/abc").status_code, 404)

    def test_stop_from_somebody_unknown(self):
        number = "+36709998877"
        self.assertEqual(self.sms("incoming", {"from": number, "text": "STOP", "id": "4"}), 200)
        self.assertTrue(self.env["phone.blacklist"].search([("number", "=", number)]))

    def test_signed_reports_only(self):
        self.provider.secret = "hush"
        log = self.sent()
        report = {"id": "gw-1", "status": "DELIVRD"}
        for headers in (
            {},
            self.signed(report, "wrong"),
            self.signed(report, age=301),
            self.signed({"id": "gw-2"}),
            {"X-Timestamp": "x", "X-Signature": "y"},
        ):
            with self.subTest(headers):
                self.assertEqual(self.sms("report", report, headers), 401)
        self.assertEqual(log.state, "sent")
        good = self.signed(report)
        self.assertEqual(self.sms("report", report, good), 200)
        self.assertEqual(log.state, "delivered")
        self.assertEqual(self.sms("report", report, good), 401, "a second time is a replay")

    def test_an_answer_comes_into_the_inbox_and_answers(self):
        log = self.sent()
        message = {"from": "06 30 123 4567", "text": "Jó lesz, köszönöm", "id": "in-1"}
        self.assertEqual(self.sms("incoming", message), 200)
        self.assertEqual(self.sms("incoming", message), 200, "doubled: taken, and kept once")
        (answer,) = self.incoming()
        self.assertEqual((answer.partner_id, answer.address), (self.anna, MOBILE))
        self.assertEqual((answer.state, answer.text), ("delivered", "Jó lesz, köszönöm"))
        self.assertEqual(log.state, "answered")
        self.assertFalse(answer.user_id)

    def test_somebody_unknown_writes(self):
        self.assertEqual(
            self.sms("incoming", {"from": "+447700900123", "text": "?", "id": "2"}), 200
        )
        (message,) = self.incoming()
        self.assertEqual((message.partner_id.id, message.address), (False, "+447700900123"))
        self.assertEqual(self.sms("incoming", {"text": "no number"}), 400)

    def test_stop_by_answer(self):
        self.permit(self.anna, "sms")
        self.assertEqual(self.sms("incoming", {"from": MOBILE, "text": " stop. ", "id": "3"}), 200)
        (result,) = self.send(self.anna, ["sms"], "marketing")
        self.assertEqual(result["reason"], "Text message: the customer refuses it")
        self.assertTrue(self.env["phone.blacklist"].search([("number", "=", MOBILE)]))
        (message,) = self.incoming()
        self.assertEqual(message.state, "answered", "nobody has to answer it")

    def phone(self, event, call_id="c-1", **values):
        document = {"from": MOBILE, "to": "101", "call_id": call_id, "event": event, **values}
        return self.call(f"/crm_messaging/call/{self.exchange.token}", document)

    def calls(self):
        return self.env["crm.contact.log"].search(
            [("channel", "=", "phone"), ("company_id", "=", self.company.id)]
        )

    def test_a_call_from_ringing_to_its_end(self):
        self.clerk.phone_extension = "101"
        self.assertEqual(self.phone("ringing"), 200)
        (call,) = self.calls()
        self.assertEqual((call.partner_id, call.user_id), (self.anna, self.clerk))
        self.assertEqual(call.state, "delivered")
        self.assertEqual(self.phone("answered"), 200)
        self.assertEqual(call.state, "answered")
        self.assertEqual(self.phone("ended"), 200)
        self.assertEqual(len(self.calls()), 1)
        self.assertEqual(self.phone("ringing", "c-2"), 200)
        self.assertEqual(self.phone("ended", "c-2"), 200)
        missed = self.calls() - call
        self.assertEqual(missed.state, "delivered", "a missed call waits in the inbox")

    def test_the_card_opens_for_whom_it_rings(self):
        self.clerk.phone_extension = "101"
        twin = self.customer("Twin", phone=MOBILE)
        self.env["bus.bus"].search([]).unlink()
        self.assertEqual(self.phone("ringing"), 200)
        told = [
            json.loads(row.message)["payload"]
            for row in self.env["bus.bus"].search([])
            if "crm_messaging/call" in row.message
        ]
        self.assertEqual([one["id"] for one in told[0]["partners"]], [self.anna.id, twin.id])
        self.assertFalse(self.calls().partner_id, "two may be calling: nobody is guessed")

    def test_what_is_no_call(self):
        self.assertEqual(self.phone("hangup"), 400)
        self.assertEqual(self.phone("ringing", ""), 400)
        self.assertEqual(self.call("/crm_messaging/call/none", {}), 404)
        self.exchange.secret = "hush"
        self.assertEqual(self.phone("ringing"), 401)
        self.assertFalse(self.calls())
