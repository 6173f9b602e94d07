import base64
from email.message import EmailMessage
from email.mime.base import MIMEBase
from hashlib import sha256

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MailCommon

from .common import ComplaintCase

TWENTY_MEGABYTES = 20 * 1024 * 1024


@tagged("post_install", "-at_install")
class TestMail(MailCommon, ComplaintCase):
    """What comes in by mail: each message once, whole, on the ticket that it belongs to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {"name": "Front desk", "alias_name": "panasz", "company_id": cls.company.id}
        )
        cls.address = cls.team.alias_id.display_name

    def mail(self, subject="Törött csempe", text="Két doboz törött.", **headers):
        message = EmailMessage()
        message["Subject"] = subject
        message["From"] = headers.pop("sender", "Kovács Anna <anna@kovacs.example>")
        message["To"] = headers.pop("to", self.address)
        message["Message-Id"] = headers.pop("number", f"<{abs(hash(subject))}@kovacs.example>")
        for name, value in headers.items():
            message[name.replace("_", "-")] = value
        message.set_content(text)
        return message

    @mute_logger("odoo.addons.mail.models.mail_thread", "odoo.models.unlink")
    def receive(self, message):
        """Hand a message to the gateway; return the tickets that it made."""
        raw = message if isinstance(message, bytes) else message.as_bytes()
        before = self.tickets.search([])
        with self.mock_mail_gateway():
            self.env["mail.thread"].message_process(False, raw)
        return self.tickets.search([]) - before

    def test_a_message_makes_a_ticket_of_its_sender_and_team(self):
        ticket = self.receive(self.mail())
        self.assertEqual((ticket.name, ticket.team_id), ("Törött csempe", self.team))
        self.assertEqual(ticket.partner_id, self.customer)
        self.assertIn("Két doboz törött.", ticket.description)
        self.assertEqual(ticket.company_id, self.company)

    def test_the_same_message_comes_in_once(self):
        message = self.mail()
        self.assertTrue(self.receive(message))
        self.assertFalse(self.receive(message))

    def test_a_reply_goes_to_its_ticket_and_wakes_it(self):
        ticket = self.receive(self.mail())
        waiting = self.env["helpdesk.ticket.stage"].search(
            [("waits_for_customer", "=", True)], limit=1
        ) or self.env["helpdesk.ticket.stage"].create(
            {"name": "Waiting", "waits_for_customer": True}
        )
        ticket.stage_id = waiting
        question = ticket.message_post(
            body="Kérünk egy képet.", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        reply = self.mail("Re: Törött csempe", "Itt a kép.", In_Reply_To=question.message_id)
        self.assertFalse(self.receive(reply))
        self.assertIn("Itt a kép.", ticket.message_ids[0].body)
        self.assertFalse(ticket.is_waiting)

    def test_a_bounce_makes_no_ticket(self):
        bounce = self.mail(
            "Undelivered Mail Returned to Sender",
            "<x@y.example>: host said: 550",
            sender="MAILER-DAEMON@mx.example",
            Content_Type="text/plain",
        )
        bounce.replace_header("From", "MAILER-DAEMON@mx.example")
        bounce["Return-Path"] = "<>"
        self.assertFalse(self.receive(bounce))

    def test_an_answering_machine_is_not_answered(self):
        ticket = self.receive(self.mail())
        sent = ticket.message_post(
            body="Megkaptuk.", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        machine = self.mail(
            "Házon kívül", "Vissza: hétfőn.", In_Reply_To=sent.message_id,
            Auto_Submitted="auto-replied",
        )  # fmt: skip
        self.assertFalse(self.receive(machine))
        told = [address for mail in self._mails for address in mail["email_to"]]
        self.assertNotIn("anna@kovacs.example", " ".join(told))
        self.assertIn("Vissza: hétfőn.", ticket.message_ids[0].body)

    def test_a_loop_ends(self):
        made = [self.receive(self.mail(f"Automatikus válasz {number}")) for number in range(25)]
        # the gateway takes twenty of one sender within two hours
        self.assertEqual(sum(len(tickets) for tickets in made), 20)

    def test_a_large_attachment_is_kept_whole(self):
        content = bytes(range(256)) * (TWENTY_MEGABYTES // 256)
        message = self.mail()
        message.add_attachment(content, maintype="image", subtype="jpeg", filename="kép.jpg")
        ticket = self.receive(message)
        kept = self.env["ir.attachment"].search(
            [("res_model", "=", "helpdesk.ticket"), ("res_id", "=", ticket.id)]
        )
        self.assertEqual(kept.name, "kép.jpg")
        self.assertEqual(sha256(kept.raw).digest(), sha256(content).digest())

    def test_a_packed_message_of_outlook_is_kept(self):
        content = b"\x78\x9f\x3e\x22" + bytes(100)
        message = self.mail()
        message.add_attachment(
            content, maintype="application", subtype="ms-tnef", filename="winmail.dat"
        )
        ticket = self.receive(message)
        kept = self.env["ir.attachment"].search(
            [("res_model", "=", "helpdesk.ticket"), ("res_id", "=", ticket.id)]
        )
        self.assertEqual((kept.name, kept.raw), ("winmail.dat", content))

    def test_what_is_broken_is_read_as_far_as_it_goes(self):
        head = (
            f"From: anna@kovacs.example\r\nTo: {self.address}\r\nSubject: =?utf-8?Q?T=C3?=\r\n"
            "Message-Id: <broken@kovacs.example>\r\nMIME-Version: 1.0\r\n"
        )
        for number, rest in enumerate(
            (
                'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n\r\nEgy doboz\r\n',
                "Content-Type: text/plain; charset=nincs-ilyen\r\n\r\nEgy doboz\r\n",
                "Content-Type: text/plain; charset=utf-8\r\n\r\nEgy doboz \xff\xfe\r\n",
                "Content-Transfer-Encoding: base64\r\n\r\n"
                + base64.b64encode(b"Egy doboz").decode()
                + "!!\r\n",
            )
        ):
            with self.subTest(number):
                raw = (head.replace("broken", f"broken{number}") + rest).encode("latin-1")
                ticket = self.receive(raw)
                self.assertEqual(len(ticket), 1)
                self.assertIn("Egy doboz", ticket.description)

    def test_text_in_another_alphabet_comes_in_as_it_is(self):
        message = self.mail("Выгодное предложение", "Купите сейчас!", sender="spam@spam.example")
        ticket = self.receive(message)
        self.assertEqual(ticket.name, "Выгодное предложение")
        self.assertIn("Купите сейчас!", ticket.description)
        self.assertFalse(ticket.partner_id.user_ids)

    def test_an_unknown_kind_of_part_is_kept(self):
        message = self.mail()
        part = MIMEBase("application", "x-unknown")
        part.set_payload(b"\x00\x01")
        part.add_header("Content-Disposition", "attachment")
        message.make_mixed()
        message.attach(part)
        ticket = self.receive(message)
        self.assertEqual(
            self.env["ir.attachment"].search_count(
                [("res_model", "=", "helpdesk.ticket"), ("res_id", "=", ticket.id)]
            ),
            1,
        )
