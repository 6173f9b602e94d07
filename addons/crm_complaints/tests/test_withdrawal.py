from datetime import datetime

from lxml import html

from odoo import Command
from odoo.tests import new_test_user, tagged

from .web_common import RECEIVED, WebCase, words


@tagged("post_install", "-at_install")
class TestWithdrawal(WebCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls.sell()
        cls.line = cls.order.order_line

    def first(self, **typed):
        """Fill in the first step; return its answer."""
        values = self.fields_of(self.page("/elallas"), "/elallas")
        person = {"name": "Kovács Anna", "reference": self.order.name}
        values |= {**person, "email": "anna@kovacs.example", "step": "check", **typed}
        return self.send("/elallas", values)

    def second(self, answer, **typed):
        """Return what the second step would send."""
        page = self.parsed(answer)
        return {**self.fields_of(page, "/elallas"), "step": "confirm", **typed}

    def parsed(self, answer):
        return html.fromstring(answer.content)

    def withdraw(self, quantities=None, **typed):
        first = self.first(**typed)
        self.assertEqual(first.status_code, 200)
        return self.send("/elallas", self.second(first, **(quantities or {})))

    def quantity(self, line=None):
        return f"quantity_{(line or self.line).id}"

    def test_the_words_of_the_law(self):
        for language, entry, last in (
            ("hu_HU", "elállás a szerződéstől", "elállás megerősítése"),
            ("en_US", "withdraw from contract here", "confirm withdrawal"),
        ):
            with self.subTest(language=language):
                self.speak(language)
                page = self.page("/panasz")  # each page leads there
                (link,) = page.xpath("//footer//a[contains(@href, '/elallas')]")
                self.assertEqual(link.text_content().strip(), entry)
                second = self.parsed(self.first())
                (button,) = second.xpath("//button[@value='confirm']")
                self.assertEqual(button.text_content().strip(), last)

    def test_three_data_and_no_more(self):
        page = self.page("/elallas")
        (form,) = [one for one in page.forms if (one.action or "").endswith("/elallas")]
        asked = {one.name for one in form.inputs if one.get("type") not in ("hidden", None)}
        self.assertEqual(asked - {"homepage"}, {"name", "reference", "email"})
        self.assertFalse(form.xpath(".//input[@type='checkbox']"))

    def test_a_known_order(self):
        with self.at():
            answer = self.withdraw()
        ticket = self.made
        self.assertEqual(
            (ticket.kind, ticket.claim, ticket.is_consumer, ticket.legal_regime),
            ("return", "withdrawal", True, "withdrawal"),
        )
        self.assertEqual((ticket.sale_order_id, ticket.partner_id), (self.order, self.customer))
        self.assertEqual((ticket.team_id, ticket.company_id), (self.team, self.company))
        self.assertEqual(
            ticket.channel_id, self.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_web")
        )
        self.assertFalse(ticket.user_id)
        self.assertEqual(ticket.complaint_line_ids.sale_line_id, self.line)
        self.assertEqual(ticket.complaint_line_ids.quantity, 20)
        self.assertEqual(ticket.received_at, RECEIVED)
        # 28 February and 14 days: 14 March, its end in Budapest is 22:59:59 UTC
        self.assertEqual(ticket.refund_deadline, datetime(2026, 3, 14, 22, 59, 59))
        shown = words(answer.text)
        for text in (
            ticket.number,
            "02/28/2026 08:30:05 PM (Europe/Budapest)",
            "Kovács Anna",
            "anna@kovacs.example",
        ):
            self.assertIn(text, shown)
        self.assertIn(f"withdraw from my contract number {self.order.name}.", shown)

    def test_the_acknowledgement(self):
        self.speak("hu_HU")
        with self.at():
            self.withdraw(email="Anna@Kovacs.example", quantities={self.quantity(): "2,50"})
        ticket = self.made
        mail = self.mail_of(ticket)
        self.assertEqual((mail.email_to, mail.state), ("Anna@Kovacs.example", "outgoing"))
        self.assertEqual(mail.subject, f"Elállási nyilatkozatát megkaptuk: {ticket.number}")
        told = words(mail.body_html)
        for text in (
            "Kovács Anna", ticket.number, "2026.02.28 20:30:05 (Europe/Budapest)",
            f"a(z) {self.order.name} számú szerződéstől elállok", "Box of tiles: 2,5",
        ):  # fmt: skip
            self.assertIn(text, told)
        self.assertFalse(ticket.first_answer_at)

    def test_a_part_of_the_order(self):
        other = self.env["product.product"].create({"name": "Grout", "type": "service"})
        order = self.sell(invoice=False)
        order.order_line = [Command.create({"product_id": other.id, "product_uom_qty": 3})]
        tiles, grout = order.order_line
        answer = self.withdraw(
            {self.quantity(tiles): "2,5", self.quantity(grout): "0"}, reference=order.name
        )
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.made.complaint_line_ids.sale_line_id, tiles)
        self.assertEqual(self.made.complaint_line_ids.quantity, 2.5)
        statement = words(self.made.description)
        self.assertIn("Box of tiles: 2.5", statement)
        self.assertNotIn("Grout", statement)

    def test_more_than_was_ordered_or_nothing(self):
        first = self.first()
        for text in ("21", "-1", "two", "", "nan", "inf"):
            with self.subTest(text=text):
                answer = self.send("/elallas", self.second(first, **{self.quantity(): text}))
                self.assertEqual(answer.status_code, 400)
                self.assertIn("You ordered 20", self.error_of(answer))
                self.assertEqual(self.typed_in(answer, self.quantity()), text)
        answer = self.send("/elallas", self.second(first, **{self.quantity(): "0"}))
        self.assertIn("greater than zero", self.error_of(answer))
        self.assertFalse(self.made)

    def test_what_is_not_delivered_or_claimed_already_is_in_the_statement(self):
        self.complain(self.order, 19)
        self.before |= self.made
        self.withdraw()
        self.assertEqual(self.made.complaint_line_ids.quantity, 1)
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "order_line": [Command.create({"product_id": self.product.id})],
            }
        )
        order.action_confirm()
        self.before |= self.made
        self.withdraw(reference=order.name)
        self.assertEqual(self.made.sale_order_id, order)
        self.assertFalse(self.made.complaint_line_ids)

    def test_whoever_does_not_know_both_learns_nothing(self):
        def seen(**typed):
            (shown,) = self.parsed(self.first(**typed)).xpath("//div[@id='wrap']")
            return " ".join(shown.text_content().split()).replace(typed["reference"], "")

        stranger = {"email": "eve@elsewhere.example"}
        of_nobody = seen(reference="S99999", **stranger)
        self.assertNotIn("Box of tiles", of_nobody)
        self.assertEqual(of_nobody, seen(reference=self.order.name, **stranger))
        for reference in ("%", "_" * len(self.order.name), self.order.name[:-1] + "%", "\\"):
            with self.subTest(reference=reference):
                self.assertNotIn("Box of tiles", self.first(reference=reference).text)
        self.assertIn("Box of tiles", self.first(reference=self.order.name.lower()).text)

    def test_a_statement_is_never_lost(self):
        for reference, email in (
            ("S99999", "anna@kovacs.example"),
            (self.order.name, "eve@elsewhere.example"),
        ):
            with self.subTest(reference=reference):
                answer = self.withdraw(reference=reference, email=email)
                ticket = self.made
                self.assertIn(ticket.number, answer.text)
                self.assertFalse(ticket.sale_order_id or ticket.complaint_line_ids)
                self.assertFalse(ticket.partner_id)
                self.assertEqual((ticket.web_reference, ticket.partner_email), (reference, email))
                self.assertEqual((ticket.legal_regime, ticket.team_id), ("withdrawal", self.team))
                self.assertEqual(self.mail_of(ticket).email_to, email)
                self.before |= ticket

    def test_by_the_number_of_the_invoice(self):
        self.withdraw(reference=self.order.invoice_ids.name)
        self.assertEqual(self.made.sale_order_id, self.order)

    def test_sent_twice_it_is_one_ticket(self):
        values = self.second(self.first())
        answers = [self.send("/elallas", values) for _time in range(3)]
        self.assertEqual(len(self.made), 1)
        self.assertEqual(len(self.mail_of(self.made)), 1)
        for answer in answers:
            self.assertIn(self.made.number, answer.text)
        self.send("/elallas", {**values, self.quantity(): "3"})
        self.assertEqual(len(self.made), 2, "another statement from the same page is another one")

    def test_back_keeps_what_was_typed(self):
        values = self.second(self.first(name="Kovács  Anna "))
        answer = self.send("/elallas", {**values, "step": "back"})
        self.assertEqual(self.typed_in(answer, "name"), "Kovács Anna")
        self.assertEqual(self.typed_in(answer, "reference"), self.order.name)
        self.assertFalse(self.made)

    def test_the_page_with_the_result(self):
        values = self.second(self.first())
        answer = self.send("/elallas", values, redirects=False)
        self.assertEqual(answer.status_code, 303)
        path = answer.headers["Location"].removeprefix(self.base_url())
        self.assertIn(self.made.number, self.url_open(path).text)
        for bad in (path[:-4] + "AAAA", f"/elallas/{self.made.id}", "/elallas/x", "/elallas/é"):
            with self.subTest(path=bad):
                self.assertNotIn(self.made.number, self.url_open(bad).text)
        other_form = path.replace("/elallas/", "/panasz/")
        self.assertNotIn(self.made.number, self.url_open(other_form).text)


