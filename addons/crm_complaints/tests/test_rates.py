from datetime import date, datetime, timedelta

from odoo import Command
from odoo.tests import tagged

from .common import ComplaintCase


@tagged("post_install", "-at_install")
class TestRates(ComplaintCase):
    """Complaints beside what was delivered and invoiced at the same time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.orders = [cls.sell(), cls.sell(30)]
        cls.tickets_made = [
            cls.complain(cls.orders[0], 2, received_at=datetime(2026, 8, 5, 10, 0)),
            cls.complain(cls.orders[1], 3, received_at=datetime(2026, 8, 5, 10, 0)),
        ]
        cls.env.flush_all()

    def rates(self, groupby=("product_id",), user=None):
        model = self.env["crm.complaint.rate"]
        if user:
            model = model.with_user(user).sudo(False)
        measures = ["delivered", "complaints", "complained", "turnover", "per_thousand"]
        specs = [f"{name}:{'avg' if name.startswith('per_') else 'sum'}" for name in measures]
        rows = model._read_group([("product_id", "=", self.product.id)], list(groupby), specs)
        return [row[len(groupby) :] for row in rows]

    def test_rates_divide_sums(self):
        # 5 of 50 boxes, each sold at 100
        self.assertEqual(self.rates(), [(50.0, 2, 5.0, 5000.0, 100.0)])
        million = self.env["crm.complaint.rate"]._read_group(
            [("product_id", "=", self.product.id)], [], ["per_million:avg"]
        )
        # 2 complaints on 5,000
        self.assertEqual(million, [(400.0,)])

    def test_as_sql_written_apart(self):
        self.env.cr.execute(
            """
            SELECT SUM(product_uom_qty) FROM stock_move
             WHERE product_id = %s AND state = 'done' AND location_dest_id IN
                   (SELECT id FROM stock_location WHERE usage = 'customer')
            """,
            [self.product.id],
        )
        [(delivered,)] = self.env.cr.fetchall()
        self.assertEqual(self.rates()[0][0], float(delivered))

    def test_units_are_the_products(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "product_uom_qty": 2,
                            "product_uom_id": dozen.id,
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        for move in order.picking_ids.move_ids:
            move.quantity = move.product_uom_qty
            move.picked = True
        order.picking_ids.button_validate()
        self.complain(order, 1)
        self.env.flush_all()
        [(delivered, complaints, complained, _turnover, _rate)] = self.rates()
        self.assertEqual((delivered, complaints, complained), (74.0, 3, 17.0))

    def test_only_managers_see_turnover(self):
        self.assertTrue(self.rates(user=self.manager))
        self.assertFalse(self.env["crm.complaint.rate"].with_user(self.clerk).has_access("read"))

    def test_answer_and_solution_times(self):
        start = datetime(2026, 8, 3, 8, 0)
        hours = (1, 2, 3, 4, 10)
        team = self.env["helpdesk.ticket.team"].create({"name": "Times"})
        for number in hours:
            ticket = self.tickets.create(
                {"name": "T", "description": "T", "team_id": team.id, "received_at": start}
            )
            ticket.first_answer_at = start + timedelta(hours=number)
        self.env.flush_all()
        [row] = self.env["crm.ticket.times"].search([("team_id", "=", team.id)])
        self.assertEqual((row.month, row.tickets, row.open_tickets), (date(2026, 8, 1), 5, 5))
        # the middle one of five; nine tenths lie at 4 + 0.6 × (10 - 4)
        self.assertEqual((row.answer_half, round(row.answer_most, 6)), (3.0, 7.6))

    def test_a_product_that_stands_out_is_told_of(self):
        rates = self.env["crm.complaint.rate"]
        today = date(2026, 8, 7)
        self.env.cr.execute(
            "UPDATE stock_move_line SET date = '2026-03-01' WHERE product_id = %s",
            [self.product.id],
        )
        self.company.complaint_alert_user_id = self.manager
        self.env["res.lang"]._activate_and_install_lang("hu_HU")
        self.manager.lang = "hu_HU"
        self.assertFalse(rates._alert(today))  # two complaints are no trend
        self.complain(self.orders[1], 1, received_at=datetime(2026, 8, 6, 10, 0))
        self.env.flush_all()
        activity = rates._alert(today)
        self.assertEqual(activity.user_id, self.manager)
        self.assertEqual(activity.res_id, self.product.product_tmpl_id.id)
        self.assertIn("egy hét alatt 3 reklamáció", activity.note)
