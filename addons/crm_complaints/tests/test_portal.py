import json

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .web_common import PDF, PNG, WebCase

SECRET = (
    "cost_total", "root_cause_id", "liable", "liable_partner_id", "decision", "decision_reason",
    "corrective_action", "escalation_level", "escalation_event_ids", "settlement_ids",
    "complaint_line_ids", "transfer_ids", "pause_ids", "child_ids", "parent_id", "web_key",
    "web_reference", "sale_order_id", "invoice_id", "answer_proof", "value_total",
)  # fmt: skip
BELONGINGS = (
    "crm.complaint.line", "crm.complaint.settlement", "crm.escalation.event",
    "helpdesk.ticket.transfer", "helpdesk.ticket.pause", "crm.complaint.record",
    "crm.complaint.report", "crm.web.rate",
)  # fmt: skip


@tagged("post_install", "-at_install")
class TestPortalRights(WebCase):
    """Anna and Béla are of one firm, Eve is of another one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls.env["res.partner"].create({"name": "Firm", "is_company": True})
        cls.anna, cls.bela, cls.eve = (cls._portal_user(name) for name in ("anna", "bela", "eve"))
        (cls.anna | cls.bela).partner_id.parent_id = cls.firm
        cls.ticket = cls.tickets.create(
            {"name": "Broken boxes", "description": "x", "partner_id": cls.anna.partner_id.id}
        )
        cls.note = cls._file("secret note.pdf", PDF)
        cls.ticket.message_post(
            body="He always complains", message_type="comment", subtype_xmlid="mail.mt_note",
            attachment_ids=cls.note.ids,
        )  # fmt: skip
        cls.letter = cls._file("answer.pdf", PDF)
        cls.ticket.message_post(
            body="We send two new ones", message_type="comment", subtype_xmlid="mail.mt_comment",
            attachment_ids=cls.letter.ids,
        )  # fmt: skip
        cls.scan = cls._file("internal scan.png", PNG)

    @classmethod
    def _portal_user(cls, name):
        return new_test_user(
            cls.env, login=f"portal_{name}", groups="base.group_portal",
            company_id=cls.company.id, company_ids=[Command.set(cls.company.ids)],
        )  # fmt: skip

    @classmethod
    def _file(cls, name, content):
        values = {"name": name, "raw": content, "res_model": "helpdesk.ticket"}
        return cls.env["ir.attachment"].create({**values, "res_id": cls.ticket.id})

    def seen_by(self, user, model="helpdesk.ticket", domain=()):
        return self.env[model].with_user(user).sudo(False).search(list(domain))

    def test_tickets_of_one_s_own_firm(self):
        for user in (self.anna, self.bela):
            self.assertIn(self.ticket, self.seen_by(user))
        self.assertNotIn(self.ticket, self.seen_by(self.eve))
        self.authenticate(self.eve.login, self.eve.login)
        answer = self.url_open(f"/my/ticket/{self.ticket.id}", allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.assertNotIn("Broken boxes", self.url_open("/my/tickets").text)

    def test_a_ticket_without_customer_is_nobody_s(self):
        self.ticket.partner_id = False
        self.ticket.message_unsubscribe(self.ticket.message_partner_ids.ids)
        for user in (self.anna, self.eve):
            self.assertNotIn(self.ticket, self.seen_by(user))

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_no_costs_causes_and_records(self):
        own = self.ticket.with_user(self.anna).sudo(False)
        for name in SECRET:
            with self.subTest(field=name), self.assertRaises(AccessError):
                own.read([name])
        for model in BELONGINGS:
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.seen_by(self.anna, model)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_the_portal_writes_nothing(self):
        own = self.ticket.with_user(self.anna).sudo(False)
        for change in (lambda: own.write({"is_consumer": True}), own.unlink, own.copy):
            with self.assertRaises(AccessError):
                change()

    def test_no_internal_notes(self):
        about = [("model", "=", "helpdesk.ticket"), ("res_id", "=", self.ticket.id)]
        bodies = " ".join(self.seen_by(self.anna, "mail.message", about).mapped("body"))
        self.assertIn("We send two new ones", bodies)
        self.assertNotIn("He always complains", bodies)
        self.authenticate(self.anna.login, self.anna.login)
        asked = {"thread_model": "helpdesk.ticket", "thread_id": self.ticket.id}
        answer = self.url_open(
            "/mail/chatter_fetch",
            data=json.dumps({"params": asked}),
            headers={"Content-Type": "application/json"},
        )
        self.assertIn("We send two new ones", answer.text)
        self.assertNotIn("He always complains", answer.text)

    def test_no_files_of_internal_notes(self):
        self.authenticate(self.anna.login, self.anna.login)
        text = self.url_open(f"/my/ticket/{self.ticket.id}").text
        self.assertIn("answer.pdf", text)
        for name in ("secret note.pdf", "internal scan.png"):
            self.assertNotIn(name, text)
