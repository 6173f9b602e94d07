from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestDemoRefusals(TransactionCase):
    """Whom and what the demo firm stays away from."""

    def test_a_company_with_orders_of_its_own_is_refused(self):
        company = self.env.ref("base.main_company")
        self.env["sale.order"].with_company(company).create(
            {
                "company_id": company.id,
                "partner_id": self.env["res.partner"].create({"name": "Valaki"}).id,
                "order_line": [Command.create({"name": "Megjegyzés", "display_type": "line_note"})],
            }
        )
        with self.assertRaisesRegex(UserError, "documents of its own"):
            self.env["crm.suite.demo"].with_context(lang="en_US").load()
        self.assertNotEqual(company.name, "Kőris Építőanyag Kft.")

    def test_only_administrators_may_load(self):
        groups = "base.group_user,account.group_account_manager"
        user = new_test_user(self.env, "demo_clerk", groups)
        with self.assertRaises(AccessError):
            self.env["crm.suite.demo"].with_user(user).load()
