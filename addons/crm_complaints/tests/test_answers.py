from odoo.tests import tagged

from .common import ComplaintCase


@tagged("post_install", "-at_install")
class TestAnswers(ComplaintCase):
    """The ready answers, as a clerk chooses them in the composer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        hungary = cls.env.ref("base.hu")
        cls.customer.write({"zip": "1111", "city": "Budapest", "country_id": hungary.id})
        cls.ticket = cls.complain(cls.sell(), 2, is_consumer=True)
        cls.ticket.user_id = cls.clerk

    def answer(self, name, ticket=None):
        """Let a clerk send this answer; return the message on the ticket."""
        ticket = (ticket or self.ticket).with_user(self.clerk).sudo(False)
        composer = (
            self.env["mail.compose.message"]
            .with_user(self.clerk)
            .sudo(False)
            .create(
                {
                    "composition_mode": "comment",
                    "model": ticket._name,
                    "res_ids": repr(ticket.ids),
                    "template_id": self.env.ref(f"crm_complaints.mail_answer_{name}").id,
                }
            )
        )
        composer._action_send_mail()
        return ticket.message_ids[:1]

    def test_each_is_addressed_and_written(self):
        self.ticket.decision = "accepted"
        for name in ("received", "more", "accepted", "partly", "rejected", "goods"):
            with self.subTest(answer=name):
                message = self.answer(name)
                self.assertEqual(message.partner_ids, self.customer)
                self.assertIn(self.ticket.number, message.subject)
                self.assertIn("Kovács Anna", message.body)
                self.assertIn(self.clerk.name, message.body)
                self.assertNotIn("t-out", message.body)

    def test_the_first_answer_counts(self):
        self.assertFalse(self.ticket.first_answer_at)
        self.assertIn("We answer by", self.answer("received").body)
        self.assertTrue(self.ticket.first_answer_at)

    def test_a_rejection_gives_reasons_and_the_body(self):
        self.ticket.write({"decision": "rejected", "decision_reason": "Dropped from a lorry."})
        body = self.answer("rejected").body
        self.assertIn("Dropped from a lorry.", body)
        self.assertIn("Budapesti Békéltető Testület", body)
        self.assertIn("does not ask for the procedure", body)

    def test_a_firm_is_not_sent_there(self):
        self.ticket.write(
            {"decision": "rejected", "decision_reason": "Dropped.", "is_consumer": False}
        )
        self.assertNotIn("conciliation", self.answer("rejected").body)

    def test_what_is_done(self):
        self.ticket.decision = "accepted"
        self.ticket.action_settle("refund", [{"line_id": self.ticket.complaint_line_ids.id}])
        body = self.answer("accepted").body
        self.assertIn("Refund", body)
        self.assertIn("Box of tiles", body)

    def test_in_the_customer_s_language(self):
        self.env["res.lang"]._activate_and_install_lang("hu_HU")
        self.customer.lang = "hu_HU"
        message = self.answer("received")
        self.assertIn("Megkaptuk", message.subject)
        self.assertIn("Tisztelt Kovács Anna", message.body)
