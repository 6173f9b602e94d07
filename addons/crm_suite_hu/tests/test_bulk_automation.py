from odoo.tests import tagged

from odoo.addons.crm_masterdata_import.tests.test_bulk_writer import BulkCase


@tagged("post_install", "-at_install")
class TestBulkAutomation(BulkCase):
    """Rules that act on customers act on those that are loaded."""

    def rows(self):
        return [self.messy.values(number) for number in range(20)]

    def test_an_automation_rule(self):
        model = self.env["ir.model"]._get("res.partner")
        action = self.env["ir.actions.server"].create(
            {
                "name": "Megjelöl",
                "model_id": model.id,
                "state": "code",
                "code": "record.write({'ref': 'jelölt'})",
            }
        )
        self.addCleanup(self.env["base.automation"]._unregister_hook)
        self.env["base.automation"].create(
            {
                "name": "Vevő jött",
                "model_id": model.id,
                "trigger": "on_create",
                "action_server_ids": [(6, 0, action.ids)],
            }
        )
        self.assert_created_alike(self.rows(), {("addon", "base_automation"): 20})
        made = self.partners.browse(
            self.create_in_sets(self.rows(), {("addon", "base_automation"): 20})
        )
        self.assertEqual(set(made.mapped("ref")), {"jelölt"})
