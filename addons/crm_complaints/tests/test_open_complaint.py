from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import ComplaintCase


@tagged("post_install", "-at_install")
class TestOpenComplaint(ComplaintCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls.sell()

    def test_by_the_order_number(self):
        ticket = self.complain(self.order, claim="refund", is_consumer=True, description="Broken")
        line = ticket.complaint_line_ids
        self.assertEqual((ticket.kind, ticket.claim), ("complaint", "refund"))
        self.assertEqual(ticket.partner_id, self.customer)
        self.assertEqual(ticket.sale_order_id, self.order)
        self.assertEqual(ticket.company_id, self.company)
        self.assertEqual((line.product_id, line.quantity), (self.product, 2))
        self.assertEqual(line.sale_line_id, self.order.order_line)
        self.assertEqual(line.move_id, self.order.picking_ids.move_ids)
        self.assertEqual(line.invoice_line_id.move_id, self.order.invoice_ids)
        # 2 × 100 with 15 % tax
        self.assertEqual((line.unit_value, line.value), (115.0, 230.0))
        self.assertEqual(self.order.order_line.claimed_quantity, 2)

    def test_by_the_invoice_number(self):
        invoice = self.order.invoice_ids
        number = self.tickets.open_complaint(
            {"invoice": invoice.name, "lines": [{"product": self.product.id, "quantity": 1}]}
        )
        ticket = self.tickets.browse(number)
        self.assertEqual((ticket.invoice_id, ticket.sale_order_id), (invoice, self.order))
        self.assertEqual(ticket.complaint_line_ids.sale_line_id, self.order.order_line)

    def test_by_telephone(self):
        number = self.tickets.open_complaint({"phone": "06 20 555 0101", "kind": "inquiry"})
        self.assertEqual(self.tickets.browse(number).partner_id, self.customer)

    def test_no_more_than_was_delivered(self):
        self.complain(self.order, 18)
        with self.refused("A quantity of 2 is left"):
            self.complain(self.order, 3)
        self.complain(self.order, 2)

    def test_what_came_back_cannot_be_complained_about(self):
        picking = self.order.picking_ids
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 5
        back = wizard._create_return()
        back.move_ids.quantity = 5
        back.move_ids.picked = True
        back.button_validate()
        self.complain(self.order, 15)
        with self.assertRaises(ValidationError):
            self.complain(self.order, 1)

    def test_a_product_on_two_lines_is_spread(self):
        order = self.sell(3)
        order.order_line.copy({"order_id": order.id, "product_uom_qty": 2})
        second = order.order_line[1]
        move = second.move_ids
        move.quantity = 2
        move.picked = True
        move.picking_id.button_validate()
        ticket = self.complain(order, 4)
        self.assertEqual(ticket.complaint_line_ids.mapped("quantity"), [3, 1])
        self.assertEqual(ticket.complaint_line_ids.sale_line_id, order.order_line)

    def test_bad_input_is_named(self):
        for values, text in (
            ({"order": "S-NONE"}, "S-NONE"),
            ({"kind": "quarrel"}, "inquiry, request, complaint"),
            ({"colour": "red"}, "colour"),
            ({"order": self.order.name, "lines": [{"product": "NONE"}]}, "line 1.*NONE"),
            ({"order": self.order.name, "lines": [{"product": "TILE-1", "qty": 1}]}, "qty"),
            ({"partner_id": 0x7FFFFFFF}, "no customer"),
        ):
            with self.subTest(values=values), self.refused(text):
                self.tickets.open_complaint(values)

    def test_a_product_that_was_not_ordered(self):
        other = self.env["product.product"].create({"name": "Other", "default_code": "TILE-2"})
        with self.refused("is not on"):
            self.tickets.open_complaint(
                {"order": self.order.id, "lines": [{"product": other.id, "quantity": 1}]}
            )

    def test_the_clerk_needs_no_rights_in_sales(self):
        tickets = self.tickets.with_user(self.clerk).sudo(False)
        values = {"order": self.order.name, "lines": [{"product": "TILE-1", "quantity": 2}]}
        ticket = tickets.browse(tickets.open_complaint(values))
        self.assertEqual(ticket.complaint_line_ids.value, 230.0)

    def test_quick_entry(self):
        entry = self.env["crm.complaint.entry"].with_user(self.manager).sudo(False)
        form = Form(entry)
        form.key = self.order.name
        self.assertEqual(form.partner_id, self.customer)
        self.assertEqual(form.sale_order_id.id, self.order.id)
        with form.line_ids.edit(0) as line:
            line.quantity = 2
        action = form.save().action_record()
        ticket = self.tickets.browse(action["res_id"])
        self.assertEqual(ticket.complaint_line_ids.quantity, 2)
        self.assertEqual(ticket.name, "Complaint: Box of tiles")
        self.assertEqual(ticket.partner_phone, "+36 20 555 0101")

    def test_quick_entry_by_phone_finds_the_only_order(self):
        form = Form(self.env["crm.complaint.entry"])
        form.key = "+36205550101"
        self.assertEqual(form.partner_id, self.customer)
        self.assertEqual(form.sale_order_id, self.order)
        form.key = "ovács"
        self.assertEqual(form.partner_id, self.customer)
        form.key = "nobody at all"
        self.assertTrue(form.not_found)
        self.assertFalse(form.partner_id)
