import re

from odoo.tests import HttpCase, new_test_user, tagged

from .test_permission import PermissionCase

PAGE = "/my/permissions"


@tagged("post_install", "-at_install")
class TestPortal(PermissionCase, HttpCase):
    """A customer sees and changes what he permits; only he, and only for himself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = new_test_user(
            cls.env,
            "portal.anna@vevo.example",
            password="portal.anna@vevo.example",
            groups="base.group_portal",
            email="portal.anna@vevo.example",
            name="Portal Anna",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
            lang="en_US",
        )
        cls.person = cls.portal.partner_id

    def tick(self, *channels, **more):
        self.authenticate(self.portal.login, self.portal.login)
        token = re.search(r'name="csrf_token" value="(\w+)"', self.url_open(PAGE).text)[1]
        values = {"channel": list(channels), "csrf_token": token, **more}
        answer = self.url_open(PAGE, data=values)
        self.env.invalidate_all()
        return answer

    def questions(self):
        return self.env["crm.contact.log"].search([("partner_id", "=", self.person.id)])

    def test_given_and_withdrawn(self):
        self.env["mail.blacklist"].sudo()._add(self.person.email)
        answer = self.tick("email")
        self.assertIn("It is noted", answer.text)
        row = self.env["crm.contact.permission"].search(
            [("partner_id", "=", self.person.id), ("is_current", "=", True)]
        )
        self.assertEqual((row.state, row.source, row.user_id), ("given", "Portal", self.portal))
        self.assertIn("Kapu Kft. may write to me", row.proof)
        self.assertIn("127.0.0.1", row.proof)
        (result,) = self.send(self.person, ["email"], "marketing")
        self.assertEqual(result["state"], "queued")
        self.tick("email")
        self.assertEqual(self.history(self.person)[-1:], [("given", True)], "nothing new is said")
        self.tick()
        self.assertEqual(self.now(self.person, "email"), "withdrawn")
        barred = self.env["mail.blacklist"].search([("email", "=", self.person.email)])
        self.assertTrue(barred)
        (result,) = self.send(self.person, ["email"])
        self.assertEqual(result["state"], "queued", "service messages still come")

    def test_an_address_that_is_not_proved_is_asked_once(self):
        self.person.email = "other@vevo.example"
        self.assertIn("Waits for you to confirm", self.tick("email").text)
        self.assertEqual(self.now(self.person, "email"), "pending")
        question = self.questions()
        self.assertEqual(question.address, "other@vevo.example")
        self.assertFalse(question.user_id, "it comes from the company")
        self.assertIn("hello@kapu.example", question._email_from())
        self.tick()
        self.tick("email")
        self.assertEqual(self.now(self.person, "email"), "pending")
        self.assertEqual(self.questions(), question)

    def test_no_address_no_permission(self):
        answer = self.tick("sms", "visit", "nonsense")
        self.assertFalse(self.history(self.person))
        self.assertIn("We have no such address", answer.text)

    def test_only_his_own(self):
        self.permit(self.anna, "email")
        self.tick("sms", partner=self.anna.id, partner_id=self.anna.id)
        self.assertEqual(self.now(self.anna, "email"), "given")
        self.assertEqual(len(self.history(self.anna)), 1)

    def test_nothing_without_the_forms_token(self):
        self.authenticate(self.portal.login, self.portal.login)
        answer = self.url_open(PAGE, data={"channel": "email"})
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self.history(self.person))

    def test_the_way_there(self):
        self.authenticate(self.portal.login, self.portal.login)
        # a web site may put the language before the path
        self.assertRegex(self.url_open("/my/home").text, f'href="(/en)?{PAGE}"')
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(PAGE).url)
