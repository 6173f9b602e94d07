"""Companies with entries: nothing changes by itself, and dangerous changes are refused."""

from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..setup_changes import CHANGES, Change
from .common_setup import SetupCase

LOGGER = "odoo.addons.crm_suite_hu.wizard.crm_suite_setup"


class Broken(Change):
    """Writes, and then meets an error."""

    key = "broken"
    title = reason = CHANGES[0].title

    def needed(self, company):
        return True

    def apply(self, company):
        company.email = "half@done.example"
        raise RuntimeError("The printer is on fire.")


@tagged("post_install", "-at_install")
class TestSetupEntries(SetupCase):
    def test_installation_does_not_touch_it(self):
        company = self.make_american("Régi Inc.")
        self.post_entry(company)
        values = [
            "country_id",
            "currency_id",
            "chart_template",
            "account_sale_tax_id",
            "font",
            "l10n_hu_edi_server_mode",
            "account_use_credit_limit",
            "paperformat_id",
        ]
        before = company.read(values)
        self.setup._apply_to_fresh_companies()
        self.assertEqual(company.read(values), before)

    def test_dangerous_changes_are_blocked_with_a_reason(self):
        company = self.make_american("Régi Inc.")
        self.post_entry(company)
        changes = {change["key"]: change for change in self.changes(company)}
        for key in ("country", "currency", "chart", "nav_mode"):
            self.assertEqual(changes[key]["state"], "blocked", key)
            self.assertIn("entries", changes[key]["message"], key)
        self.assertEqual(changes["taxes"]["state"], "blocked")
        self.assertEqual(changes["credit_limit"]["state"], "open")

    def test_blocked_changes_are_not_made_though_asked_for(self):
        company = self.make_american("Régi Inc.")
        self.post_entry(company)
        keys = ["country", "currency", "chart", "taxes", "nav_mode", "credit_limit"]
        results = self.setup.apply_changes(company.id, keys)
        states = {key: result["state"] for key, result in results.items()}
        self.assertEqual(states.pop("credit_limit"), "applied")
        self.assertEqual(set(states.values()), {"blocked"})
        self.assertEqual(company.country_id.code, "US")
        self.assertEqual(company.currency_id.name, "USD")
        self.assertEqual(company.chart_template, "generic_coa")
        self.assertFalse(company.l10n_hu_edi_server_mode)
        self.assertTrue(company.account_use_credit_limit)

    def test_forint_with_entries_keeps_its_decimals(self):
        self.forint.rounding = 0.01
        company = self.make_hungarian_with_decimals()
        change = next(c for c in self.changes(company) if c["key"] == "forint")
        self.assertEqual(change["state"], "blocked")
        self.assertEqual(change["current"], "2 decimals")
        self.assertTrue(change["message"])
        self.setup.apply_changes(company.id, ["forint"])
        self.assertEqual(self.forint.rounding, 0.01)

    def make_hungarian_with_decimals(self):
        company = self.make_company("Régi Kft.")
        self.setup.apply_changes(company.id, ["country", "currency", "chart"])
        self.post_entry(company)
        return company

    @mute_logger(LOGGER)
    def test_a_failing_change_is_told_and_the_others_are_made(self):
        company = self.make_company("Új Kft.")
        with patch.object(type(self.setup), "_changes", lambda self: (Broken(), *CHANGES)):
            results = self.setup.apply_changes(company.id, ["broken", "country", "credit_limit"])
        self.assertEqual(
            results["broken"], {"state": "failed", "message": "The printer is on fire."}
        )
        self.assertEqual(results["country"]["state"], "applied")
        self.assertEqual(results["credit_limit"]["state"], "applied")
        self.assertEqual(company.country_id, self.hungary)
        self.assertFalse(company.email)

    def test_journal_with_numbers_keeps_its_code(self):
        company = self.make_hungarian("Új Kft.")
        env = self.env_in(company)
        journal = self.find(company, "account.journal", ("type", "=", "sale"))
        journal.code = "INV"
        self.assertEqual(self.states(company)["journal_codes"], "open")
        customer = env["res.partner"].create({"name": "Vevő Kft."})
        env["account.move"].create({"move_type": "out_invoice", "partner_id": customer.id})
        self.assertEqual(self.states(company)["journal_codes"], "blocked")
