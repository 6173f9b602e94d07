from odoo.fields import Command
from odoo.tests import tagged

from .document_chain_common import DocumentChainCommon


@tagged("post_install", "-at_install")
class TestDocumentChain(DocumentChainCommon):
    """The quantities: [offered, ordered, delivered, invoiced, returned]."""

    def test_confirmed(self):
        order = self._order((self.cement, 7.5), (self.transport, 1))
        self.assertEqual(self._numbers(order, self.cement), [7.5, 7.5, 0.0, 0.0, 0.0])
        # A service is not shipped.
        self.assertEqual(self._numbers(order, self.transport), [1.0, 1.0, False, 0.0, 0.0])
        line = self._line(order, self.cement)
        self.assertEqual((line["delivery_state"], line["invoice_state"]), ("open", "none"))

    def test_partial_delivery(self):
        order = self._order((self.cement, 7.5))
        first = self._ship(order, {self.cement: 2.5})
        line = self._line(order, self.cement)
        self.assertEqual(line["delivered"], 2.5)
        self.assertEqual((line["delivery_state"], line["invoice_state"]), ("partial", "open"))
        self.assertEqual(line["documents"]["delivered"]["ids"], first.ids)
        self.assertEqual(self._chain(order)["totals"]["delivered_percent"], 33.3)
        second = self._ship(order)
        line = self._line(order, self.cement)
        self.assertEqual((line["delivered"], line["delivery_state"]), (7.5, "done"))
        self.assertCountEqual(line["documents"]["delivered"]["ids"], (first + second).ids)
        self.assertEqual(self._chain(order)["totals"]["delivered_percent"], 100.0)

    def test_dozen_ordered_units_moved(self):
        order = self._order((self.brick, 1, self.dozen))
        for _time in range(3):
            self._ship(order, {self.brick: 4})
        self.assertEqual(order.picking_ids.move_ids.product_uom, self.unit)
        # Three times a third of a dozen is one dozen, not 0.99.
        self.assertEqual(self._numbers(order, self.brick), [1.0, 1.0, 1.0, 0.0, 0.0])

    def test_cancelled_back_order(self):
        order = self._order((self.cement, 10))
        self._ship(order, {self.cement: 6})
        order.picking_ids.filtered(lambda p: p.state != "done").action_cancel()
        self.assertEqual(self._numbers(order, self.cement), [10.0, 10.0, 6.0, 0.0, 0.0])
        states = [d["state"] for d in self._chain(order)["documents"] if d["kind"] == "delivery"]
        self.assertCountEqual(states, ["done", "cancel"])

    def test_no_back_order_wanted(self):
        order = self._order((self.cement, 10))
        self._ship(order, {self.cement: 6}, backorder=False)
        self.assertEqual(self._numbers(order, self.cement), [10.0, 10.0, 6.0, 0.0, 0.0])

    def test_return_before_invoicing(self):
        order = self._order((self.cement, 10))
        back = self._return(self._ship(order), {self.cement: 3})
        self._invoice(order)
        line = self._line(order, self.cement)
        self.assertEqual(self._numbers(order, self.cement), [10.0, 10.0, 10.0, 7.0, 3.0])
        self.assertEqual(line["documents"]["returned"]["ids"], back.ids)
        self.assertTrue(line["complete"])
        totals = self._chain(order)["totals"]
        self.assertEqual((totals["delivered_percent"], totals["returned"]), (100.0, True))

    def test_return_after_invoicing(self):
        order = self._order((self.cement, 10))
        delivery = self._ship(order)
        invoice = self._invoice(order)
        self._return(delivery, {self.cement: 3})
        line = self._line(order, self.cement)
        self.assertEqual(self._numbers(order, self.cement), [10.0, 10.0, 10.0, 10.0, 3.0])
        self.assertEqual((line["invoice_state"], line["complete"]), ("over", False))
        refund = self._credit(invoice, {self.cement: 3})
        line = self._line(order, self.cement)
        self.assertEqual(self._numbers(order, self.cement), [10.0, 10.0, 10.0, 7.0, 3.0])
        self.assertEqual((line["invoice_state"], line["complete"]), ("done", True))
        self.assertCountEqual(line["documents"]["invoiced"]["ids"], (invoice + refund).ids)

    def test_exchange(self):
        order = self._order((self.cement, 10))
        delivery = self._ship(order)
        wizard = (
            self.env["stock.return.picking"]
            .with_context(
                active_id=delivery.id, active_ids=delivery.ids, active_model="stock.picking"
            )
            .create({})
        )
        wizard.product_return_moves.quantity = 2
        back = self.env["stock.picking"].browse(wizard.action_create_exchanges()["res_id"])
        back.move_ids.picked = True
        back.button_validate()
        self._ship(order)
        line = self._line(order, self.cement)
        # Two came back, two were shipped instead: the customer has the ten that were ordered.
        self.assertEqual(self._numbers(order, self.cement), [10.0, 10.0, 12.0, 0.0, 2.0])
        self.assertEqual(line["delivery_state"], "done")

    def test_quantity_raised_and_lowered(self):
        order = self._order((self.cement, 10), (self.brick, 20))
        self.assertFalse(self._line(order, self.cement)["changed"])
        order.order_line[0].product_uom_qty = 12
        order.order_line[1].product_uom_qty = 15
        self._ship(order)
        self.assertEqual(self._numbers(order, self.cement), [10.0, 12.0, 12.0, 0.0, 0.0])
        self.assertEqual(self._numbers(order, self.brick), [20.0, 15.0, 15.0, 0.0, 0.0])
        self.assertTrue(self._line(order, self.cement)["changed"])

    def test_line_added_and_line_cancelled(self):
        order = self._order((self.cement, 10), (self.brick, 20))
        order.order_line[1].product_uom_qty = 0
        order.order_line = [Command.create({"product_id": self.transport.id})]
        self._ship(order)
        self.assertEqual(self._numbers(order, self.brick), [20.0, 0.0, 0.0, 0.0, 0.0])
        self.assertEqual(self._numbers(order, self.transport), [0.0, 1.0, False, 0.0, 0.0])
        line = self._line(order, self.brick)
        self.assertEqual((line["delivery_state"], line["complete"]), ("none", False))
        self.assertEqual(self._chain(order)["totals"]["delivered_percent"], 100.0)

    def test_draft_invoice_is_not_counted(self):
        order = self._order((self.brick, 20))
        invoice = self._invoice(order, post=False)
        self.assertEqual(self._numbers(order, self.brick), [20.0, 20.0, 0.0, 0.0, 0.0])
        self.assertIn("invoice", [kind for kind, _number in self._documents(order)])
        invoice.action_post()
        # Invoiced on order, nothing shipped yet: that is as it should be.
        self.assertEqual(self._numbers(order, self.brick), [20.0, 20.0, 0.0, 20.0, 0.0])
        self.assertEqual(self._line(order, self.brick)["invoice_state"], "done")

    def test_three_step_delivery(self):
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        warehouse.delivery_steps = "pick_pack_ship"
        order = self._order((self.cement, 10))
        kinds = []
        for _step in range(3):
            picking = order.picking_ids.filtered(lambda p: p.state not in ("done", "cancel"))
            picking.move_ids.write({"quantity": 10, "picked": True})
            picking.button_validate()
            kinds.append(self._numbers(order, self.cement)[2])
        self.assertEqual(kinds, [0.0, 0.0, 10.0])
        self.assertEqual(
            [kind for kind, _number in self._documents(order)],
            ["offer", "order", "delivery", "transfer", "transfer"],
        )

    def test_down_payment(self):
        order = self._order((self.cement, 10), (self.transport, 1))
        advance = self._invoice(order, method="percentage", amount=20)
        self.assertIn(("down_payment", advance.name), self._documents(order))
        self.assertEqual(self._chain(order)["totals"]["invoiced"], 210.0)
        self.assertEqual(self._numbers(order, self.cement), [10.0, 10.0, 0.0, 0.0, 0.0])
        self._ship(order)
        self._invoice(order, method="delivered")
        self.assertEqual(self._numbers(order, self.cement), [10.0, 10.0, 10.0, 10.0, 0.0])
        self.assertEqual(self._chain(order)["totals"]["invoiced"], 1050.0)
        self.assertEqual(len(self._chain(order)["lines"]), 2)

    def test_sections_and_notes_are_left_out(self):
        order = self._offer((self.cement, 1))
        order.order_line = [
            Command.create({"display_type": "line_section", "name": "Ground floor"}),
            Command.create({"display_type": "line_note", "name": "By crane"}),
        ]
        self.assertEqual([line["name"] for line in self._chain(order)["lines"]], ["Cement 25 kg"])

    def test_tracked_service(self):
        self.transport.invoice_policy = "delivery"
        order = self._order((self.transport, 3))
        self.assertEqual(self._numbers(order, self.transport), [3.0, 3.0, 0.0, 0.0, 0.0])
        order.order_line.qty_delivered = 1.5
        self.assertEqual(self._numbers(order, self.transport), [3.0, 3.0, 1.5, 0.0, 0.0])

    def test_cancelled_order(self):
        order = self._order((self.cement, 10))
        order._action_cancel()
        self.assertEqual(self._numbers(order, self.cement), [10.0, 0.0, 0.0, 0.0, 0.0])
        self.assertEqual(self._chain(order)["state"], "cancel")
