from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ComplaintCase


@tagged("post_install", "-at_install")
class TestSettle(ComplaintCase):
    """Twenty boxes at 100 with 15 % tax; two of them are broken."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls.sell()
        cls.ticket = cls.complain(cls.order, claim="refund")
        cls.line = cls.ticket.complaint_line_ids

    def settle(self, method, ticket=None, **values):
        ticket = ticket or self.ticket
        line = {"line_id": ticket.complaint_line_ids.id, **values}
        [document] = ticket.with_user(self.manager).sudo(False).action_settle(method, [line])
        return self.env[document["model"]].browse(document["id"])

    def test_refund(self):
        note = self.settle("refund")
        self.assertEqual((note.move_type, note.state), ("out_refund", "draft"))
        self.assertEqual(note.reversed_entry_id, self.order.invoice_ids)
        self.assertEqual(note.invoice_line_ids.quantity, 2)
        self.assertEqual((note.amount_untaxed, note.amount_total), (200.0, 230.0))
        self.assertEqual(self.ticket.settlement_ids.invoice_id, note)
        self.assertEqual(self.ticket.cost_total, 200.0)
        self.assertEqual(self.line.settled_quantity, 2)

    def test_the_order_is_not_billed_again(self):
        note = self.settle("refund")
        note.action_post()
        back = self.settle("return")
        back.move_ids.quantity = 2
        back.move_ids.picked = True
        back.button_validate()
        sold = self.order.order_line
        self.assertEqual((sold.qty_delivered, sold.qty_invoiced, sold.qty_to_invoice), (20, 20, 0))
        # nor can what was settled be complained about again
        with self.assertRaises(ValidationError):
            self.complain(self.order, 19)

    def test_return(self):
        back = self.settle("return", quantity=1)
        self.assertEqual((back.picking_type_code, back.move_ids.product_uom_qty), ("incoming", 1))
        self.assertEqual(back.return_id, self.order.picking_ids - back)
        self.assertEqual(back.move_ids.complaint_line_id, self.line)
        self.assertEqual((self.line.returned_quantity, self.line.settled_quantity), (1, 0))
        self.assertEqual(self.ticket.cost_total, 0)

    def test_replacement(self):
        self.env["stock.quant"]._update_available_quantity(
            self.product, self.order.warehouse_id.lot_stock_id, 100
        )
        delivery = self.settle("replacement")
        self.assertEqual(delivery.picking_type_code, "outgoing")
        self.assertEqual((delivery.move_ids.product_uom_qty, delivery.state), (2, "assigned"))
        self.assertEqual(delivery.partner_id, self.customer)
        self.assertEqual(delivery.sale_id, self.order)
        # two boxes that cost 60 each
        self.assertEqual(self.ticket.cost_total, 120.0)
        delivery.move_ids.quantity = 2
        delivery.move_ids.picked = True
        delivery.button_validate()
        self.assertEqual(self.order.order_line.qty_delivered, 20)

    def test_price_reduction(self):
        note = self.settle("price_reduction", percent=30)
        # 30 % of 2 × 100
        self.assertEqual((note.amount_untaxed, note.amount_total), (60.0, 69.0))
        self.assertEqual(self.line.reduced_amount, 69.0)
        with self.refused("161"):  # 230 - 69
            self.settle("price_reduction", percent=71)
        self.settle("price_reduction", percent=70)
        self.assertEqual(self.ticket.cost_total, 200.0)

    def test_supplier_claim(self):
        vendor = self.env["res.partner"].create({"name": "Tile Works"})
        self.line.vendor_id = vendor
        claim = self.settle("supplier_claim")
        self.assertEqual((claim.move_type, claim.partner_id), ("in_refund", vendor))
        self.assertEqual(claim.invoice_line_ids.mapped("price_unit"), [60.0])
        self.settle("refund")
        # 200 given back, 120 owed to us by the supplier
        self.assertEqual(self.ticket.cost_total, 80.0)
        with self.refused("0 .* are left"):
            self.settle("supplier_claim")

    def test_ways_share_what_there_is(self):
        self.settle("refund", quantity=1)
        with self.refused("1 .* are left of the 2"):
            self.settle("replacement", quantity=2)
        self.settle("replacement")
        with self.refused("0 .* are left of the 2"):
            self.settle("refund", quantity=1)
        self.settle("return")
        self.settle("price_reduction", percent=5)

    def test_what_is_cancelled_is_open_again(self):
        note = self.settle("refund")
        note.button_cancel()
        self.assertTrue(self.ticket.settlement_ids.void)
        self.assertEqual((self.line.settled_quantity, self.ticket.cost_total), (0, 0))
        self.settle("refund")
        self.assertEqual(self.line.settled_quantity, 2)

    def test_settled_goods_stay_on_the_complaint(self):
        self.settle("refund")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.line.quantity = 1
            self.env.flush_all()

    def test_percent_of_a_refund_is_that_of_the_quantity(self):
        note = self.settle("refund", percent=50)
        self.assertEqual((note.invoice_line_ids.quantity, note.amount_untaxed), (1, 100.0))

    def test_without_an_invoice_nothing_is_credited(self):
        order = self.sell(2, invoice=False)
        with self.refused("has not been invoiced"):
            self.settle("refund", self.complain(order))

    def test_two_invoices_are_credited_apart(self):
        order = self.sell(2, invoice=False)
        first = order._create_invoices()
        first.invoice_line_ids.quantity = 1
        first.action_post()
        order._create_invoices().action_post()
        ticket = self.complain(order, 2)
        with self.refused("several invoices"):
            self.settle("refund", ticket)
        one = self.settle("refund", ticket, quantity=1)
        two = self.settle("refund", ticket, quantity=1)
        self.assertEqual(one.reversed_entry_id | two.reversed_entry_id, order.invoice_ids)

    def test_bad_input_is_named(self):
        for method, lines, text in (
            ("gift", [], "refund, price_reduction"),
            ("refund", [], "line_id"),
            ("refund", [{"line_id": 0}], "does not belong"),
            ("refund", [{"line_id": self.line.id, "amount": 1}], "amount"),
            ("refund", [{"line_id": self.line.id}] * 2, "named twice"),
            ("refund", [{"line_id": self.line.id, "quantity": 0}], "are left"),
            ("price_reduction", [{"line_id": self.line.id, "percent": 101}], "percentage"),
        ):
            with self.subTest(lines=lines), self.refused(text):
                self.ticket.action_settle(method, lines)

    def test_only_those_who_may_settle(self):
        self.ticket.user_id = self.clerk
        with self.refused("Complaints: settle"):
            self.ticket.with_user(self.clerk).sudo(False).action_settle(
                "refund", [{"line_id": self.line.id}]
            )

    def test_in_two_clicks(self):
        wizard = self.env["crm.complaint.settle"].with_user(self.manager).sudo(False)
        form = Form(wizard.with_context(default_ticket_id=self.ticket.id))
        self.assertEqual(form.method, "refund")
        ways = dict(wizard.fields_get(["method"])["method"]["selection"])
        self.assertEqual(
            sorted(ways),
            [
                "price_reduction",
                "refund",
                "repair",
                "replacement",
                "return",
                "supplier_claim",
                "voucher",
            ],
        )
        form.save().action_settle()
        self.assertEqual(self.ticket.settlement_ids.invoice_id.amount_untaxed, 200.0)

    def test_foreign_currency(self):
        currency = self.setup_other_currency("EUR")
        pricelist = self.env["product.pricelist"].create(
            {"name": "Other", "currency_id": currency.id}
        )
        self.customer.property_product_pricelist = pricelist
        order = self.sell(4)
        self.assertEqual(order.currency_id, currency)
        ticket = self.complain(order, 1)
        note = self.settle("refund", ticket)
        self.assertEqual((note.currency_id, note.amount_untaxed), (currency, 100.0))
        self.assertAlmostEqual(ticket.cost_total, -note.amount_untaxed_signed)
        self.assertNotEqual(ticket.cost_total, 100.0)
