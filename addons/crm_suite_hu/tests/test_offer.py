from odoo.fields import Command
from odoo.tests import Form, tagged

from .document_chain_common import DocumentChainCommon


@tagged("post_install", "-at_install")
class TestOffer(DocumentChainCommon):
    """The offered quantity is what the customer was last sent."""

    def setUp(self):
        super().setUp()
        self.partner_a.email = "buyer@customer.example"
        self.offer = self._offer((self.cement, 7.5), (self.brick, 3, self.dozen))
        self.cement_line, self.brick_line = self.offer.order_line

    def _send(self, order):
        """Send with the *Send* dialog."""
        action = order.action_quotation_send()
        composer = Form(self.env[action["res_model"]].with_context(**action["context"])).save()
        composer._action_send_mail()

    def test_draft_has_no_offer(self):
        self.assertEqual(self.offer.order_line.mapped("offered_qty"), [0.0, 0.0])
        self.assertFalse(self.offer.offer_date)

    def test_sent_by_mail(self):
        self._send(self.offer)
        self.assertEqual(self.offer.state, "sent")
        self.assertEqual(self.offer.order_line.mapped("offered_qty"), [7.5, 3.0])
        # 7.5 x 100 + 3 dozen x 12 x 10
        self.assertEqual(self.offer.offered_amount, 1110.0)
        self.assertTrue(self.offer.offer_date)

    def test_marked_as_sent(self):
        self.offer.action_quotation_sent()
        self.assertEqual(self.offer.order_line.mapped("offered_qty"), [7.5, 3.0])

    def test_created_as_sent(self):
        offer = self._offer((self.cement, 4), state="sent")
        self.assertEqual(offer.order_line.offered_qty, 4.0)

    def test_changed_after_sending(self):
        self._send(self.offer)
        self.cement_line.product_uom_qty = 9
        self.offer.order_line = [
            Command.create({"product_id": self.transport.id, "product_uom_qty": 1})
        ]
        self.assertEqual(self.offer.order_line.mapped("offered_qty"), [7.5, 3.0, 0.0])
        self._send(self.offer)
        self.assertEqual(self.offer.order_line.mapped("offered_qty"), [9.0, 3.0, 1.0])

    def test_confirmation_mail_keeps_offer(self):
        self.offer.action_quotation_sent()
        self.offer.action_confirm()
        self.cement_line.product_uom_qty = 5
        self._send(self.offer)
        self.assertEqual(self.cement_line.offered_qty, 7.5)

    def test_other_message_keeps_offer(self):
        self.offer.action_quotation_sent()
        self.cement_line.product_uom_qty = 5
        self.offer.message_post(body="The customer called.")
        self.assertEqual(self.cement_line.offered_qty, 7.5)

    def test_signed_without_sending(self):
        self.offer.write({"signed_by": "Buyer", "signed_on": "2026-03-01 10:00:00"})
        self.offer.action_confirm()
        self.assertEqual(self.offer.order_line.mapped("offered_qty"), [7.5, 3.0])

    def test_confirmed_without_offer(self):
        self.offer.action_confirm()
        self.assertFalse(self.offer.offer_date)
        self.assertEqual(self._numbers(self.offer, self.cement), [False, 7.5, 0.0, 0.0, 0.0])
        self.assertNotIn("offer", [kind for kind, _number in self._documents(self.offer)])

    def test_unit_changes(self):
        self.offer.action_quotation_sent()
        self.brick_line.product_uom_id = self.unit
        self.assertEqual(self.brick_line.offered_qty, 36.0)

    def test_product_changes(self):
        self.offer.action_quotation_sent()
        self.cement_line.product_id = self.transport
        self.assertEqual(self.offer.order_line.mapped("offered_qty"), [0.0, 3.0])

    def test_copy_is_not_offered(self):
        self.offer.action_quotation_sent()
        copy = self.offer.copy()
        self.assertEqual(copy.order_line.mapped("offered_qty"), [0.0, 0.0])
        self.assertFalse(copy.offer_date)
        self.assertEqual(copy.offered_amount, 0.0)

    def test_chain_of_sent_offer(self):
        self.offer.action_quotation_sent()
        self.assertEqual(self._numbers(self.offer, self.brick), [3.0, False, False, False, 0.0])
        (document,) = self._chain(self.offer)["documents"]
        self.assertEqual(
            [document[key] for key in ("kind", "number", "state", "amount", "can_open")],
            ["offer", self.offer.name, "sent", 1110.0, True],
        )
