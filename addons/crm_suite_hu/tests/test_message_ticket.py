from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user, tagged

DESK = "crm_messaging.group_messaging_user,helpdesk_mgmt.group_helpdesk_user"
MAIL = """Message-Id: <{number}@vevo.example>
From: Anna <anna.ticket@vevo.example>
To: hello@kapu.example
Subject: Broken tiles
In-Reply-To: {answers}
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

Half of them.
--b
Content-Type: text/plain
Content-Disposition: attachment; filename="tiles.txt"

cracked
--b--
"""


@tagged("post_install", "-at_install")
class TestMessageTicket(TransactionCase):
    """A message of the inbox becomes a ticket in one step."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US", "tracking_disable": True})
        cls.clerk = new_test_user(cls.env, "ticket_clerk", groups=DESK, name="Clerk", lang="en_US")
        cls.anna = cls.env["res.partner"].create(
            {"name": "Anna", "email": "anna.ticket@vevo.example", "lang": "en_US"}
        )

    def message(self, **values):
        return self.env["crm.contact.log"].create(
            {
                "partner_id": self.anna.id,
                "channel": "sms",
                "direction": "in",
                "state": "delivered",
                "user_id": False,
                "address": "+36301234567",
                "text": "It is broken",
                **values,
            }
        )

    def ticket_of(self, message):
        action = message.with_user(self.clerk).action_make_ticket()
        self.assertEqual(
            (action["res_model"], action["views"]), ("helpdesk.ticket", [(False, "form")])
        )
        return self.env["helpdesk.ticket"].browse(action["res_id"])

    def mail_in(self, number, answers):
        text = MAIL.format(number=number, answers=answers)
        self.env["mail.thread"].message_process("res.partner", text)
        domain = [("message_id.message_id", "=", f"<{number}@vevo.example>")]
        return self.env["crm.contact.log"].search(domain)

    def test_a_text_message_becomes_a_ticket(self):
        message = self.message()
        ticket = self.ticket_of(message)
        self.assertEqual(
            (ticket.partner_id, ticket.name, ticket.kind, ticket.partner_phone),
            (self.anna, "It is broken", "inquiry", "+36301234567"),
        )
        self.assertEqual(ticket.received_at, message.date)
        self.assertEqual(
            ticket.channel_id, self.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_phone")
        )
        self.assertEqual((message.state, message.user_id), ("answered", self.clerk))
        self.assertEqual(message.outcome, f"Ticket {ticket.number}")
        self.assertEqual((message.res_model, message.res_id), ("helpdesk.ticket", ticket.id))
        self.assertEqual(self.ticket_of(message), ticket)

    def test_thread_and_files_go_along(self):
        sent = self.anna.message_post(body="Your tiles are on their way", message_type="comment",
                                      subtype_xmlid="mail.mt_comment")  # fmt: skip
        message = self.mail_in("first", sent.message_id)
        ticket = self.ticket_of(message)
        self.assertEqual(ticket.partner_email, "anna.ticket@vevo.example")
        self.assertIn("Half of them", ticket.description)
        told = ticket.message_ids.filtered(lambda one: one.message_id in
                                           (sent.message_id, "<first@vevo.example>"))  # fmt: skip
        self.assertEqual(told.sorted("id").mapped("author_id"), sent.author_id | self.anna)
        self.assertEqual(ticket.attachment_ids.mapped("name"), ["tiles.txt"])
        self.assertIn(b"cracked", ticket.attachment_ids.raw)
        # what stood on the customer's own thread stays there
        self.assertEqual(message.message_id.attachment_ids.res_model, "res.partner")
        again = self.mail_in("second", "<first@vevo.example>")
        self.assertEqual((again.res_model, again.res_id), ("helpdesk.ticket", ticket.id))
        self.assertEqual(self.env["crm.contact.log"].search_count(
            [("partner_id", "=", self.anna.id), ("direction", "=", "in")]), 2)  # fmt: skip

    def test_an_unknown_sender_is_named(self):
        message = self.message(
            partner_id=False, channel="email", address="Dénes <denes@new.example>", body="<p>?</p>"
        )
        ticket = self.ticket_of(message)
        self.assertEqual(
            (ticket.partner_id, ticket.partner_name, ticket.partner_email),
            (self.env["res.partner"], "Dénes", "denes@new.example"),
        )

    def test_the_order_that_it_is_about(self):
        order = self.env["sale.order"].create({"partner_id": self.anna.id})
        message = self.message(res_model="sale.order", res_id=order.id, partner_id=False)
        ticket = self.ticket_of(message)
        self.assertEqual((ticket.sale_order_id, ticket.partner_id), (order, self.anna))

    def test_what_another_has_is_not_made_a_ticket_of(self):
        message = self.message(user_id=self.env.ref("base.user_admin").id)
        with self.assertRaisesRegex(UserError, "has this message already"):
            message.with_user(self.clerk).action_make_ticket()
        self.assertNotEqual(message.res_model, "helpdesk.ticket")

    def test_who_makes_no_tickets_makes_none_of_messages(self):
        writer = new_test_user(
            self.env, "ticket_writer", groups="crm_messaging.group_messaging_user", lang="en_US"
        )
        message = self.message()
        with self.assertRaises(AccessError):
            message.with_user(writer).action_make_ticket()
        self.assertFalse(message.user_id)
