from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..document_chain import build_chains


class SaleOrder(models.Model):
    """An order keeps the offer it was made from, and tells the chain of its documents."""

    _inherit = "sale.order"

    offer_date = fields.Datetime(
        string="Offer Sent On",
        copy=False,
        readonly=True,
        help="When the offer was last sent to the customer. Empty: the order was confirmed "
        "without an offer.",
    )
    offered_amount = fields.Monetary(
        copy=False,
        readonly=True,
        help="Total with tax of the offer as it was last sent.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders.filtered(lambda order: order.state == "sent")._keep_offer()
        return orders

    def write(self, vals):
        """Keep the offer when it becomes sent, or when the customer signs one never sent.

        Every way to mark an offer as sent ends here: the *Send* dialog, *Mark as sent*, an
        online payment that is waiting. A signature on the portal may come without any of them,
        from a shared link.
        """
        result = super().write(vals)
        if vals.get("state") == "sent":
            self._keep_offer()
        elif vals.get("signed_on"):
            self.filtered(
                lambda order: order.state == "draft" and not order.offer_date
            )._keep_offer()
        return result

    def message_post(self, **kwargs):
        """Keep the offer anew when it is sent again; its state does not change then."""
        again = self.browse()
        if self.env.context.get("mark_so_as_sent"):
            again = self.filtered(lambda order: order.state == "sent")
        message = super().message_post(**kwargs)
        again._keep_offer()
        return message

    def _keep_offer(self):
        """Remember quantities and amount as they are now: they are what the customer got."""
        now = fields.Datetime.now()
        self.order_line._keep_offered_qty()
        for order in self:
            order.write({"offer_date": now, "offered_amount": order.amount_total})

    @api.readonly
    def document_chain(self):
        """Return the whole chain of each order: its documents, and its lines' quantities.

        Quantities are in the line's unit: ``offered`` (kept when the offer was last sent),
        ``ordered``, ``delivered`` (all that was shipped; returns do not lower it), ``invoiced``
        (posted invoices less posted credit notes, drafts do not count), ``returned`` (all that
        came back). ``False`` is "does not apply": nothing was offered, not ordered yet, a
        service is not delivered.

        :return: one dict per order, in their sequence, safe for XML-RPC::

            {"order_id", "name", "state",
             "currency": {"id", "name", "symbol", "position", "decimal_places"},
             "documents": [{"kind", "kind_label", "model", "res_id", "can_open", "number",
                            "date", "state", "state_label", "payment_state",
                            "amount", "order_amount", "currency_id", "currency"}],
             "lines": [{"line_id", "product_id", "name", "uom",
                        "offered", "ordered", "delivered", "invoiced", "returned",
                        "changed", "delivery_state", "invoice_state", "complete",
                        "documents": {"offered": {"model", "ids", "can_open"}, …}}],
             "totals": {"amount_untaxed", "amount_total", "invoiced", "invoiced_untaxed",
                        "delivered_percent", "returned"}}

        ``kind`` is opportunity, offer, order, delivery, return, transfer, down_payment, invoice,
        credit_note or payment; ``date`` is ISO (``YYYY-MM-DD``) in the user's time zone.
        ``amount`` is with tax in the document's currency, returns and credit notes negative;
        ``order_amount`` is this order's part of it; goods are valued at the order's prices.
        ``totals`` are in the order's currency, ``delivered_percent`` is 0 to 100 by value,
        ``False`` without goods. The states of a line are none, open, partial, done or over.

        A document that the user may not read is listed with number, date and state, but with
        ``can_open``, ``res_id`` and the amounts ``False``; an opportunity is then left out.
        Down payments, sections and notes are not lines.

        :raise AccessError: the user may not read one of the orders, or is not an internal user
        """
        if not self.env.user._is_internal():
            raise AccessError(self.env._("Only employees may see the document chain."))
        self.check_access("read")
        return build_chains(self)
