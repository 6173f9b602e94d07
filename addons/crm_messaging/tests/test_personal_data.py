import base64
import io
import json

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import MOBILE, MessagingCase


@tagged("post_install", "-at_install")
class TestPersonalData(MessagingCase):
    """A person is given what is known of him, and it is erased when he asks for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.user("privacy", "base.group_system")
        cls.anna.write({"street": "Fő utca 1.", "city": "Vác", "comment": "Likes cats"})
        cls.address = cls.customer("Anna's shop", parent_id=cls.anna.id, type="delivery")
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Anna wants tiles", "partner_id": cls.anna.id, "description": "Sixty"}
        )

    def ask(self, person, user=None, **values):
        wizard = self.env["crm.personal.data"].with_user(user or self.admin)
        return wizard.create({"partner_ids": [(6, 0, person.ids)], **values})

    def incoming(self, **values):
        return self.env["crm.contact.log"].create(
            {
                "company_id": self.company.id,
                "channel": "sms",
                "direction": "in",
                "state": "delivered",
                "address": MOBILE,
                "text": "My name is Anna",
                **values,
            }
        )

    def file_of(self, asked):
        action = asked.action_export()
        self.assertIn(f"/crm.personal.data/{asked.id}/file", action["url"])
        return base64.b64decode(asked.file)

    def test_what_is_known_is_given(self):
        self.permit(self.anna, "email")
        known, unknown = self.incoming(partner_id=self.anna.id), self.incoming(text="Unknown")
        self.incoming(partner_id=self.mailer.id, text="Not hers")
        self.anna.message_post(body="She called")
        asked = self.ask(self.anna, format="json")
        self.assertIn("Contact in the Journal: 2", asked.held.split("\n"))
        data = json.loads(self.file_of(asked))
        self.assertEqual([row["name"] for row in data["res.partner"]], ["Anna", "Anna's shop"])
        self.assertEqual(data["res.partner"][0]["street"], "Fő utca 1.")
        self.assertEqual(
            {row["text"] for row in data["crm.contact.log"]}, {known.text, unknown.text}
        )
        self.assertEqual(data["crm.contact.permission"][0]["source"], "Front desk")
        self.assertIn("She called", [row["body"] for row in data["mail.message"]])
        self.assertEqual(data["crm.lead"][0]["description"], "Sixty")

    def test_whose_address_is_only_like_hers_is_another(self):
        hers = self.incoming(channel="email", address='"A" <Anna@vevo.example>', text="Mine")
        self.incoming(channel="email", address="joanna@vevo.example", text="Not hers")
        data = self.anna.sudo()._personal_data()["crm.contact.log"]
        self.assertEqual([row["text"] for row in data], [hers.text])

    def test_as_a_spreadsheet_without_formulas(self):
        self.incoming(partner_id=self.anna.id, text="=1+1")
        book = openpyxl.load_workbook(io.BytesIO(self.file_of(self.ask(self.anna))))
        sheet = book["Contact in the Journal"]
        names = [cell.value for cell in sheet[1]]
        cell = sheet[2][names.index("Text")]
        self.assertEqual((cell.value, cell.data_type), ("=1+1", "s"))
        card = [cell.value for cell in book[book.sheetnames[0]][2]]
        self.assertIn("Fő utca 1.", card)

    def test_what_is_erased(self):
        self.permit(self.anna, "email").proof = "Her words"
        known, unknown = self.incoming(partner_id=self.anna.id), self.incoming()
        hers = self.incoming(partner_id=self.mailer.id)
        (queued,) = self.send(self.anna, ["email"])
        note = self.anna.message_post(body="She called")
        asked = self.ask(self.anna, request="By e-mail")
        action = asked.action_erase()
        self.env.invalidate_all()
        self.assertEqual((action["res_id"], asked.is_erased), (asked.id, True))
        for log in known | unknown:
            self.assertEqual((log.text, log.address, log.channel), (False, False, "sms"))
        self.assertEqual((hers.text, hers.address), ("My name is Anna", MOBILE))
        self.assertEqual(self.log(queued).state, "skipped")
        self.assertFalse(self.log(queued).body)
        self.assertFalse(note.exists())
        self.assertEqual(self.anna.name, f"Erased person {self.anna.id}")
        for name in ("email", "phone", "street", "city", "comment", "email_normalized"):
            self.assertFalse(self.anna[name], name)
        self.assertFalse(self.anna.active)
        self.assertEqual(self.address.name, f"Erased person {self.address.id}")
        self.assertEqual(
            (self.lead.name, self.lead.description, self.lead.email_from),
            (f"Opportunity {self.lead.id}", False, False),
        )
        rows = self.env["crm.contact.permission"].search([("partner_id", "=", self.anna.id)])
        self.assertEqual(rows.mapped("proof"), [False] * len(rows))
        self.assertEqual(rows.filtered("is_current").state, "withdrawn")
        self.assertIn("By e-mail", self.anna.message_ids[0].body)
        self.assertNotIn("Anna", "".join(str(values) for values in self.anna.read()))

    def test_a_black_list_is_kept_and_said(self):
        self.permit(self.anna, "email", state="withdrawn")
        asked = self.ask(self.anna)
        self.assertIn("anna@vevo.example: It stays on the black list", asked.kept)
        asked.action_erase()
        self.assertIn("anna@vevo.example: It stays on the black list", asked.result)
        self.assertTrue(self.env["mail.blacklist"].search([("email", "=", "anna@vevo.example")]))

    def test_a_login_goes_too(self):
        portal = new_test_user(
            self.env, "erased.portal@vevo.example", groups="base.group_portal", lang="en_US"
        )
        self.ask(portal.partner_id).action_erase()
        self.assertEqual((portal.login, portal.active), (f"__erased_{portal.id}", False))

    def test_who_works_here_is_no_customer(self):
        with self.assertRaisesRegex(UserError, "Clerk work here"):
            self.ask(self.clerk.partner_id).action_erase()
        self.assertEqual(self.clerk.partner_id.name, "Clerk")

    def test_for_administrators_only(self):
        for user in (self.clerk, self.manager):
            with self.assertRaises(AccessError):
                self.ask(self.anna, user)
        asked = self.ask(self.anna)
        with self.assertRaises(AccessError):
            asked.with_user(self.manager).action_erase()
        self.assertEqual(self.anna.name, "Anna")
