from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .common import ComplaintCase


@tagged("post_install", "-at_install")
class TestFlow(ComplaintCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {"name": "Desk", "user_ids": [(4, cls.clerk.id)]}
        )
        cls.ticket = cls.tickets.create(
            {
                "name": "x",
                "description": "x",
                "partner_id": cls.customer.id,
                "team_id": cls.team.id,
                "user_id": cls.clerk.id,
            }
        )
        cls.waiting = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_awaiting")
        cls.done = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        cls.own = cls.ticket.with_user(cls.clerk).sudo(False)

    def test_the_first_answer(self):
        self.own.message_post(body="note", message_type="comment", subtype_xmlid="mail.mt_note")
        self.assertFalse(self.ticket.first_answer_at)
        self.assertTrue(self.ticket.last_progress_at)
        self.ticket.message_post(
            body="Hello?",
            author_id=self.customer.id,
            message_type="email",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertFalse(self.ticket.first_answer_at)
        answer = self.own.message_post(
            body="We look at it", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertEqual(self.ticket.first_answer_at, answer.date)

    def test_waiting_ends_with_the_customer_s_word(self):
        self.own.stage_id = self.waiting
        [pause] = self.ticket.pause_ids
        self.assertFalse(pause.date_to)
        self.assertTrue(self.ticket.is_waiting)
        self.ticket.message_post(
            body="Here it is",
            author_id=self.customer.id,
            message_type="email",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertTrue(pause.date_to)
        self.assertFalse(self.ticket.is_waiting)

    def test_waiting_ends_with_the_stage(self):
        self.own.stage_id = self.waiting
        self.own.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_in_progress")
        self.assertTrue(self.ticket.pause_ids.date_to)

    def test_passing_on(self):
        self.assertTrue(self.own.action_pass_on("They know the carrier", self.manager.id))
        [passed] = self.ticket.transfer_ids
        self.assertEqual((passed.user_id, passed.from_user_id), (self.clerk, self.clerk))
        self.assertEqual(
            (passed.to_user_id, passed.reason), (self.manager, "They know the carrier")
        )
        for arguments in (("", self.manager.id), ("why",)):
            with self.assertRaises(UserError):
                self.ticket.action_pass_on(*arguments)

    def test_passing_on_from_the_screen(self):
        wizard = self.env["crm.ticket.pass.on"].with_user(self.manager).sudo(False)
        form = Form(wizard.with_context(active_ids=self.ticket.ids))
        form.user_id = self.manager
        form.reason = "Mine"
        form.save().action_pass_on()
        self.assertEqual(self.ticket.transfer_ids.reason, "Mine")

    def test_parts_of_a_case(self):
        parts = self.tickets.create(
            [
                {"name": name, "description": name, "parent_id": self.ticket.id}
                for name in ("Store", "Invoicing")
            ]
        )
        self.assertEqual((self.ticket.child_count, self.ticket.open_child_count), (2, 2))
        before = self.ticket.message_ids
        parts[0].stage_id = self.done
        self.assertEqual(self.ticket.message_ids, before)
        parts[1].stage_id = self.done
        self.assertIn("All parts", (self.ticket.message_ids - before).body)
        with self.assertRaises(ValidationError):
            self.ticket.parent_id = parts[0]
