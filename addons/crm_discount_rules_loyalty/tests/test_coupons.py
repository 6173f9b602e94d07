from odoo.fields import Command
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestCoupons(TransactionCase):
    """Rules come first, coupons take their share of what is left."""

    def test_rules_then_coupon(self):
        self.env["loyalty.program"].search([]).active = False
        group = self.env["crm.discount.group"].create({"code": "COUPONTEST", "name": "Test"})
        product = self.env["product.product"].create(
            {"name": "Festék", "list_price": 1000, "taxes_id": [Command.clear()]}
        )
        self.env["crm.discount.rule"].create(
            {
                "code": "COUPONTEST",
                "name": "Rule",
                "group_id": group.id,
                "measure": "order_amount",
                "product_ids": [Command.link(product.id)],
                "tier_ids": [Command.create({"min_value": 2000, "value": 10})],
            }
        )
        program = self.env["loyalty.program"].create(
            {
                "name": "20 %",
                "program_type": "promotion",
                "trigger": "auto",
                "applies_on": "current",
                "rule_ids": [Command.create({"minimum_qty": 0})],
                "reward_ids": [
                    Command.create(
                        {
                            "reward_type": "discount",
                            "discount": 20,
                            "discount_mode": "percent",
                            "discount_applicability": "order",
                        }
                    )
                ],
            }
        )
        order = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Kovács Bt."}).id,
                "order_line": [Command.create({"product_id": product.id, "product_uom_qty": 2})],
            }
        )
        self.assertEqual(order.amount_untaxed, 1800)
        order._update_programs_and_rewards()
        claimable = order._get_claimable_rewards()
        for coupon, rewards in claimable.items():
            order._apply_program_reward(rewards, coupon)
        # a fifth of 1,800; the reward counts in no rule's amount
        self.assertEqual(order.amount_untaxed, 1440)
        self.assertEqual(order.order_line.reward_id.program_id, program)
        reward = order.order_line.filtered("reward_id")
        self.assertFalse(reward.discount_trace_ids)
        order.order_line[0].product_uom_qty = 3
        order._update_programs_and_rewards()
        self.assertEqual(order.amount_untaxed, 2160)
        order.action_update_prices()
        self.assertEqual(order.amount_untaxed, 2160)
        self.assertEqual(order.order_line.filtered("reward_id"), reward)
