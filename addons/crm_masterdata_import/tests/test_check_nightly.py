from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from ..registers import nav
from .common_checks import CheckCase

NUMBERS = ("10585560", "12160936", "25978221")


@tagged("post_install", "-at_install")
class TestCheckNightly(CheckCase):
    """At night all customers are asked about, the oldest checks first, not too fast."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the database may have customers of its own
        cls.env["res.partner"].search([]).customer_rank = 0
        cls.register = (
            cls.env["crm.check.register"]
            ._of_companies(cls.company)
            .filtered(lambda register: register.register == "nav")
        )

    def setUp(self):
        super().setUp()
        for number in NUMBERS:
            self.nav.know(number)

    def make_all(self):
        return self.env["res.partner"].concat(*(self.make(f"{n}-2-42") for n in NUMBERS))

    def run_job(self, name):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref(f"crm_masterdata_import.{name}").method_direct_trigger()
        self.env.invalidate_all()

    def plan(self):
        self.run_job("ir_cron_check_plan")

    def ask(self):
        self.run_job("ir_cron_check")

    def pass_time(self, **delta):
        """Let time pass: what was noted before is that much older."""
        back = timedelta(**delta)
        for model, names in (
            ("crm.partner.check", ("date",)),
            ("crm.check.request", ("tried_at", "next_try_at", "checked_at")),
            ("crm.check.register", ("paused_until",)),
        ):
            for record in self.env[model].search([]):
                record.write({name: record[name] - back for name in names if record[name]})

    def requests(self):
        return self.env["crm.check.request"].search([("register_id", "=", self.register.id)])

    def test_every_customer_is_checked(self):
        partners = self.make_all()
        short = self.make("HU12345676")
        self.nav.know("12345676")
        self.plan()
        self.assertEqual(self.requests().partner_id, partners | short)
        self.ask()
        self.assertFalse(self.requests())
        self.assertEqual(partners.check_ids.mapped("result"), ["valid"] * 3)
        self.assertEqual(short.vat, "12345676-2-42")

    def test_who_is_not_asked_about(self):
        self.make(customer_rank=0)
        self.make("12160936-2-42").active = False
        self.make(vat=False)
        other = self.env["res.company"].create({"name": "Másik Kft."})
        self.make("25978221-2-42", company_id=other.id)
        self.plan()
        self.assertFalse(self.env["crm.check.request"].search([]))

    def test_a_company_without_credentials_asks_nothing(self):
        self.make_all()
        for mode in ("demo", False):
            self.company.l10n_hu_edi_server_mode = mode
            self.plan()
        self.set_credentials(self.company)
        self.register.is_nightly = False
        self.plan()
        self.assertFalse(self.requests())

    def test_no_more_a_minute_than_allowed_and_the_oldest_first(self):
        partners = self.make_all()
        self.plan()
        self.ask()
        for days, partner in zip((3, 9, 5), partners, strict=True):
            partner.check_ids.date = fields.Datetime.now() - timedelta(days=days)
        self.nav.asked.clear()
        self.register.per_minute = 2
        self.plan()
        self.ask()
        self.assertEqual(self.nav.asked, [NUMBERS[1], NUMBERS[2]])
        self.ask()
        self.assertEqual(len(self.nav.asked), 2, "the minute is not over")
        self.pass_time(seconds=61)
        self.ask()
        self.assertEqual(self.nav.asked[2:], [NUMBERS[0]])

    def test_asked_for_by_somebody_comes_first(self):
        partners = self.make_all()
        self.plan()
        self.register.per_minute = 1
        message = self.check(partners[1:])
        self.assertIn("2 customers", message)
        self.check(partners[2])
        self.assertNotIn(partners[2], self.requests().partner_id, "it has its answer")
        self.pass_time(minutes=2)
        self.nav.asked.clear()
        self.ask()
        self.assertEqual(self.nav.asked, [NUMBERS[1]])

    def test_checked_lately_is_not_due(self):
        self.make_all()
        self.plan()
        self.ask()
        self.plan()
        self.assertFalse(self.requests())
        self.pass_time(hours=23)
        self.plan()
        self.assertEqual(len(self.requests()), 3)
        self.requests().unlink()
        self.register.every_days = 7
        self.pass_time(days=5)
        self.plan()
        self.assertFalse(self.requests())

    def test_retries_with_growing_pauses(self):
        partner = self.make()
        self.plan()
        self.nav.broken = self.nav.error("OPERATION_FAILED")
        pauses = []
        for _attempt in range(4):
            self.ask()
            now = fields.Datetime.now()
            pauses.append(round((self.register.paused_until - now).total_seconds() / 60))
            self.pass_time(minutes=pauses[-1], seconds=5)
        self.assertEqual(pauses, [1, 2, 4, 8])
        request = self.requests()
        self.assertEqual((request.attempts, request.failure), (4, "unreachable"))
        self.assertIn("OPERATION_FAILED", request.failure_message)
        self.assertEqual(self.register.failures, 4)
        self.nav.broken = None
        self.ask()
        self.assertEqual(partner.check_ids.result, "valid")
        self.assertFalse(self.requests())
        self.assertEqual((self.register.failures, self.register.failure), (0, False))

    def test_one_wrong_password_is_enough(self):
        """NAV locks users: with the first refusal the register rests for an hour."""
        self.make_all()
        self.plan()
        self.company.l10n_hu_edi_password = "Rossz"
        self.ask()
        self.ask()
        self.assertEqual(sum(self.requests().mapped("attempts")), 1)
        pause = self.register.paused_until - fields.Datetime.now()
        self.assertAlmostEqual(pause.total_seconds(), 3600, delta=30)
        self.assertIn("does not accept", self.register.failure_message)
        self.set_credentials(self.company)
        self.register.action_ask_again()
        self.pass_time(minutes=2)
        self.ask()
        self.assertFalse(self.requests())

    def test_a_worker_that_dies_costs_no_more_than_its_one_question(self):
        partners = self.make_all()
        self.plan()
        query = nav.NavConnection.do_query_taxpayer

        def die_at_the_second(connection, credentials, number):
            if number == NUMBERS[1]:
                raise SystemExit
            return query(connection, credentials, number)

        died = False
        with patch.object(nav.NavConnection, "do_query_taxpayer", die_at_the_second):
            # no assertRaises: Odoo's takes back what the block has done
            try:
                self.ask()
            except SystemExit:
                died = True
        self.assertTrue(died)
        self.env.invalidate_all()
        self.assertEqual(partners.check_ids.partner_id, partners[0])
        self.assertEqual(self.requests().partner_id, partners[1:])
        self.ask()
        self.assertEqual(partners.check_ids.partner_id, partners[0] | partners[2])
        self.pass_time(minutes=2)
        self.ask()
        self.assertEqual(partners.check_ids.partner_id, partners)

    def test_who_has_no_number_any_more_leaves_the_line(self):
        partner = self.make()
        self.plan()
        partner.vat = False
        self.ask()
        self.assertFalse(self.requests())
        self.assertEqual(self.nav.asked, [])

    def test_planning_takes_as_many_queries_for_many_as_for_few(self):
        self.make()
        few = self.queries_of_planning()
        self.make_all_of(60)
        self.assertEqual(self.queries_of_planning(), few)
        self.assertEqual(len(self.requests()), 61)

    def make_all_of(self, count):
        for index in range(count):
            seven = f"{2000000 + index}"
            total = sum(int(d) * w for d, w in zip(seven, (9, 7, 3, 1, 9, 7, 3), strict=True))
            self.make(f"HU{seven}{-total % 10}")

    def queries_of_planning(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.register._queue_due()
        return self.env.cr.sql_log_count - before

    def test_numbers_that_were_never_checked_come_first(self):
        old = self.make(f"{NUMBERS[0]}-2-42")
        self.plan()
        self.ask()
        old.check_ids.date = fields.Datetime.now() - timedelta(days=30)
        new = self.make(f"{NUMBERS[1]}-2-42")
        self.plan()
        self.assertEqual(self.requests().partner_id.ids, [new.id, old.id])
