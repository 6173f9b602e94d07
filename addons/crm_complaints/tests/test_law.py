from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import ComplaintCase


@tagged("post_install", "-at_install")
class TestLaw(ComplaintCase):
    def ticket(self, **values):
        return self.tickets.create({"name": "x", "description": "x", **values})

    def test_regime_follows_from_the_facts(self):
        for kind, consumer, claim, regime in (
            ("complaint", False, False, "b2b"),
            ("warranty", False, "withdrawal", "b2b"),
            ("complaint", True, False, "consumer"),
            ("complaint", True, "withdrawal", "consumer"),
            ("warranty", True, "repair", "warranty"),
            ("return", True, "withdrawal", "withdrawal"),
            ("request", True, "withdrawal", "withdrawal"),
            ("inquiry", True, False, "none"),
            ("praise", True, False, "none"),
        ):
            with self.subTest(kind=kind, consumer=consumer, claim=claim):
                ticket = self.ticket(kind=kind, is_consumer=consumer, claim=claim)
                self.assertEqual(ticket.legal_regime, regime)

    def test_only_managers_correct_the_regime(self):
        ticket = self.ticket(kind="complaint", is_consumer=True, user_id=self.clerk.id)
        with self.assertRaises(AccessError):
            ticket.with_user(self.clerk).sudo(False).legal_regime = "none"
        ticket.with_user(self.manager).sudo(False).legal_regime = "none"
        self.assertFalse(ticket.answer_deadline)

    def test_terms(self):
        # received on Wednesday 5 August 2026 at noon; Saturday 8 August is worked
        received = "2026-08-05 10:00:00"
        complaint = self.ticket(kind="complaint", is_consumer=True, received_at=received)
        self.assertEqual(complaint.answer_deadline, datetime(2026, 9, 4, 21, 59, 59))
        self.assertEqual(complaint.deadline, complaint.answer_deadline)
        warranty = self.ticket(kind="warranty", is_consumer=True, received_at=received)
        self.assertEqual(warranty.statement_deadline, datetime(2026, 8, 11, 21, 59, 59))
        self.assertEqual(warranty.repair_deadline, datetime(2026, 8, 20, 21, 59, 59))
        self.assertEqual(warranty.deadline, warranty.statement_deadline)
        warranty.stated_at = "2026-08-10 08:00:00"
        self.assertEqual(warranty.deadline, warranty.repair_deadline)
        withdrawn = self.ticket(
            kind="return", claim="withdrawal", is_consumer=True, received_at=received
        )
        self.assertEqual(withdrawn.refund_deadline, datetime(2026, 8, 19, 21, 59, 59))
        firm = self.ticket(kind="complaint", received_at=received)
        self.assertFalse(firm.answer_deadline or firm.deadline)

    def test_a_set_deadline_stays_where_the_law_has_none(self):
        firm = self.ticket(kind="complaint", deadline="2026-08-07 10:00:00")
        firm.is_consumer = False
        firm.kind = "request"
        self.assertEqual(firm.deadline, datetime(2026, 8, 7, 10))

    def test_the_days_are_the_company_s(self):
        self.company.partner_id.tz = "America/New_York"
        # four in the morning of the 20th in Budapest is ten in the evening of the 19th there
        ticket = self.ticket(kind="complaint", is_consumer=True, received_at="2026-06-20 02:00:00")
        # 19 June + 30 days = 19 July, 23:59:59 in summer time (UTC-4)
        self.assertEqual(ticket.answer_deadline, datetime(2026, 7, 20, 3, 59, 59))

    def test_days_corrected_by_hand_count_and_stay(self):
        days = self.env["crm.working.day"]
        days.action_load()
        saturday = days.search([("date", "=", "2026-08-08")])
        self.assertEqual((saturday.kind, saturday.by_hand), ("worked", False))
        saturday.kind = "normal"
        days.action_load()
        self.assertEqual((saturday.kind, saturday.by_hand), ("normal", True))
        ticket = self.ticket(kind="warranty", is_consumer=True, received_at="2026-08-05 10:00:00")
        self.assertEqual(ticket.statement_deadline, datetime(2026, 8, 12, 21, 59, 59))
        # a day of this company only
        days.create({"date": "2026-08-06", "company_id": self.company.id, "kind": "rest"})
        other = self.ticket(kind="warranty", is_consumer=True, received_at="2026-08-05 10:00:00")
        self.assertEqual(other.statement_deadline, datetime(2026, 8, 13, 21, 59, 59))

    def test_years_that_nobody_loaded(self):
        ticket = self.ticket(kind="warranty", is_consumer=True, received_at="2019-12-20 10:00:00")
        # Friday 20 December: Mon 23, Mon 30, Tue 31, Thu 2, Fri 3; 24 and 27 were rest days
        self.assertEqual(ticket.statement_deadline, datetime(2020, 1, 3, 22, 59, 59))

    def test_a_rejection_gives_reasons(self):
        ticket = self.ticket(kind="complaint", is_consumer=True)
        with self.assertRaises(ValidationError):
            ticket.decision = "rejected"
        ticket.write({"decision": "rejected", "decision_reason": "Glazed by the customer"})

    def test_complaints_of_consumers_are_kept(self):
        with freeze_time("2026-08-05 10:00:00"):
            ticket = self.ticket(kind="complaint", is_consumer=True)
            firm = self.ticket(kind="complaint")
            self.assertEqual(ticket.kept_until, date(2029, 8, 5))
            with self.refused("2029-08-05"):
                ticket.with_user(self.manager).unlink()
            firm.unlink()
        with freeze_time("2029-08-05 10:00:00"):
            ticket.unlink()

    def test_the_conciliation_body_is_that_of_the_residence(self):
        hungary = self.env.ref("base.hu")
        states = self.env["res.country.state"]
        tolna = states.search([("country_id", "=", hungary.id), ("code", "=", "TO")]) or (
            states.create({"country_id": hungary.id, "code": "TO", "name": "Tolna"})
        )
        ticket = self.ticket(kind="complaint", is_consumer=True, partner_id=self.customer.id)
        self.assertFalse(ticket.conciliation_body_id)
        for values, name in (
            ({"country_id": hungary.id, "zip": "1117"}, "Budapesti"),
            ({"country_id": hungary.id, "zip": "7100", "state_id": tolna.id}, "Baranya"),
        ):
            self.customer.write(values)
            ticket.invalidate_recordset()
            self.assertIn(name, ticket.conciliation_body_id.name)

    def test_many_tickets_need_no_more_queries(self):
        def create(count):
            values = {"name": "x", "description": "x", "kind": "warranty", "is_consumer": True}
            return self.tickets.create([dict(values) for _ in range(count)])

        few, many = create(2), create(40)
        self.queries(few._compute_legal_deadlines)
        count = self.queries(few._compute_legal_deadlines)
        self.assertLessEqual(self.queries(many._compute_legal_deadlines), count)
