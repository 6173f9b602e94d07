from unittest.mock import patch

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .web_common import PDF, PNG, RECEIVED, WebCase, words

FORGED = (
    ("photo.jpg", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)),
    ("photo.png", b"<html><script>alert(1)</script></html>"),
    ("drawing.svg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>'),
    ("note.pdf", b"#!/bin/sh\nrm -rf /\n"),
    ("archive.zip", b"PK\x03\x04" + bytes(60)),
    ("empty.png", b""),
)


@tagged("post_install", "-at_install")
class TestComplaintForm(WebCase):
    def fill(self, **typed):
        values = self.fields_of(self.page("/panasz"), "/panasz")
        person = {"name": "Kovács Anna", "email": "anna@kovacs.example", "phone": "+36 20 555 0101"}
        what = {"kind": "complaint", "consumer": "yes", "description": "Two boxes broke"}
        return {**values, **person, **what, **typed}

    def complain_on_page(self, files=(), **typed):
        sent = [("attachment", (name, content)) for name, content in files]
        return self.send("/panasz", self.fill(**typed), sent or None)

    def test_a_complaint_with_photos(self):
        order = self.sell()
        with self.at():
            answer = self.complain_on_page(
                [("IMG 1.PNG", PNG), ("számla.pdf", PDF)], reference=order.name
            )
        ticket = self.made
        self.assertEqual(
            (ticket.kind, ticket.is_consumer, ticket.legal_regime), ("complaint", True, "consumer")
        )
        self.assertEqual((ticket.received_at, ticket.team_id), (RECEIVED, self.team))
        self.assertEqual((ticket.sale_order_id, ticket.partner_id), (order, self.customer))
        self.assertEqual(ticket.name, "Complaint: Kovács Anna")
        self.assertEqual(ticket.partner_phone, "+36 20 555 0101")
        files = ticket.attachment_ids.sorted("id")
        self.assertEqual(files.mapped("name"), ["IMG 1.png", "számla.pdf"])
        self.assertEqual(files.mapped("mimetype"), ["image/png", "application/pdf"])
        self.assertEqual(files.mapped("public"), [False, False])
        shown = words(answer.text)
        for text in (ticket.number, "Two boxes broke", "IMG 1.png"):
            self.assertIn(text, shown)

    def test_the_acknowledgement_repeats_no_words(self):
        self.speak("hu_HU")
        with self.at():
            self.complain_on_page(kind="warranty", description="Buy at evil dot com")
        mail = self.mail_of(self.made)
        self.assertEqual(mail.email_to, "anna@kovacs.example")
        self.assertIn(self.made.number, mail.subject)
        told = words(mail.body_html)
        self.assertIn("2026.02.28 20:30:05 (Europe/Budapest)", told)
        self.assertNotIn("evil", told)

    def test_a_stranger_s_order_is_not_linked(self):
        order = self.sell()
        self.complain_on_page(reference=order.name, email="eve@elsewhere.example", consumer="no")
        self.assertFalse(self.made.sale_order_id or self.made.partner_id)
        self.assertEqual((self.made.web_reference, self.made.legal_regime), (order.name, "b2b"))

    def test_sent_twice_it_is_one_ticket(self):
        values = self.fill()
        for _time in range(2):
            self.send("/panasz", values, [("attachment", ("a.png", PNG))])
        self.assertEqual(len(self.made), 1)

    def test_the_files_are_not_public(self):
        self.complain_on_page([("a.png", PNG)])
        file = self.made.attachment_ids
        for path in (f"/web/content/{file.id}", f"/web/image/{file.id}"):
            self.assertNotEqual(self.url_open(path).content, PNG)

    def test_script_in_text_is_harmless(self):
        script = "<script>alert(1)</script><img src=x onerror=alert(2)>"
        answer = self.complain_on_page(name=script, description=script)
        self.assertNotIn("<script>alert", answer.text)
        self.assertNotIn("<img src=x", answer.text)
        self.assertNotIn("<script", self.made.description)
        self.assertNotIn("<img", self.made.description)
        self.assertIn("alert(1)", words(self.made.description))
        self.assertNotIn("<script", self.mail_of(self.made).body_html)

    def test_a_phone_offers_its_camera_and_its_files(self):
        camera, files = self.page("/panasz").xpath("//input[@name='attachment']")
        self.assertEqual((camera.get("capture"), camera.get("accept")), ("environment", "image/*"))
        self.assertEqual(files.get("accept"), "image/*,application/pdf")
        self.assertIsNotNone(files.get("multiple"))

    def test_odd_characters_do_no_harm(self):
        self.complain_on_page(
            name="A\0nna\r\nBcc: x", description="a\0b", email=" anna@kovacs.example "
        )
        self.assertEqual(self.made.partner_name, "Anna Bcc: x")
        self.assertEqual(words(self.made.description), "ab")
        self.assertEqual(self.made.partner_email, "anna@kovacs.example")
        for email in ("a@x.example, b@x.example", "Anna <anna@x.example>", "a b@x.example"):
            with self.subTest(email=email):
                answer = self.complain_on_page(email=email)
                self.assertIn("is not an e-mail address", self.error_of(answer))

    def test_what_is_missing_is_said_and_the_rest_kept(self):
        self.speak("hu_HU")
        answer = self.complain_on_page(
            kind="quarrel", consumer="", email="anna@", description="Kept", name="", phone="123"
        )
        self.assertEqual(answer.status_code, 400)
        told = self.error_of(answer)
        self.assertIn("„anna@” nem e-mail-cím", told)
        self.assertEqual(told.count("Kérjük, töltse ki."), 1)
        self.assertEqual(told.count("Kérjük, válasszon."), 2)
        self.assertEqual(self.typed_in(answer, "description"), "Kept")
        self.assertEqual(self.typed_in(answer, "phone"), "123")
        self.assertFalse(self.made)

    def test_no_advertisement_goes_out_with_us(self):
        for name in ("http://evil.example", "www.evil.hu", "Buy at evil.com now"):
            with self.subTest(name=name):
                answer = self.complain_on_page(name=name)
                self.assertIn("Web addresses", self.error_of(answer))
        self.assertFalse(self.made)

    def test_types_are_told_by_content(self):
        for name, content in FORGED:
            with self.subTest(name=name):
                answer = self.complain_on_page([(name, content)])
                self.assertEqual(answer.status_code, 400)
                self.assertIn(f"“{name}” is neither a photo nor a PDF", self.error_of(answer))
                self.assertEqual(self.typed_in(answer, "description"), "Two boxes broke")
        self.assertFalse(self.made)

    def test_names_are_made_safe(self):
        self.complain_on_page([("../../etc/pass<wd>.html", PNG), ("run.pdf.exe", PDF)])
        names = self.made.attachment_ids.sorted("id").mapped("name")
        self.assertEqual(names, ["pass_wd_.html.png", "run.pdf.exe.pdf"])

    def test_sizes_and_number_of_files(self):
        self.limit(web_file_mb=1, web_total_mb=2, web_files=3)
        big = PNG + bytes(1024 * 1024)
        fits = PNG + bytes(1000 * 1024)
        for files, text in (
            ([("big.png", big)], "“big.png” is larger than 1 MB"),
            ([(f"{n}.png", fits) for n in range(3)], "together are larger than 2 MB"),
            ([(f"{n}.png", PNG) for n in range(4)], "4 files were chosen; 3 can be sent"),
        ):
            with self.subTest(text=text):
                answer = self.complain_on_page(files)
                self.assertIn(text, self.error_of(answer))
        self.assertFalse(self.made)
        self.complain_on_page([(f"{n}.png", fits) for n in range(2)])
        self.assertEqual(len(self.made.attachment_ids), 2)

    def test_far_too_much_is_not_even_read(self):
        self.limit(web_total_mb=1)
        with mute_logger("odoo.http"):
            answer = self.complain_on_page([("huge.png", PNG + bytes(6 * 1024 * 1024))])
        self.assertEqual(answer.status_code, 413)
        self.assertFalse(self.made)

    def test_the_rate_of_one_address(self):
        self.limit(web_requests=3, web_minutes=10)
        with self.at():
            for number in range(3):
                self.complain_on_page(description=f"Question {number}")
            answer = self.complain_on_page(description="Kept")
            self.assertEqual((answer.status_code, len(self.made)), (429, 3))
            # the window began at 20:30:05 in Budapest
            self.assertRegex(self.error_of(answer), "after 2/28/26, 8:40.PM.*shop@firm.example")
            self.assertEqual(self.typed_in(answer, "description"), "Kept")
            elsewhere = patch("odoo.http.HTTPRequest.remote_addr", "192.0.2.7", create=True)
            with elsewhere:
                self.complain_on_page(description="From elsewhere")
        self.assertEqual(len(self.made), 4)
        with self.at(RECEIVED.replace(minute=40)):
            self.complain_on_page(description="Later")
        self.assertEqual(len(self.made), 5)

    def test_addresses_are_neither_readable_nor_kept(self):
        with self.at():
            self.complain_on_page()
            rates = self.env["crm.web.rate"].search([])
            self.assertEqual(len(rates), 1)
            self.assertNotIn("127.0.0.1", str(rates.read()))
        with self.at(RECEIVED.replace(hour=21)):
            self.env["crm.web.rate"]._gc_past_windows()
        self.assertFalse(rates.exists())

    def test_one_visitor_has_a_whole_network_of_ipv6(self):
        key = self.env["crm.web.rate"]._visitor_key
        self.assertEqual(key("x", "2001:db8::1"), key("x", "2001:db8::ffff:2"))
        self.assertNotEqual(key("x", "2001:db8::1"), key("x", "2001:db8:0:1::1"))
        self.assertEqual(key("x", "::ffff:192.0.2.1"), key("x", "192.0.2.1"))
        self.assertNotEqual(key("x", "192.0.2.1"), key("x", "192.0.2.2"))

    def test_the_trap_for_programs(self):
        answer = self.complain_on_page(homepage="http://evil.example")
        self.assertEqual(answer.status_code, 400)
        self.assertIn("as programs do", self.error_of(answer))
        self.assertFalse(self.made)
        values = {**self.fill(), **self.fields_again(answer)}
        self.send("/panasz", values)
        self.assertEqual(len(self.made), 1, "a person sends it once more")

    def fields_again(self, answer):
        self.assertEqual(self.typed_in(answer, "homepage"), None)
        return {"homepage": "", "description": self.typed_in(answer, "description")}

    @mute_logger("odoo.http")
    def test_nothing_without_the_page_s_own_token(self):
        for path in ("/panasz", "/elallas"):
            for token in (None, "forged"):
                values = {**self.fill(), "reference": "x", "step": "confirm", "csrf_token": token}
                self.assertEqual(self.send(path, values).status_code, 400)
        for token in ("", "x", "é", "AAAA"):
            answer = self.complain_on_page(token=token)
            self.assertIn("open for more than a day", self.error_of(answer))
        self.assertFalse(self.made)


