from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_trader import TraderCase

USER_GROUPS = (
    "account.group_account_invoice",
    "account_credit_control.group_account_credit_control_user",
    "base.group_partner_manager",
)


@tagged("post_install", "-at_install")
class TestPaymentReminder(TraderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.company)
        cls.policy = cls.env.ref("crm_suite_hu.credit_control_policy_reminders")
        cls.first, cls.second, cls.third = cls.policy.level_ids.sorted("level")
        cls.user = cls.get_user("pr_user", *USER_GROUPS)
        cls.env.user.email = "rendszer@trader.example"
        # what other tests and demo data left overdue must not mix in
        cls.env["account.move.line"].search(
            cls.env["crm.payment.reminder"]._get_overdue_domain(cls.company, cls.today)
        ).move_id.partner_id.credit_policy_id = cls.env.ref(
            "account_credit_control.credit_control_no_follow"
        )

    def days_ago(self, days):
        return self.today - timedelta(days=days)

    def start(self, records):
        action = records.with_user(self.user).action_payment_reminder()
        return self.env["crm.payment.reminder"].with_user(self.user).browse(action["res_id"])

    def send(self, records, **values):
        reminder = self.start(records)
        reminder.line_ids.write({"send": True, **values})
        return reminder.action_send()

    def get_communications(self, partner=None):
        return self.env["credit.control.communication"].search(
            [("partner_id", "=", (partner or self.customer).id)], order="id"
        )

    def age(self, days):
        """Make what was sent look as if it had been sent some days ago."""
        lines = self.env["credit.control.line"].search([("partner_id", "=", self.customer.id)])
        lines.date = self.days_ago(days)

    def test_the_company_reminds_in_three_steps_by_default(self):
        self.assertEqual(self.company.credit_policy_id, self.policy)
        self.assertEqual(
            self.env["res.company"].create({"name": "Új"}).credit_policy_id, self.policy
        )
        self.assertEqual(
            [(level.level, level.channel) for level in self.policy.level_ids.sorted("level")],
            [(1, "email"), (2, "letter"), (3, "letter")],
        )

    def test_one_click_on_the_customer_proposes_all_that_is_overdue(self):
        # 127 000, 12 700 and 1 270 forints; the last is not due yet
        old = self.get_invoice(100_000, self.days_ago(20))
        new = self.get_invoice(10_000, self.days_ago(3))
        self.get_invoice(1_000, self.today + timedelta(days=3))
        self.assertEqual(self.customer.with_user(self.user).overdue_amount, 139_700)
        line = self.start(self.customer).line_ids
        self.assertEqual(line.move_line_ids.move_id, old + new)
        self.assertEqual((line.item_count, line.days_late), (2, 20))
        self.assertEqual((line.amount_overdue, line.amount_to_pay), (139_700, 139_700))
        self.assertEqual((line.level_id, line.channel), (self.first, "email"))
        self.assertTrue(line.is_due and line.send)

    def test_chosen_invoices_alone_are_reminded_of(self):
        old = self.get_invoice(100_000, self.days_ago(20))
        self.get_invoice(10_000, self.days_ago(15))
        self.assertEqual(self.start(old).line_ids.move_line_ids.move_id, old)
        items = old.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        self.assertEqual(self.start(items).line_ids.move_line_ids, items)

    def test_open_credits_lessen_what_is_to_pay(self):
        self.get_invoice(100_000, self.days_ago(20))
        self.get_invoice(30_000, self.days_ago(2), move_type="out_refund")
        # 127 000 less 38 100
        self.assertEqual(self.start(self.customer).line_ids.amount_to_pay, 88_900)
        self.get_invoice(90_000, self.days_ago(2), move_type="out_refund")
        line = self.start(self.customer).line_ids
        self.assertLess(line.amount_to_pay, 0)
        self.assertFalse(line.send)

    def test_the_email_has_the_open_items_in_the_customers_language(self):
        self.env["res.lang"]._activate_lang("hu_HU")
        self.customer.lang = "hu_HU"
        invoice = self.get_invoice(100_000, self.days_ago(20))
        result = self.send(self.customer)
        self.assertEqual(result["params"]["type"], "success")
        communication = self.get_communications()
        message = communication.message_ids.filtered("partner_ids")[0]
        self.assertEqual(message.partner_ids, self.customer)
        body = message.body.replace("&nbsp;", " ")
        self.assertIn(invoice.name, body)
        self.assertIn("127 000", body)
        self.assertIn(self.days_ago(20).strftime("%Y.%m.%d"), body)
        self.assertIn("10918001-00000003-12340001", body)
        self.assertEqual(len(message.attachment_ids), 1)
        self.assertEqual(invoice.credit_control_line_ids.policy_level_id, self.first)
        self.assertTrue(self.customer.message_ids.filtered(lambda one: "127" in (one.body or "")))

    def test_the_steps_follow_each_other_by_their_days(self):
        self.get_invoice(100_000, self.days_ago(40))
        self.send(self.customer)
        line = self.start(self.customer).line_ids
        self.assertEqual((line.level_id, line.is_due), (self.second, False))
        self.assertEqual(line.last_level_id, self.first)
        self.age(9)
        self.assertFalse(self.start(self.customer).line_ids.is_due)
        self.age(10)
        line = self.start(self.customer).line_ids
        self.assertEqual((line.level_id, line.is_due), (self.second, True))
        self.assertEqual(line.channel, "letter")
        self.send(self.customer)
        self.age(10)
        self.send(self.customer)
        levels = self.get_communications().mapped("policy_level_id")
        self.assertEqual(levels, self.first + self.second + self.third)
        line = self.start(self.customer).line_ids
        self.assertEqual((line.level_id, line.is_due), (self.third, False))

    def test_an_email_that_failed_is_no_step(self):
        self.get_invoice(100_000, self.days_ago(40))
        servers = type(self.env["ir.mail_server"])
        with patch.object(servers, "_connect__", side_effect=OSError("no server")):
            reminder = self.start(self.customer)
            reminder.action_send()
        self.assertEqual(self.get_communications().credit_control_line_ids.state, "email_error")
        self.assertEqual(reminder.line_ids.result, "E-mail failed")
        self.age(10)
        line = self.start(self.customer).line_ids
        self.assertEqual((line.level_id, line.is_due), (self.first, True))

    def test_a_new_item_joins_the_level_of_the_old_one(self):
        self.get_invoice(100_000, self.days_ago(40))
        self.send(self.customer)
        self.age(10)
        self.get_invoice(10_000, self.days_ago(2))
        self.send(self.customer)
        last = self.get_communications()[-1]
        self.assertEqual(last.policy_level_id, self.second)
        self.assertEqual(len(last.credit_control_line_ids), 2)
        self.assertEqual(last.total_due, 139_700)

    def test_the_letter_lists_number_dates_days_late_and_amounts(self):
        invoice = self.get_invoice(100_000, self.days_ago(20))
        payment = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"amount": 27_000, "payment_difference_handling": "open"})
        )
        payment.action_create_payments()
        action = self.send(self.customer, channel="letter")
        self.assertEqual(
            action["report_name"], "account_credit_control.report_credit_control_summary"
        )
        communication = self.get_communications()
        self.assertEqual(communication.credit_control_line_ids.state, "sent")
        html = self.get_html(action["report_name"], communication)
        for part in (
            "Payment reminder",
            invoice.name,
            "127,000",
            "100,000",
            "10918001-00000003-12340001",
            "10585560-2-08",
            "escaped your attention",
        ):
            self.assertIn(part, html)
        [item] = communication._get_reminder_items()
        self.assertEqual((item["days_late"], item["amount"], item["open"]), (20, 127_000, 100_000))

    def test_the_preview_is_the_letter_and_leaves_no_trace(self):
        invoice = self.get_invoice(100_000, self.days_ago(20))
        line = self.start(self.customer).line_ids
        self.assertIn(invoice.name, line.preview)
        self.assertIn("escaped your attention", line.preview)
        line.level_id = self.third
        self.assertIn("for the last time", line.preview)
        self.assertFalse(self.get_communications())
        self.assertFalse(invoice.credit_control_line_ids)

    def test_customers_without_an_email_get_a_letter(self):
        self.customer.email = False
        self.get_invoice(100_000, self.days_ago(20))
        self.assertEqual(self.start(self.customer).line_ids.channel, "letter")

    def test_the_run_ticks_only_those_whose_time_has_come(self):
        other = self.customer.copy({"name": "Másik Vevő Kft.", "email": "x@masik.example"})
        self.get_invoice(100_000, self.days_ago(20))
        self.get_invoice(50_000, self.days_ago(2), partner=other)
        reminders = self.env["crm.payment.reminder"].with_user(self.user)
        reminder = reminders.browse(reminders.action_start()["res_id"])
        ticked = {line.partner_id: line.send for line in reminder.line_ids}
        # the first step is due five days after the due date
        self.assertEqual(ticked, {self.customer: True, other: False})
        reminder.action_send()
        self.assertTrue(self.get_communications())
        self.assertFalse(self.get_communications(other))

    def test_customers_and_invoices_not_followed_get_nothing(self):
        invoice = self.get_invoice(100_000, self.days_ago(20))
        nothing = self.env.ref("account_credit_control.credit_control_no_follow")
        invoice.credit_policy_id = nothing
        with self.assertRaises(UserError):
            self.start(self.customer)
        invoice.credit_policy_id = False
        self.customer.credit_policy_id = nothing
        with self.assertRaises(UserError):
            self.start(self.customer)

    def test_nothing_overdue_is_told(self):
        with self.assertRaises(UserError):
            self.start(self.customer)
        notice = self.env["crm.payment.reminder"].with_company(self.company).action_start()
        self.assertEqual(notice["tag"], "display_notification")

    def test_an_untouched_screen_sends_nothing(self):
        self.get_invoice(100_000, self.days_ago(20))
        reminder = self.start(self.customer)
        reminder.action_select_none()
        with self.assertRaises(UserError):
            reminder.action_send()
        reminder.action_select_all()
        self.assertTrue(reminder.line_ids.send)

    def test_the_same_reminders_are_not_sent_twice(self):
        self.get_invoice(100_000, self.days_ago(20))
        reminder = self.start(self.customer)
        reminder.line_ids.channel = "letter"
        reminder.action_send()
        self.assertEqual((reminder.communication_count, reminder.letter_count), (1, 1))
        with self.assertRaises(UserError):
            reminder.action_send()
        self.assertEqual(len(self.get_communications()), 1)
        again = reminder.action_print()
        self.assertEqual(
            again["report_name"], "account_credit_control.report_credit_control_summary"
        )

    def test_two_currencies_are_two_reminders(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": euro.id, "name": "2020-01-01", "inverse_company_rate": 400}
        )
        self.get_invoice(100_000, self.days_ago(20))
        self.get_invoice(100, self.days_ago(20), currency_id=euro.id)
        lines = self.start(self.customer).line_ids
        self.assertEqual(
            {line.currency_id.name: line.amount_overdue for line in lines},
            {"HUF": 127_000, "EUR": 127},
        )
        self.send(self.customer, channel="letter")
        by_currency = self.get_communications().grouped("currency_id")
        values = by_currency[euro]._get_reminder_values()
        self.assertEqual((values["to_pay"], values["bank_account"]), (127, self.account_eur))

    def test_ocas_own_run_finds_the_items_without_accounts_on_the_policy(self):
        invoice = self.get_invoice(100_000, self.days_ago(20))
        run = self.env["credit.control.run"].create(
            {"date": self.today, "policy_ids": [(6, 0, self.policy.ids)]}
        )
        run.generate_credit_lines()
        self.assertEqual(
            run.line_ids.filtered(lambda line: line.invoice_id == invoice).policy_level_id,
            self.first,
        )

    def test_salespeople_may_not_remind(self):
        self.get_invoice(100_000, self.days_ago(20))
        salesperson = self.get_user("pr_sales", "sales_team.group_sale_salesman")
        with self.assertRaises(AccessError):
            self.customer.with_user(salesperson).action_payment_reminder()
