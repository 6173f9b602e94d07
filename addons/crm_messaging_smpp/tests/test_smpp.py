from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from odoo.addons.crm_messaging.tests.common import MOBILE, MessagingCase

from ..session.alphabet import decode, encode
from .smpp_server import BIND_RECEIVER, BIND_TRANSMITTER, SmppServer, delivered, option

RECEIPT = (
    "id:{} sub:001 dlvrd:001 submit date:2611231000 done date:2611231001 stat:{} err:000 text:"
)
THROTTLED, WRONG_NUMBER = 0x58, 0x0B


@tagged("post_install", "-at_install")
class TestSmpp(MessagingCase):
    """Text messages by a carrier's SMPP server: out, receipts back, answers in."""

    def carrier(self, server, **values):
        return self.env["crm.sms.provider"].create(
            {
                "name": "Carrier",
                "kind": "smpp",
                "company_id": self.company.id,
                "smpp_host": "127.0.0.1",
                "smpp_port": server.port,
                "smpp_system_id": "kapu",
                "smpp_password": "letmein",
                "sender": "Kapu",
                "rate_per_second": 1000,
                **values,
            }
        )

    def texted(self, text, *answers, **values):
        """Send a text message by a carrier that answers so; return server and contact."""
        with SmppServer(*answers) as server:
            self.carrier(server, **values)
            (result,) = self.send(self.anna, ["sms"], body=text)
            self.assertEqual(self.run_queue(), 1)
        return server, self.log(result)

    def listen(self, *waiting):
        with SmppServer(waiting=waiting) as server:
            self.env["crm.sms.provider"].search([("kind", "=", "smpp")]).smpp_port = server.port
            with self.committing() as queue:
                queue._listen_to_carriers(1)
        return server

    def test_handed_over(self):
        server, log = self.texted("Kész: 5 € [1]")
        self.assertEqual(server.bound, [(BIND_TRANSMITTER, "kapu", True)])
        (sent,) = server.taken
        self.assertEqual((sent.number, sent.sender, sent.sender_kind), (MOBILE[1:], "Kapu", (5, 0)))
        # 3GPP TS 23.038: é 05, € 1B 65, [ 1B 3C, ] 1B 3E
        self.assertEqual(sent.octets, b"K\x05sz: 5 \x1b\x65 \x1b\x3c1\x1b\x3e")
        self.assertEqual((sent.coding, sent.esm_class, sent.registered), (0, 0, 1))
        self.assertEqual((log.state, log.provider_ref), ("sent", "id1"))

    def test_dear_letters(self):
        server, _log = self.texted("Tű", sender="+36301112233")
        (sent,) = server.taken
        self.assertEqual((sent.coding, sent.octets), (8, b"\x00T\x01\x71"))
        self.assertEqual((sent.sender, sent.sender_kind), ("36301112233", (1, 1)))

    def test_long_ones_in_parts_that_tear_no_pair(self):
        # 152 letters and the pair of € do not fit into the first 153 places
        server, log = self.texted("a" * 152 + "€" + "b" * 20)
        first, second = server.taken
        self.assertEqual(first.octets[:3], b"\x05\x00\x03")
        self.assertEqual((first.octets[4:6], second.octets[4:6]), (b"\x02\x01", b"\x02\x02"))
        self.assertEqual(first.octets[3], second.octets[3], "one reference joins them")
        self.assertEqual(first.octets[6:], b"a" * 152)
        self.assertEqual(second.octets[6:], b"\x1b\x65" + b"b" * 20)
        self.assertEqual({one.esm_class for one in server.taken}, {0x40})
        self.assertEqual([one.registered for one in server.taken], [0, 1])
        self.assertEqual((log.provider_ref, log.parts), ("id2", 2))

    def test_long_ones_by_options(self):
        server, _log = self.texted("ő" * 71, smpp_long="sar")
        first, second = server.taken
        self.assertEqual((len(first.octets), len(second.octets)), (134, 8))
        self.assertEqual((first.options[0x020E], first.options[0x020F]), (b"\x02", b"\x01"))
        self.assertEqual(first.options[0x020C], second.options[0x020C])
        self.assertEqual((first.coding, first.esm_class), (8, 0))

    def test_refused_throttled_and_cut_off(self):
        for answer, state, reason in (
            (WRONG_NUMBER, "failed", "Refused: 0x000b"),
            (THROTTLED, "queued", "0x0058"),
            ("drop", "failed", "may have arrived"),
        ):
            with self.subTest(answer):
                server, log = self.texted("Hello", answer)
                self.assertEqual(len(server.taken), 1)
                self.assertEqual(log.state, state)
                self.assertIn(reason, log.reason)
                log.state = "skipped"
                log.provider_id.active = False

    def test_a_half_that_left_is_not_repeated(self):
        server, log = self.texted("a" * 200, 0, THROTTLED)
        self.assertEqual(len(server.taken), 2)
        self.assertEqual(log.state, "failed")
        self.assertIn("may have arrived", log.reason)

    def test_a_carrier_that_says_nothing(self):
        with patch("odoo.addons.crm_messaging_smpp.models.crm_sms_provider.PATIENCE", 1):
            server, log = self.texted("Hello", "hang")
        self.assertEqual((len(server.taken), log.state), (1, "failed"))
        self.assertIn("may have arrived", log.reason)

    def test_nobody_there_and_a_wrong_password(self):
        with SmppServer(password="other") as server:
            carrier = self.carrier(server)
            (result,) = self.send(self.anna, ["sms"])
            self.run_queue()
            log = self.log(result)
            self.assertEqual((log.state, log.attempts), ("queued", 1))
            self.assertFalse(server.taken)
        log.scheduled_at = False
        self.run_queue()
        self.assertEqual((log.state, log.attempts), ("queued", 2))
        self.assertNotIn("letmein", log.reason)
        self.assertEqual(carrier.url, f"smpp://127.0.0.1:{server.port}")

    def test_receipts_and_answers(self):
        _server, log = self.texted("Is Monday good?")
        server = self.listen(
            delivered("36301234567", RECEIPT.format("id1", "DELIVRD"), esm_class=0x04),
            delivered("36301234567", "Monday is good"),
        )
        self.assertEqual(server.bound, [(BIND_RECEIVER, "kapu", True)])
        self.assertEqual(server.delivered, [0, 0])
        answer = self.env["crm.contact.log"].search(
            [("partner_id", "=", self.anna.id), ("direction", "=", "in")]
        )
        self.assertEqual(
            (answer.text, answer.address, answer.state), ("Monday is good", MOBILE, "delivered")
        )
        self.assertEqual(log.state, "answered", "delivered, and then answered")

    def test_receipts_by_options_and_of_unknown_messages(self):
        _server, log = self.texted("Hello")
        known = option(0x001E, b"id1\0") + option(0x0427, b"\x05")
        unknown = option(0x001E, b"nobodys\0") + option(0x0427, b"\x02")
        server = self.listen(
            delivered("36301234567", "", esm_class=0x04, options=unknown),
            delivered("36301234567", "", esm_class=0x04, options=known),
        )
        self.assertEqual((log.state, log.reason), ("failed", "UNDELIV"))
        self.assertEqual(server.delivered, [0x64, 0], "what is not known yet may come again")

    def test_a_long_answer_comes_as_one(self):
        self.texted("Hello")
        halves = ["a" * 60, "ű!"]
        server = self.listen(
            *(
                delivered(
                    "36301234567",
                    bytes((5, 0, 3, 9, 2, number)) + half.encode("utf-16-be"),
                    esm_class=0x40,
                    coding=8,
                )
                for number, half in ((2, halves[1]), (1, halves[0]))
            )
        )
        self.assertEqual(server.delivered, [0, 0])
        (answer,) = self.env["crm.contact.log"].search(
            [("partner_id", "=", self.anna.id), ("direction", "=", "in")]
        )
        self.assertEqual(answer.text, "a" * 60 + "ű!")

    def test_the_password_is_read_by_nobody(self):
        with SmppServer() as server:
            carrier = self.carrier(server)
        self.env.invalidate_all()
        self.assertEqual(carrier.smpp_password, "••••••")
        for user in (self.clerk, self.manager):
            with self.assertRaises(AccessError):
                carrier.with_user(user).read(["smpp_host"])
        with self.assertRaises(ValidationError):
            carrier.smpp_host = False

    def test_entered_in_the_web_client(self):
        form = Form(self.env["crm.sms.provider"])
        form.name, form.kind = "Carrier", "smpp"
        form.smpp_host, form.smpp_system_id, form.smpp_password = "smpp.example", "kapu", "hush"
        carrier = form.save()
        self.assertEqual(carrier.url, "smpp://smpp.example:2775")
        self.assertEqual(carrier._secret("smpp_password"), "hush")
        self.assertEqual(carrier.report_id_path, "id")

    def test_every_cheap_sign_there_and_back(self):
        text = "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ§¿¡ÄÖÑÜäöñüà^{}\\[~]|€"
        octets, coding = encode(text)
        self.assertEqual(coding, 0)
        self.assertEqual(decode(octets, coding), text)