@tagged("post_install", "-at_install")
class TestPortalWithdrawal(WebCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls.sell()
        cls.anna, cls.eve = (
            new_test_user(
                cls.env, login=f"withdrawal_{name}", groups="base.group_portal",
                email=f"{name}@portal.example",
                company_id=cls.company.id, company_ids=[Command.set(cls.company.ids)],
            )
            for name in ("anna", "eve")
        )  # fmt: skip
        cls.anna.partner_id.parent_id = cls.customer
        cls.path = f"/my/orders/{cls.order.id}/elallas"

    def test_the_button_on_one_s_own_order(self):
        self.authenticate(self.anna.login, self.anna.login)
        self.speak("en_US")
        order = self.page(f"/my/orders/{self.order.id}")
        (button,) = order.xpath(
            "//a[contains(@href, '/my/orders/') and contains(@href, 'elallas')]"
        )
        self.assertEqual(button.text_content().strip(), "withdraw from contract here")
        values = self.fields_of(self.page(button.get("href")), self.path)
        self.assertEqual(
            (values["name"], values["reference"], values["email"]),
            (self.anna.name, self.order.name, "anna@portal.example"),
        )
        answer = self.send(self.path, {**values, "step": "check"})
        self.assertIn("Box of tiles", answer.text)
        values = self.fields_of(html.fromstring(answer.content), self.path)
        quantity = f"quantity_{self.order.order_line.id}"
        self.send(self.path, {**values, quantity: "4", "step": "confirm"})
        self.assertEqual(self.made.sale_order_id, self.order)
        self.assertEqual(self.made.complaint_line_ids.quantity, 4)
        self.assertIn(self.made.number, self.url_open("/my/tickets").text)

    def test_nobody_withdraws_from_a_stranger_s_order(self):
        self.authenticate(self.eve.login, self.eve.login)
        for path in (self.path, f"{self.path}?access_token=wrong", "/my/orders/999999999/elallas"):
            with self.subTest(path=path):
                answer = self.url_open(path)
                self.assertTrue(answer.url.endswith(("/my", "/my/home")), answer.url)
        values = self.fields_of(self.page("/elallas"), "/elallas")
        values |= {
            "name": "Eve",
            "reference": "x",
            "email": "eve@portal.example",
            "step": "confirm",
        }
        self.send(self.path, values)
        self.assertFalse(self.made)

    def test_an_offer_has_nothing_to_withdraw_from(self):
        self.order._action_cancel()
        self.authenticate(self.anna.login, self.anna.login)
        self.assertNotIn("elallas?", self.url_open(f"/my/orders/{self.order.id}").text)
        answer = self.url_open(self.path)
        self.assertIn(f"/my/orders/{self.order.id}", answer.url)
        self.assertNotIn("/elallas", answer.url)