@tagged("post_install", "-at_install")
class TestPortalForm(WebCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(cls.env, login="ticket_anna", groups="base.group_portal")
        cls.user.company_ids |= cls.company
        cls.user.company_id = cls.company

    def submit(self, files=(), **typed):
        self.authenticate(self.user.login, self.user.login)
        values = self.fields_of(self.page("/new/ticket"), "/submitted/ticket")
        values |= {"subject": "Broken", "description": "Two\nboxes", **typed}
        sent = [("attachment", (name, content)) for name, content in files]
        return self.send("/submitted/ticket", values, sent or None)

    def test_photos_come_with_the_ticket(self):
        self.submit([("a.png", PNG)], kind="complaint", consumer="yes", reference="S1")
        ticket = self.made
        self.assertEqual(
            (ticket.kind, ticket.legal_regime, ticket.web_reference),
            ("complaint", "consumer", "S1"),
        )
        self.assertEqual((ticket.partner_id, ticket.team_id), (self.user.partner_id, self.team))
        self.assertEqual(ticket.attachment_ids.mapped("mimetype"), ["image/png"])
        self.assertIn("a.png", self.url_open(f"/my/ticket/{ticket.id}").text)

    def test_what_is_no_photo_is_refused_and_the_text_kept(self):
        for name, content in FORGED:
            with self.subTest(name=name):
                answer = self.submit([(name, content)])
                self.assertIn("neither a photo nor a PDF", self.error_of(answer))
                self.assertEqual(self.typed_in(answer, "subject"), "Broken")
                self.assertEqual(self.typed_in(answer, "description"), "Two\nboxes")
        self.assertFalse(self.made)

    def test_the_rate_and_the_trap(self):
        self.assertIn("as programs do", self.error_of(self.submit(homepage="x")))
        self.limit(web_requests=1)
        self.assertEqual(self.submit().status_code, 429)
        self.assertFalse(self.made)
