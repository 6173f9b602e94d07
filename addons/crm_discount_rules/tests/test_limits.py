from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import DiscountCommon


@tagged("post_install", "-at_install")
class TestLimits(DiscountCommon):
    """Prices typed under the limits wait for a manager; updating prices shows what it does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.discount_max_percent = 20
        cls._rule("R", cls._group(), (1, 30))
        cls.seller = cls._user("seller", "sales_team.group_sale_salesman")
        cls.head = cls._user("head", "sales_team.group_sale_manager")

    def setUp(self):
        super().setUp()
        order = self._order((self._product("Festék", 1000), 2), user_id=self.seller.id)
        self.order = order.with_user(self.seller)

    def test_rules_keep_within(self):
        self.assertEqual(self.order.order_line.discount, 20)
        self.assertFalse(self.order.discount_under_limits)
        self.order.action_confirm()

    def test_going_lower_needs_a_manager(self):
        self.order.order_line.discount = 25
        self.assertTrue(self.order.discount_under_limits)
        for action in (self.order.action_confirm, self.order.action_quotation_send):
            with self.assertRaisesRegex(UserError, "under the company's limits"):
                action()
        with self.assertRaises(AccessError):
            self.order.action_approve_discount()
        with self.assertRaises(AccessError):
            self.order.order_line.write({"discount_approved": True, "discount_approved_price": 0})
        self.env["crm.discount.approval"].with_user(self.seller).create(
            {"order_id": self.order.id, "reason": "Régi vevő"}
        ).action_ask()
        self.assertEqual(self.order.discount_approval_reason, "Régi vevő")
        self.assertIn(self.head, self.order.sudo().activity_ids.user_id)
        self.order.with_user(self.head).action_approve_discount()
        self.assertFalse(self.order.discount_under_limits)
        self.assertEqual(self.order.discount_approved_by, self.head)
        # lower than what was approved
        self.order.order_line.discount = 26
        with self.assertRaises(UserError):
            self.order.action_confirm()
        self.order.order_line.discount = 25
        self.order.action_confirm()
        self.assertEqual(self.order.state, "sale")

    def test_update_prices_is_shown_first(self):
        order = self.order
        self.assertFalse(order.discount_rules_changed)
        self.company.discount_max_percent = 0
        self.env["crm.discount.tier"].search([]).value = 40
        self.env.flush_all()
        self.env["crm.discount.tier"].search([]).write({"value": 40})
        order.order_line.discount = 3
        action = order.action_preview_update_prices()
        update = self.env["crm.discount.update"].browse(action["res_id"]).with_user(self.seller)
        self.assertEqual(order.order_line.discount, 3)
        row = update.line_ids
        self.assertEqual((row.discount_before, row.discount_after), (3, 40))
        self.assertEqual((update.before, update.after), (1940, 1200))
        update.action_apply()
        self.assertEqual(order.order_line.discount, 40)
        self.assertEqual(order.discount_saving, 800)
