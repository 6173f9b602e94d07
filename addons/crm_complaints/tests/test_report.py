from odoo.tests import tagged

from .common import ComplaintCase


@tagged("post_install", "-at_install")
class TestReport(ComplaintCase):
    """The analysis against sums that are made apart."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.carrier = cls.env["res.partner"].create({"name": "Carrier"})
        cause = cls.env.ref("crm_complaints.cause_handling")
        other = cls.env["product.product"].create(
            {"name": "Grout", "default_code": "GROUT", "type": "consu", "list_price": 50}
        )
        order = cls.sell()
        more = cls.sell(10, 50, other)
        cls.first = cls.complain(order, 2)
        cls.second = cls.complain(order, 3)
        cls.second.write(
            {"complaint_line_ids": [(0, 0, {"sale_line_id": more.order_line.id, "quantity": 6})]}
        )
        cls.plain = cls.tickets.create({"name": "x", "description": "x", "kind": "complaint"})
        damaged = cls.first | cls.second
        damaged.write({"root_cause_id": cause.id, "liable_partner_id": cls.carrier.id})
        for ticket in damaged:
            line = ticket.complaint_line_ids[0]
            ticket.action_settle("refund", [{"line_id": line.id}])

    def test_the_cause_says_who_bears_it(self):
        self.assertEqual(self.first.liable, "carrier")

    def test_pareto_shows_the_carrier(self):
        report = self.env["crm.complaint.report"]
        own = [("ticket_id", "in", (self.first | self.second | self.plain).ids)]
        [(none, *rest), (carrier, *found)] = report._read_group(
            own, ["liable_partner_id"], ["cost:sum", "quantity:sum", "tickets:sum"],
            order="cost:sum",
        )  # fmt: skip
        self.assertFalse(none)
        self.assertEqual(rest, [0, 0, 1])
        self.assertEqual(carrier, self.carrier)
        # (2 + 3) × 100 given back; 2 + 3 + 6 pieces; two complaints
        self.assertEqual([round(number, 6) for number in found], [500, 11, 2])

    def test_shares_of_a_ticket_add_up(self):
        rows = self.env["crm.complaint.report"].search([("ticket_id", "=", self.second.id)])
        self.assertEqual(len(rows), 2)
        self.assertAlmostEqual(sum(rows.mapped("cost")), self.second.cost_total)
        self.assertAlmostEqual(sum(rows.mapped("value")), self.second.value_total)
        by_product = {row.product_id.default_code: row for row in rows}
        # 3 × 115 of 3 × 115 + 6 × 50 (taxed as that product is)
        part = by_product["TILE-1"]
        lines = self.second.complaint_line_ids
        self.assertAlmostEqual(part.tickets, lines[0].value / sum(lines.mapped("value")), 4)
