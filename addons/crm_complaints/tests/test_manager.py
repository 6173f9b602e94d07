from datetime import datetime

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ComplaintCase

NOW = datetime(2026, 8, 12, 12)


@tagged("post_install", "-at_install")
class TestManager(ComplaintCase):
    """Decisions that a manager takes, and customers who matter most."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.escalation.policy"].search([]).active = False
        cls.tickets.search([]).active = False
        cls.leader = cls._user("leader", "helpdesk_mgmt.group_helpdesk_user")
        teams = cls.env["helpdesk.ticket.team"]
        cls.team = teams.create(
            {
                "name": "Desk",
                "user_id": cls.leader.id,
                "user_ids": [Command.set((cls.clerk | cls.leader).ids)],
            }
        )

    def policy(self, **level):
        values = {"level": 1, "clock": "calendar", **level}
        return self.env["crm.escalation.policy"].create(
            {"name": "Who matters", "level_ids": [Command.create(values)]}
        )

    def ticket(self, partner=None, **values):
        values = {"team_id": self.team.id, "received_at": "2026-08-10 08:00:00", **values}
        values["partner_id"] = (partner or self.customer).id
        return self.tickets.create({"name": "x", "description": "x", **values})

    def run_at(self, now=NOW):
        return self.env["crm.escalation.policy"].run(now)

    def test_asked_waited_for_and_decided(self):
        self.policy(trigger="manager", delay_hours=2)
        ticket = self.ticket()
        asked = ticket.with_user(self.clerk).sudo(False)
        asked.action_ask_manager("May we take it back after 40 days?")
        self.assertEqual(ticket.activity_ids.user_id, self.leader)
        self.assertIn(ticket, self.tickets.search([("waits_for_manager", "=", True)]))
        ticket.manager_asked_at = "2026-08-12 10:00:00"
        self.assertEqual(self.run_at("2026-08-12 11:59:59"), 0)
        self.assertEqual(self.run_at("2026-08-12 12:00:00"), 1)
        with self.assertRaises(AccessError):
            asked.action_manager_decided("Yes")
        ticket.with_user(self.leader).sudo(False).action_manager_decided("Yes, once.")
        self.assertFalse(ticket.activity_ids)
        self.assertIn("Yes, once.", ticket.message_ids[:1].body)
        self.assertFalse(ticket.waits_for_manager)
        with self.refused("waits for no decision"):
            ticket.with_user(self.manager).sudo(False).action_manager_decided("Yes")
        self.assertEqual(self.run_at("2126-08-12 12:00:00"), 0)

    def test_asking_again_keeps_the_time(self):
        ticket = self.ticket()
        ticket.action_ask_manager("Yes?")
        ticket.manager_asked_at = "2026-08-12 10:00:00"
        ticket.action_ask_manager("Well?")
        self.assertEqual(ticket.manager_asked_at, datetime(2026, 8, 12, 10))
        with self.refused("Ask in words"):
            ticket.action_ask_manager(" ")

    def test_the_dialog(self):
        ticket = self.ticket()
        dialogs = self.env["crm.ticket.manager"].with_user(self.clerk).sudo(False)
        dialogs.create({"ticket_id": ticket.id, "text": "Yes?"}).action_ask()
        self.assertTrue(ticket.waits_for_manager)
        dialog = dialogs.with_user(self.manager).create({"ticket_id": ticket.id, "text": "No"})
        self.assertTrue(dialog.waits)
        dialog.action_decide()
        self.assertFalse(ticket.waits_for_manager)

    def bought(self, name, price):
        """Return a new customer who was invoiced this much on 1 August 2026."""
        partner = self.env["res.partner"].create({"name": name, "lang": "en_US"})
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": "2026-08-01",
                "date": "2026-08-01",
                "invoice_line_ids": [
                    Command.create({"product_id": self.product.id, "price_unit": price})
                ],
            }
        )
        move.action_post()
        return partner

    def test_the_best_customers_by_turnover(self):
        # nobody else in this company buys for more than these in 2026
        best, second, third = (
            self.bought(name, price)
            for name, price in (("A", 9_000_000), ("B", 8_000_000), ("C", 7_000_000))
        )
        self.policy(trigger="customer", threshold=2)
        tickets = [self.ticket(partner) for partner in (best, second, third, self.customer)]
        self.assertEqual(self.run_at(), 2)
        self.assertEqual([ticket.escalation_level for ticket in tickets], [1, 1, 0, 0])

    def test_turnover_of_more_than_a_year_ago_does_not_count(self):
        best = self.bought("A", 9_000_000)
        self.policy(trigger="customer", threshold=1)
        ticket = self.ticket(best)
        self.assertEqual(self.run_at("2027-08-01 12:00:00"), 0)
        self.assertEqual(self.run_at("2027-07-31 12:00:00"), 1)
        self.assertEqual(ticket.escalation_level, 1)
