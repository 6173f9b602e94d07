"""The screen, and who may use it."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common_setup import SetupCase


@tagged("post_install", "-at_install")
class TestSetupScreen(SetupCase):
    def test_ticked_changes_are_made_and_others_not(self):
        company = self.make_company("Új Kft.")
        env = self.env_in(company)
        action = env["crm.suite.setup"].action_open()
        self.assertEqual(action["res_model"], "crm.suite.setup")
        setup = env["crm.suite.setup"].browse(action["res_id"])
        self.assertEqual(setup.company_id, company)
        lines = {line.key: line for line in setup.line_ids}
        self.assertTrue(lines["country"].selected)
        self.assertTrue(lines["credit_limit"].selected)
        self.assertFalse(lines["company_details"].selected)
        lines["nav_mode"].selected = False
        left = setup.open_count

        again = setup.action_apply()

        self.assertEqual(again["res_id"], setup.id)
        lines = {line.key: line for line in setup.line_ids}
        self.assertEqual((lines["nav_mode"].state, lines["nav_mode"].applied), ("open", False))
        limit = lines["credit_limit"]
        self.assertEqual((limit.state, limit.applied, limit.selected), ("done", True, False))
        self.assertLess(setup.open_count, left)
        self.assertFalse(company.l10n_hu_edi_server_mode)
        self.assertTrue(company.account_use_credit_limit)
        self.assertEqual(company.country_id, self.hungary)

    def test_changes_tell_what_and_why(self):
        company = self.make_company("Új Kft.")
        for change in self.changes(company):
            self.assertEqual(set(change), {"key", "title", "reason", "current", "message", "state"})
            self.assertTrue(change["title"] and change["reason"], change["key"])
            self.assertTrue(all(isinstance(value, str) for value in change.values()), change)

    def test_only_an_administrator(self):
        company = self.make_company("Új Kft.")
        salesperson = new_test_user(
            self.env,
            "salesperson_setup",
            "sales_team.group_sale_salesman",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        accountant = new_test_user(
            self.env,
            "accountant_setup",
            "account.group_account_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        for user in (salesperson, accountant):
            setup = self.setup.with_user(user)
            with self.assertRaises(AccessError):
                setup.get_changes(company.id)
            with self.assertRaises(AccessError):
                setup.apply_changes(company.id, ["country"])
            with self.assertRaises(AccessError):
                setup.action_open()
            menus = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            self.assertNotIn(self.env.ref("crm_suite_hu.menu_admin_hungarian_setup").id, menus)
        self.assertFalse(company.country_id)

    def test_administrator_needs_no_other_rights(self):
        company = self.make_company("Új Kft.")
        administrator = new_test_user(self.env, "administrator_setup", "base.group_system")
        setup = self.setup.with_user(administrator)
        keys = [change["key"] for change in setup.get_changes(company.id)]
        results = setup.apply_changes(company.id, keys)
        failed = {key: result for key, result in results.items() if result["state"] == "failed"}
        self.assertEqual(failed, {})
        self.assertEqual(company.chart_template, "hu")

    def test_mistakes_of_callers(self):
        company = self.make_company("Új Kft.")
        with self.assertRaisesRegex(UserError, "no_such_key"):
            self.setup.apply_changes(company.id, ["country", "no_such_key"])
        self.assertFalse(company.country_id)
        with self.assertRaises(UserError):
            self.setup.get_changes(company.id + 1_000_000)
