from datetime import datetime

from odoo.tests import Form, tagged

from .common import ComplaintCase

PIXEL = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Erk"
    b"Jggg=="
)


@tagged("post_install", "-at_install")
class TestRecord(ComplaintCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.write({"city": "Vác", "street": "Duna sor 1.", "zip": "2600"})
        cls.ticket = cls.complain(
            cls.sell(),
            is_consumer=True,
            claim="replacement",
            description="Two of the twenty arrived broken",
            received_at="2026-08-05 10:00:00",
        )

    def record(self, **values):
        form = Form(self.env["crm.complaint.record"].with_context(default_ticket_id=self.ticket.id))
        for name, value in values.items():
            form[name] = value
        return form.save()

    def test_filled_in_from_the_ticket(self):
        record = self.record()
        self.assertRegex(record.name, r"^JK/\d{4}/\d{5}$")
        self.assertEqual(record.consumer_name, "Kovács Anna")
        self.assertIn("Duna sor 1.", record.consumer_address)
        self.assertEqual(record.complaint, "Two of the twenty arrived broken")
        self.assertEqual(record.submitted_at, datetime(2026, 8, 5, 10))
        self.assertEqual(record.wish, "Replacement")
        self.assertIn("2 × [TILE-1] Box of tiles", record.goods)
        self.assertNotEqual(self.record().name, record.name)

    def test_in_person_it_is_signed(self):
        record = self.record(manner="person")
        with self.refused("have the consumer sign"):
            record.action_sign()
        record.signature = PIXEL
        self.assertTrue(record.action_sign())
        self.assertEqual(record.state, "signed")
        self.assertTrue(record.document_id.raw)

    def test_what_is_signed_stays(self):
        record = self.record(manner="phone")
        record.action_sign()
        with self.refused("can no longer be changed"):
            record.complaint = "Nothing happened"
        with self.refused("The law keeps signed records"):
            record.unlink()
        record.handed_how = "Registered letter RL123"

    def test_a_copy_by_mail_is_on_record(self):
        record = self.record(manner="phone")
        with self.refused("sign it first"):
            record.action_send()
        record.action_sign()
        record.action_send()
        self.assertEqual(record.handed_how, "e-mail: anna@kovacs.example")
        message = self.ticket.message_ids[0]
        self.assertEqual(message.attachment_ids.name, record.document_id.name)
        self.assertIn(self.customer, message.notified_partner_ids)

    def test_a_complaint_without_goods_has_its_record(self):
        ticket = self.tickets.create({"name": "Rude clerk", "description": "Rude."})
        records = self.env["crm.complaint.record"].with_context(default_ticket_id=ticket.id)
        record = records.create({"consumer_name": "Kovács Anna"})
        self.assertFalse(record.goods)

    def test_all_that_the_law_lists_is_printed(self):
        record = self.record(manner="phone", evidence="Three photos")
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html("crm_complaints.report_complaint_record", record.ids)[0]
            .decode()
        )
        for text in (
            record.name, self.ticket.number, "Kovács Anna", "Duna sor 1.", "Three photos",
            "Two of the twenty arrived broken", "Replacement", "By telephone",
        ):  # fmt: skip
            self.assertIn(text, html)
