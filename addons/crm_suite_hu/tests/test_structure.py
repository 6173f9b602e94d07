"""Everything that our addons bring works at all: for each role, in both languages."""

from odoo.tests import tagged

from . import structure
from .common_roles import RoleCase


@tagged("post_install", "-at_install")
class TestStructure(RoleCase):
    """The rules on what is there, and each rule on something that breaks it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_documents()
        cls.env["credit.control.communication"].create(
            {
                "partner_id": cls.customer.id,
                "policy_level_id": cls.env["credit.control.policy.level"].search([], limit=1).id,
                "currency_id": cls.env.company.currency_id.id,
            }
        )
        ticket = cls.env["helpdesk.ticket"].create({"name": "x", "description": "x"})
        record = cls.env["crm.complaint.record"].with_context(default_ticket_id=ticket.id)
        record.create({"consumer_name": "Kovács Anna", "complaint": "Törött."})
        values = {"partner_id": cls.customer.id, "channel": "letter", "subject": "x"}
        cls.env["crm.contact.log"].create({**values, "body": "<p>x</p>"})
        reader = cls.customer.copy({"street": "Fő utca 1.", "city": "Vác", "zip": "2600"})
        audience = cls.env["crm.audience"].create(
            {"name": "x", "domain": repr([("id", "=", reader.id)])}
        )
        audience.refresh()
        cls.views = structure.ours(cls.env, "ir.ui.view")
        cls.people = cls.env["res.users"].union(*cls.users.values())

    def _problems(self, found):
        self.assertFalse(list(found))

    def test_this_addon_is_ours_and_odoos_are_not(self):
        names = structure.our_addons(self.env)
        self.assertIn("crm_suite_hu", names)
        self.assertNotIn("sale", names)

    def test_every_view_opens_for_every_role(self):
        self.assertTrue(self.views)
        self._problems(structure.view_problems(self.views, self.people))

    def test_a_view_that_does_not_fit_is_found(self):
        form = self.env.ref("base.view_partner_form")
        arch = '<xpath expr="//sheet" position="inside"><br/></xpath>'
        values = {"name": "bad", "model": "res.partner", "inherit_id": form.id, "arch": arch}
        view = self.env["ir.ui.view"].create(values)
        self._problems(structure.view_problems(view, self.users["salesperson"]))
        # past Odoo's own check, as when the view below changes in a later version
        self.env.cr.execute(
            "UPDATE ir_ui_view SET arch_db = replace(arch_db::text, '//sheet', '//gone')::jsonb"
            " WHERE id = %s",
            [view.id],
        )
        self.env.invalidate_all()
        self.env.registry.clear_all_caches()
        found = list(structure.view_problems(view, self.users["salesperson"]))
        self.assertEqual(len(found), 1)
        self.assertIn("bad for salesperson", found[0])

    def test_groups_in_views_exist(self):
        self._problems(structure.group_problems(self.views))

    def test_a_group_that_does_not_exist_is_found(self):
        arch = "<list><field name='name' groups='base.group_user,!base.no_such'/></list>"
        view = self.env["ir.ui.view"].create({"name": "bad", "model": "res.partner", "arch": arch})
        found = list(structure.group_problems(view))
        self.assertEqual(found, ["bad: there is no group !base.no_such"])

    def test_every_scheduled_action_runs(self):
        with self.enter_registry_test_mode():
            self._problems(structure.cron_problems(structure.ours(self.env, "ir.cron")))

    def test_a_scheduled_action_that_fails_is_found(self):
        cron = self.env["ir.cron"].create(
            {
                "name": "bad",
                "model_id": self.env.ref("base.model_res_partner").id,
                "state": "code",
                "code": "model.no_such_method()",
            }
        )
        with self.enter_registry_test_mode():
            found = list(structure.cron_problems(cron))
        self.assertEqual(len(found), 1)
        self.assertIn("no_such_method", found[0])

    def test_every_report_comes_out_in_both_languages(self):
        reports = structure.our_reports(self.env)
        self.assertIn("sale.report_saleorder", reports.mapped("report_name"))
        self._problems(structure.report_problems(reports, ("hu_HU", "en_US")))

    def test_a_report_that_fails_or_is_empty_is_found(self):
        view = self.env["ir.ui.view"].create(
            {
                "name": "bad",
                "key": "bad.report",
                "type": "qweb",
                "arch": "<main><b t-out='x'/></main>",
            }
        )
        report = self.env["ir.actions.report"].create(
            {"name": "bad", "model": "res.partner", "report_name": "bad.report"}
        )
        found = list(structure.report_problems(report, ["en_US"]))
        self.assertEqual(found, ["bad.report in en_US is empty"])
        view.arch = "<main><b t-out='docs.no_such_field'/></main>"
        (text,) = structure.report_problems(report, ["en_US"])
        self.assertIn("no_such_field", text)

    def test_names_to_search_by_are_fields(self):
        models = structure.our_models(self.env)
        self.assertIn("crm.sales.forecast", [model._name for model in models])
        self._problems(structure.search_name_problems(models))

    def test_a_name_that_is_no_field_is_found(self):
        partner = self.env["res.partner"]
        self.patch(type(partner), "_rec_names_search", ["name", "parent_id.vat", "parent_id.no"])
        found = list(structure.search_name_problems([partner]))
        self.assertEqual(found, ["res.partner: there is no field parent_id.no"])
