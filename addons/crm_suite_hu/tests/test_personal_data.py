from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_trader import TraderCase


@tagged("post_install", "-at_install")
class TestPersonalData(TraderCase):
    """What the law keeps stays and is said; the rest of a person goes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.get_user("privacy_admin", "base.group_system")
        cls.person = cls.env["res.partner"].create(
            {
                "name": "Kiss Piroska",
                "email": "piroska@vevo.example",
                "phone": "+36301112233",
                "street": "Kert utca 3.",
                "city": "Vác",
                "comment": "Likes cats",
                "country_id": cls.hungary.id,
                "lang": "en_US",
            }
        )

    def ask(self, **values):
        wizard = self.env["crm.personal.data"].with_user(self.admin)
        return wizard.create({"partner_ids": [(6, 0, self.person.ids)], **values})

    def ticket(self, **values):
        return self.env["helpdesk.ticket"].create(
            {
                "name": "Piroska's tiles",
                "description": "Broken",
                "partner_id": self.person.id,
                "partner_name": "Kiss Piroska",
                "partner_email": "piroska@vevo.example",
                **values,
            }
        )

    def test_what_is_known_elsewhere_is_given(self):
        self.ticket()
        order = self.get_order((1, 100), partner_id=self.person.id)
        mailings = self.env["mailing.contact"].create({"name": "P", "email": self.person.email})
        data = self.person.sudo()._personal_data()
        self.assertEqual(data["helpdesk.ticket"][0]["partner_name"], "Kiss Piroska")
        self.assertEqual([row["name"] for row in data["sale.order"]], [order.name])
        self.assertEqual([row["email"] for row in data["mailing.contact"]], [mailings.email])

    def test_books_keep_name_and_address(self):
        invoice = self.get_invoice(100, "2026-01-10", self.person)
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({}).action_create_payments()
        asked = self.ask()
        until = date(invoice.date.year + 8, 12, 31)
        self.assertIn("2000. évi C. törvény", asked.kept)
        self.assertIn(str(until.year), asked.kept)
        asked.action_erase()
        self.env.invalidate_all()
        self.assertEqual(
            (self.person.name, self.person.street, self.person.active),
            ("Kiss Piroska", "Kert utca 3.", False),
        )
        self.assertFalse(self.person.email or self.person.phone or self.person.comment)
        self.assertEqual(invoice.partner_id, self.person)

    def test_whoever_owes_is_still_reached(self):
        self.get_invoice(100, "2026-01-10", self.person)
        self.ask().action_erase()
        self.assertEqual(self.person.email, "piroska@vevo.example")
        self.assertFalse(self.person.comment)

    def test_complaints_are_kept_and_other_tickets_not(self):
        kept = self.ticket(kind="complaint", is_consumer=True)
        gone = self.ticket(kind="inquiry")
        gone.message_post(body="Piroska asks", message_type="comment")
        asked = self.ask()
        asked.action_erase()
        self.env.invalidate_all()
        self.assertIn(f"Ticket {kept.number}", asked.result)
        self.assertNotIn(gone.number, asked.result)
        self.assertEqual((kept.partner_name, kept.name), ("Kiss Piroska", "Piroska's tiles"))
        self.assertEqual((gone.partner_name, gone.name), (False, "Erased on request"))
        self.assertNotIn("Piroska", "".join(gone.message_ids.mapped("body")))
        self.assertEqual(self.person.name, "Kiss Piroska", "the complaint names her")
        self.assertFalse(self.person.street)

    def test_nothing_keeps_whoever_only_asked(self):
        self.env["mailing.contact"].create({"name": "P", "email": self.person.email})
        asked = self.ask(request="At the desk")
        self.assertFalse(asked.kept)
        asked.action_erase()
        self.assertEqual(self.person.name, f"Erased person {self.person.id}")
        self.assertFalse(
            self.env["mailing.contact"].search([("email", "=", "piroska@vevo.example")])
        )
        log = self.env["privacy.log"].search([("user_id", "=", self.admin.id)])
        self.assertEqual(
            (log.anonymized_name, log.additional_note), ("K*** P******", "At the desk")
        )

    def test_from_the_privacy_look_up(self):
        lookup = self.env["privacy.lookup.wizard"].with_user(self.admin).create(
            {"name": "Kiss Piroska", "email": self.person.email}
        )  # fmt: skip
        with self.assertRaisesRegex(UserError, "Nobody was found"):
            lookup.action_personal_data()
        lookup.action_lookup()
        context = lookup.action_personal_data()["context"]
        self.assertEqual(context["default_partner_ids"], [(6, 0, self.person.ids)])
