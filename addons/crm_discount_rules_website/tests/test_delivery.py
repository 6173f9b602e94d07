from odoo.fields import Command
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestDelivery(TransactionCase):
    """What it costs to deliver is no product: no rule acts on it, and it counts in none."""

    def test_delivery_costs(self):
        self.env["crm.discount.rule"].search([]).action_archive()
        self.env.company.currency_id.rounding = 1
        goods, way = self.env["product.product"].create(
            [
                {"name": name, "list_price": price, "taxes_id": [Command.clear()], "type": kind}
                for name, price, kind in (("Festék", 600, "consu"), ("Szállítás", 500, "service"))
            ]
        )
        carrier = self.env["delivery.carrier"].create(
            {"name": "Futár", "product_id": way.id, "fixed_price": 500, "delivery_type": "fixed"}
        )
        group = self.env["crm.discount.group"].create({"code": "WAY", "name": "Way"})
        self.env["crm.discount.rule"].create(
            {
                "code": "WAY",
                "name": "10 % from 1,000 on",
                "group_id": group.id,
                "measure": "order_amount",
                "tier_ids": [Command.create({"min_value": 1000, "value": 10})],
            }
        )
        order = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Kovács Bt."}).id,
                "order_line": [Command.create({"product_id": goods.id})],
            }
        )
        order.set_delivery_line(carrier, 500)
        # 600 of goods are no 1,000
        self.assertEqual(order.order_line.mapped("price_subtotal"), [600, 500])
        order.order_line[0].product_uom_qty = 2
        self.assertEqual(order.order_line.mapped("price_subtotal"), [1080, 500])
        order.action_update_prices()
        self.assertEqual(order.order_line.mapped("price_subtotal"), [1080, 500])
        self.assertFalse(order.order_line.filtered("is_delivery").discount_trace_ids)
        order.action_confirm()
        self.assertEqual(order.amount_untaxed, 1580)
