from odoo import Command, fields
from odoo.tests import tagged

from .common import ComplaintCase


@tagged("post_install", "-at_install")
class TestSettleByApps(ComplaintCase):
    """Repairs and vouchers: two of twenty boxes at 100 with 15 % tax are broken."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls.sell()
        cls.ticket = cls.complain(cls.order, kind="warranty", is_consumer=True, claim="repair")
        cls.line = cls.ticket.complaint_line_ids

    def settle(self, method, **values):
        ticket = self.ticket.with_user(self.manager).sudo(False)
        [document] = ticket.action_settle(method, [{"line_id": self.line.id, **values}])
        return self.env[document["model"]].browse(document["id"])

    def put_in(self, repair, quantity):
        part = self.env["product.product"].create(
            {"name": "Glue", "type": "consu", "standard_price": 7.5}
        )
        repair.move_ids = [
            Command.create(
                {
                    "product_id": part.id,
                    "product_uom_qty": quantity,
                    "quantity": quantity,
                    "repair_line_type": "add",
                }
            )
        ]

    # Repairs

    def test_repair(self):
        back = self.settle("return")
        repair = self.settle("repair")
        self.assertEqual((repair.product_id, repair.product_qty), (self.product, 2))
        self.assertEqual((repair.partner_id, repair.picking_id), (self.customer, back))
        self.assertTrue(repair.under_warranty)
        self.assertFalse(repair.sale_order_id)
        self.assertEqual(repair.schedule_date, self.ticket.repair_deadline)
        self.assertEqual(self.line.settled_quantity, 2)
        with self.refused("0 .* are left of the 2"):
            self.settle("refund", quantity=1)

    def test_a_repair_costs_its_parts_and_meets_the_term(self):
        repair = self.settle("repair", quantity=1)
        self.put_in(repair, 3)
        self.assertEqual(self.ticket.cost_total, 0)
        self.assertFalse(self.ticket.repaired_at)
        repair._action_repair_confirm()
        repair.action_repair_start()
        repair.action_repair_done()
        # three times 7.50
        self.assertEqual(self.ticket.cost_total, 22.5)
        self.assertTrue(self.ticket.repaired_at)

    def test_the_term_waits_for_the_last_repair(self):
        first, last = self.settle("repair", quantity=1), self.settle("repair", quantity=1)
        first._action_repair_confirm()
        first.action_repair_start()
        first.action_repair_done()
        self.assertFalse(self.ticket.repaired_at)
        last.action_repair_cancel()
        self.assertEqual(self.line.settled_quantity, 1)

    def test_a_service_is_not_repaired(self):
        service = self.env["product.product"].create(
            {"name": "Laying", "type": "service", "default_code": "LAY"}
        )
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [Command.create({"product_id": service.id, "qty_delivered": 1})],
            }
        )
        order.action_confirm()
        order.order_line.qty_delivered = 1
        lines = [{"product": "LAY", "quantity": 1}]
        number = self.tickets.open_complaint({"order": order.name, "lines": lines})
        ticket = self.tickets.browse(number)
        with self.refused("it is a service"):
            ticket.action_settle("repair", [{"line_id": ticket.complaint_line_ids.id}])

    # Vouchers

    def test_voucher(self):
        card = self.settle("voucher", percent=10)
        # a tenth of 2 × 115, for twelve months
        self.assertEqual((card.points, card.partner_id), (23.0, self.customer))
        self.assertEqual(card.currency_id, self.order.currency_id)
        year = fields.Date.today().year
        self.assertEqual(card.expiration_date.year, year + 1)
        self.assertEqual((self.ticket.cost_total, self.line.reduced_amount), (23.0, 23.0))
        with self.refused("207"):  # 230 - 23
            self.settle("price_reduction", percent=91)

    def test_one_program_keeps_all_vouchers_and_sells_none(self):
        first, second = self.settle("voucher", percent=10), self.settle("voucher", percent=5)
        self.assertEqual(first.program_id, second.program_id)
        self.assertFalse(first.program_id.rule_ids)
        self.assertNotEqual(first.code, second.code)

    def test_a_voucher_pays_a_part_of_the_next_order(self):
        card = self.settle("voucher", percent=10)
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [Command.create({"product_id": self.product.id})],
            }
        )
        rewards = order._try_apply_code(card.code)
        for coupon, found in rewards.items():
            order._apply_program_reward(found, coupon)
        # one box at 115 with tax, less 23
        self.assertEqual(order.amount_total, 92.0)
        order.action_confirm()
        self.assertEqual(card.points, 0)

    def test_an_archived_voucher_is_open_again(self):
        card = self.settle("voucher")
        self.assertEqual(self.line.reduced_amount, 230.0)
        card.action_archive()
        self.assertEqual((self.line.reduced_amount, self.ticket.cost_total), (0, 0))

    def test_a_voucher_is_somebodys(self):
        self.ticket.partner_id = False
        with self.refused("Whose voucher"):
            self.settle("voucher")
