"""Fresh companies become Hungarian; others stay as they are."""

from odoo import Command
from odoo.tests import tagged

from .common_setup import BY_HAND, SetupCase


@tagged("post_install", "-at_install")
class TestSetupCompany(SetupCase):
    def apply_at_installation(self):
        self.setup._apply_to_fresh_companies()

    def assertHungarian(self, company):
        self.assertEqual(company.country_id, self.hungary)
        self.assertEqual(company.account_fiscal_country_id, self.hungary)
        self.assertEqual(company.currency_id, self.forint)
        self.assertEqual(company.chart_template, "hu")
        self.assertEqual(company.account_sale_tax_id, self.tax(company, "F27"))
        self.assertEqual(company.account_purchase_tax_id, self.tax(company, "V27"))
        taxes = self.find(company, "account.tax")
        sale_rates = set(taxes.filtered(lambda t: t.type_tax_use == "sale").mapped("amount"))
        self.assertEqual(sale_rates, {27.0, 18.0, 5.0, 0.0})
        left = {key for key, state in self.states(company).items() if state == "open"}
        self.assertEqual(left, set())

    def test_fresh_company(self):
        company = self.make_company("Új Kft.")
        self.apply_at_installation()
        self.assertHungarian(company)
        self.assertEqual(company.tax_calculation_rounding_method, "round_per_line")
        self.assertEqual(company.l10n_hu_edi_server_mode, "demo")
        self.assertEqual(company.partner_id.lang, "hu_HU")
        self.assertEqual(company.font, "Roboto")
        self.assertFalse(company.logo)
        self.assertEqual(company.paperformat_id, self.env.ref("crm_suite_hu.paperformat_a4"))
        self.assertTrue(company.external_report_layout_id)

    def test_journals_of_fresh_company(self):
        company = self.make_company("Új Kft.")
        self.apply_at_installation()
        journals = self.find(company, "account.journal")
        codes = {journal.type: journal.code for journal in journals}
        self.assertEqual((codes["sale"], codes["purchase"]), ("SZLA", "BSZLA"))
        self.assertLessEqual({"bank", "cash"}, set(codes))

    def test_credit_limit_of_fresh_company(self):
        company = self.make_company("Új Kft.")
        self.apply_at_installation()
        self.assertTrue(company.account_use_credit_limit)
        customer = self.env_in(company)["res.partner"].create({"name": "Vevő Kft."})
        self.assertEqual(customer.credit_limit, 1_000_000)
        self.assertEqual(customer.lang, "hu_HU")

    def test_warehouse_of_fresh_company(self):
        company = self.make_company("Új Kft.")
        self.apply_at_installation()
        warehouse = self.find(company, "stock.warehouse")
        self.assertEqual(warehouse.code, "KR")
        self.assertNotEqual(warehouse.name, "Új Kft.")
        self.assertEqual(warehouse.partner_id, company.partner_id)

    def test_euro_rates_of_fresh_company(self):
        company = self.make_company("Új Kft.")
        self.apply_at_installation()
        source = self.find(company, "res.currency.rate.provider")
        self.assertEqual(source.service, "ECB")
        self.assertEqual(source.currency_ids, self.env.ref("base.EUR"))
        self.assertTrue(source.daily)
        self.assertTrue(self.env.ref("base.EUR").active)
        notes = {change["key"]: change["message"] for change in self.changes(company)}
        self.assertIn("No rate of the euro", notes["exchange_rates"])

    def test_features_for_all_employees(self):
        employees = self.env.ref("base.group_user")
        for group in (
            "uom.group_uom",
            "sale.group_discount_per_so_line",
            "sale.group_proforma_sales",
            "account.group_delivery_invoice_address",
            "stock.group_stock_sign_delivery",
        ):
            self.assertIn(self.env.ref(group), employees.all_implied_ids, group)

    def test_feature_is_switched_on_again(self):
        company = self.make_company("Új Kft.")
        group = self.env.ref("sale.group_proforma_sales")
        self.env.ref("base.group_user")._remove_group(group)
        self.assertEqual(self.states(company)["pro_forma"], "open")
        self.setup.apply_changes(company.id, ["pro_forma"])
        self.assertIn(group, self.env.ref("base.group_user").all_implied_ids)

    def test_generic_chart_without_entries(self):
        company = self.make_american("Minta Bt.")
        self.assertEqual(company.account_sale_tax_id.amount, 15)
        self.apply_at_installation()
        self.assertHungarian(company)
        taxes = self.find(company, "account.tax")
        self.assertNotIn(15, taxes.mapped("amount"))

    def test_twice_is_once(self):
        company = self.make_american("Minta Bt.")
        keys = [change["key"] for change in self.changes(company)]
        first = self.setup.apply_changes(company.id, keys)
        self.assertEqual({key for key in keys if first[key]["state"] == "failed"}, set())
        before = self.count_records(company)
        second = self.setup.apply_changes(company.id, keys)
        for key, result in second.items():
            expected = "blocked" if key == "company_details" else "unchanged"
            self.assertEqual(result["state"], expected, key)
        self.assertEqual(self.count_records(company), before)

    def count_records(self, company):
        models = (
            "account.journal",
            "account.tax",
            "res.currency.rate.provider",
            "ir.default",
            "stock.warehouse",
            "crm.team",
        )
        return {
            model: self.env[model]
            .with_context(active_test=False)
            .search_count([("company_id", "=", company.id)])
            for model in models
        }

    def test_second_company_stays_apart(self):
        first, second = self.make_american("Egy Kft."), self.make_american("Kettő Kft.")
        keys = [change["key"] for change in self.changes(first)]
        self.setup.apply_changes(first.id, keys)
        self.assertHungarian(first)
        self.assertEqual(second.chart_template, "generic_coa")
        self.assertEqual(second.currency_id.name, "USD")
        self.assertFalse(second.l10n_hu_edi_server_mode)
        self.assertFalse(second.account_use_credit_limit)

    def test_foreign_company_stays_foreign(self):
        company = self.make_company("Holz GmbH", country_id=self.env.ref("base.de").id)
        self.apply_at_installation()
        self.assertEqual(company.country_id.code, "DE")
        self.assertFalse(company.chart_template)

    def test_company_with_orders_is_not_fresh(self):
        company = self.make_company("Dolgozó Kft.")
        env = self.env_in(company)
        customer = env["res.partner"].create({"name": "Vevő Kft."})
        env["sale.order"].create({"partner_id": customer.id})
        self.apply_at_installation()
        self.assertFalse(company.country_id)
        self.assertFalse(company.chart_template)

    def test_installation_may_leave_all_alone(self):
        company = self.make_company("Új Kft.")
        self.env["ir.config_parameter"].set_param("crm_suite_hu.setup_on_install", "False")
        self.apply_at_installation()
        self.assertFalse(company.chart_template)

    def test_branch_shares_the_chart_of_its_parent(self):
        company = self.make_hungarian("Anya Zrt.")
        branch = self.make_company("Fiók", parent_id=company.id)
        self.apply_at_installation()
        self.assertEqual(branch.chart_template, "hu")
        self.assertEqual(branch.account_sale_tax_id, company.account_sale_tax_id)

    def test_warehouse_with_documents_keeps_its_code(self):
        company = self.make_company("Régi Kft.")
        env = self.env_in(company)
        warehouse = self.find(company, "stock.warehouse")
        picking = env["stock.picking"].create({"picking_type_id": warehouse.out_type_id.id})
        name = warehouse.name
        self.setup.apply_changes(company.id, ["warehouse"])
        self.assertEqual(warehouse.name, name)
        self.assertTrue(picking.name.startswith(f"{warehouse.code}/"))

    def test_bank_account_reaches_the_journal(self):
        company = self.make_hungarian("Új Kft.")
        self.assertEqual(self.states(company)["bank_journal"], "done")
        account = self.env["res.partner.bank"].create(
            {"partner_id": company.partner_id.id, "acc_number": "11773016-11111018-00000000"}
        )
        self.assertEqual(self.states(company)["bank_journal"], "open")
        self.setup.apply_changes(company.id, ["bank_journal"])
        journal = self.find(company, "account.journal", ("type", "=", "bank"))
        self.assertEqual(journal.bank_account_id, account)

    def test_details_are_asked_for_until_they_are_there(self):
        company = self.make_hungarian("Új Kft.")
        self.assertEqual(self.states(company)["company_details"], "blocked")
        company.write(
            {
                "vat": "25978221-2-43",
                "zip": "1134",
                "city": "Budapest",
                "street": "Kőris utca 1.",
                "company_registry": "01-09-123456",
                "phone": "+36 1 555 1234",
                "email": "iroda@uj.example",
            }
        )
        company.partner_id.bank_ids = [
            Command.create({"acc_number": "11773016-11111018-00000000"}),
        ]
        self.assertEqual(self.states(company)["company_details"], "done")
        self.assertLessEqual(BY_HAND, set(self.states(company)))
