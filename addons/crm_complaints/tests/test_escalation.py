from datetime import datetime

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ComplaintCase

NOW = datetime(2026, 8, 12, 12)  # a Wednesday


@tagged("post_install", "-at_install")
class TestEscalation(ComplaintCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.escalation.policy"].search([]).active = False
        cls.tickets.search([]).active = False
        teams = cls.env["helpdesk.ticket.team"]
        cls.top = teams.create({"name": "Top", "user_id": cls.manager.id})
        cls.team = teams.create(
            {
                "name": "Desk",
                "parent_id": cls.top.id,
                "user_id": cls.clerk.id,
                "user_ids": [(4, cls.clerk.id)],
                "resource_calendar_id": cls.env["resource.calendar"]
                .create({"name": "Desk", "tz": "Europe/Budapest"})
                .id,
            }
        )
        cls.events = cls.env["crm.escalation.event"]

    def policy(self, *levels, **values):
        rows = [(0, 0, {"level": number, **level}) for number, level in enumerate(levels, 1)]
        values = {"name": "Standing still", "level_ids": rows, **values}
        return self.env["crm.escalation.policy"].create(values)

    def ticket(self, received="2026-08-10 08:00:00", **values):
        values = {"team_id": self.team.id, "received_at": received, **values}
        return self.tickets.create({"name": "x", "description": "x", **values})

    def run_at(self, now=NOW):
        return self.env["crm.escalation.policy"].run(now)

    def test_no_first_answer_in_working_hours(self):
        # received on Monday 10:00 in Budapest; 8 hours at 8-12, 13-17: Tuesday 10:00 = 8:00 UTC
        self.policy({"trigger": "no_first_answer", "delay_hours": 8})
        ticket = self.ticket()
        self.assertEqual(self.run_at("2026-08-11 07:59:59"), 0)
        self.assertEqual(self.run_at("2026-08-11 08:00:00"), 1)
        self.assertEqual(ticket.escalation_level, 1)
        event = ticket.escalation_event_ids
        self.assertEqual((event.level, event.occurrence), (1, 1))
        self.assertEqual(event.due_at, datetime(2026, 8, 11, 8))
        self.assertEqual(event.reason, "Standing still: No first answer")
        self.assertEqual(self.run_at(), 0)

    def test_once_only_even_when_put_in_by_hand(self):
        policy = self.policy({"trigger": "no_first_answer"})
        ticket = self.ticket()
        self.run_at()
        values = {"ticket_id": ticket.id, "policy_id": policy.id, "level": 1, "occurrence": 1}
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.events.create({**values, "reason": "x"})

    def test_no_progress_comes_again(self):
        self.policy({"trigger": "no_progress", "delay_hours": 24, "clock": "calendar"})
        ticket = self.ticket()
        self.assertEqual(self.run_at("2026-08-11 08:00:00"), 1)
        ticket.last_progress_at = "2026-08-11 09:00:00"
        self.assertEqual(self.run_at("2026-08-12 08:00:00"), 0)
        self.assertEqual(self.run_at("2026-08-12 09:00:00"), 1)
        self.assertEqual(sorted(ticket.escalation_event_ids.mapped("occurrence")), [1, 2])

    def test_deadline_near_and_put_off(self):
        self.policy({"trigger": "deadline", "threshold": 24, "clock": "calendar"})
        ticket = self.ticket(deadline="2026-08-13 12:00:00")
        self.assertEqual(self.run_at("2026-08-12 11:59:59"), 0)
        self.assertEqual(self.run_at("2026-08-12 12:00:00"), 1)
        ticket.deadline = "2026-08-20 12:00:00"
        self.assertEqual(self.run_at("2026-08-12 13:00:00"), 0)
        self.assertEqual(self.run_at("2026-08-19 12:00:00"), 1)

    def test_waiting_for_the_customer_stops_the_clock(self):
        self.policy({"trigger": "no_first_answer", "delay_hours": 24, "clock": "calendar"})
        ticket = self.ticket()
        pause = {"ticket_id": ticket.id, "date_from": "2026-08-10 18:00:00"}
        pause = self.env["helpdesk.ticket.pause"].create(pause)
        self.assertEqual(self.run_at("2026-08-20 08:00:00"), 0)
        pause.date_to = "2026-08-12 18:00:00"
        self.assertEqual(self.run_at("2026-08-13 07:59:59"), 0)
        self.assertEqual(self.run_at("2026-08-13 08:00:00"), 1)

    def test_the_third_complaint_on_a_product(self):
        self.policy({"trigger": "repeat", "threshold": 3, "repeat_days": 30})
        order = self.sell()
        for received in ("2026-06-01", "2026-08-01", "2026-08-05"):
            self.complain(order, 1, received_at=f"{received} 08:00:00")
        self.assertEqual(self.run_at(), 0)
        third = self.complain(order, 1, received_at="2026-08-10 08:00:00")
        self.assertEqual(self.run_at(), 1)
        self.assertEqual(third.escalation_level, 1)

    def test_value_reopening_and_rating(self):
        self.policy(
            {"trigger": "value", "threshold": 230},
            {"trigger": "reopened"},
            {"trigger": "rating", "threshold": 1},
        )
        ticket = self.complain(self.sell(), 2, received_at="2026-08-10 08:00:00")
        self.assertEqual(self.run_at(), 1)
        done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        ticket.stage_id = done
        ticket.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_in_progress")
        self.assertEqual((ticket.reopen_count, bool(ticket.closed_date)), (1, False))
        later = datetime(2126, 1, 1)
        self.assertEqual(self.run_at(later), 1)
        ticket.stage_id = done
        ticket.rating_apply(1, token=ticket._rating_get_access_token())
        self.assertEqual(self.run_at(datetime.now()), 1)  # noqa: DTZ005 - closed, rated just now
        self.assertEqual(sorted(ticket.escalation_event_ids.mapped("level")), [1, 2, 3])

    def test_whom_a_policy_is_for(self):
        self.policy(
            {"trigger": "no_first_answer"}, kinds="complaint, warranty", team_ids=self.team.ids
        )
        ticket = self.ticket(kind="complaint")
        self.ticket(kind="inquiry")
        self.ticket(kind="complaint", team_id=self.top.id)
        self.ticket(
            kind="complaint",
            stage_id=self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done").id,
        )
        self.assertEqual(self.run_at(), 1)
        self.assertTrue(ticket.escalation_event_ids)

    def test_kinds_as_programs_give_them(self):
        policy = self.policy(kinds=["complaint", "return"])
        self.assertEqual(policy.kinds, "complaint, return")

    def test_handing_over(self):
        self.policy(
            {"trigger": "no_first_answer", "action": "team", "team_id": self.top.id},
            {"trigger": "no_progress", "action": "priority"},
        )
        ticket = self.ticket(user_id=self.clerk.id, priority="1")
        self.assertEqual(self.run_at(), 2)
        self.assertEqual((ticket.team_id, ticket.priority), (self.top, "2"))
        self.assertFalse(ticket.user_id)
        [passed] = ticket.transfer_ids
        self.assertEqual((passed.from_user_id, passed.to_team_id), (self.clerk, self.top))
        self.assertEqual(passed.reason, "Standing still: No first answer")

    def test_the_leader_above(self):
        self.policy(
            {"trigger": "no_first_answer", "action": "activity"},
            {"trigger": "no_first_answer", "action": "assign"},
        )
        ticket = self.ticket()
        self.run_at()
        self.assertEqual(ticket.activity_ids.user_id, self.clerk)
        self.assertEqual(ticket.user_id, self.manager)

    def test_one_message_a_person(self):
        self.policy({"trigger": "no_first_answer"})
        for _number in range(5):
            self.ticket()
        before = self.env["mail.message"].search([], order="id desc", limit=1).id
        self.assertEqual(self.run_at(), 5)
        [message] = self.env["mail.message"].search([("id", ">", before)])
        self.assertEqual(message.notified_partner_ids, self.clerk.partner_id)
        self.assertEqual(message.body.count("No first answer"), 5)

    def test_queries_do_not_grow(self):
        self.policy(
            {"trigger": "no_first_answer", "delay_hours": 8},
            {"trigger": "no_progress", "delay_hours": 16},
            {"trigger": "deadline", "threshold": 24},
            {"trigger": "repeat", "threshold": 3, "repeat_by": "customer"},
        )

        def queries(count):
            for _number in range(count):
                self.ticket(partner_id=self.customer.id)
            return self.queries(self.run_at, "2026-08-10 08:00:00")

        queries(1)
        self.assertEqual(queries(3), queries(60))

    def test_by_hand(self):
        ticket = self.ticket(user_id=self.clerk.id).with_user(self.clerk).sudo(False)
        self.assertTrue(ticket.action_escalate("The customer threatens with the press"))
        self.assertEqual(ticket.escalation_level, 1)
        ticket.action_escalate("Calmed down", 0)
        ticket.action_escalate("Again", 1)
        levels = [(one.level, one.occurrence) for one in ticket.escalation_event_ids.sorted("id")]
        self.assertEqual(levels, [(1, 1), (0, 1), (1, 2)])
        self.assertEqual(ticket.escalation_event_ids.user_id, self.clerk)
        with self.assertRaises(UserError):
            ticket.action_escalate("  ")

    def test_simulation(self):
        policy = self.policy({"trigger": "no_first_answer", "delay_hours": 8})
        late = self.ticket(first_answer_at="2026-08-11 08:30:00")
        self.ticket(first_answer_at="2026-08-11 07:30:00")
        closed = self.ticket(stage_id=self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done").id)
        closed.closed_date = "2026-08-12 08:00:00"
        found = policy.simulate("2026-08-01", "2026-08-31")
        row = {"policy_id": policy.id, "level": 1, "date": "2026-08-11 08:00:00"}
        expected = [{**row, "ticket_id": ticket.id} for ticket in (late, closed)]
        self.assertEqual(found, expected)
        self.assertFalse(self.events.search([("policy_id", "=", policy.id)]))
        self.assertEqual(policy.simulate("2026-08-12", "2026-08-31"), [])

    def test_only_managers_let_it_run(self):
        policies = self.env["crm.escalation.policy"].with_user(self.clerk).sudo(False)
        with self.assertRaises(AccessError):
            policies.run()
        with self.assertRaises(AccessError):
            policies.simulate("2026-08-01", "2026-08-31")
        manager = policies.with_user(self.manager)
        self.policy({"trigger": "no_first_answer"})
        self.ticket()
        self.assertEqual(manager.run(NOW), 1)

    def test_wrong_settings_are_named(self):
        with self.refused("Unknown kinds"):
            self.policy(kinds="complaint, quarrel")
        with self.refused("what its action needs"):
            self.policy({"trigger": "value", "action": "team"})
        with self.assertRaises(UserError):
            self.env["crm.escalation.policy"].simulate("2026-08-31", "2026-08-01")
