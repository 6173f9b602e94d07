from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

RFQ_DAYS = 3


class CrmSuiteDemo(models.AbstractModel):
    """What the firm bought: orders, receipts, bills and what it paid for them."""

    _inherit = "crm.suite.demo"

    @api.model
    def _load_purchases(self, plan):
        """Create the purchases of the plan and bring each as far as it got."""
        purchases = self._create_purchases(plan.purchases)
        self._confirm_purchases(purchases)
        self._receive_purchases(purchases)
        bills = self._bill_purchases(purchases)
        paid = self._pay_bills(bills)
        return {
            "purchase.order": len(purchases),
            "account.move": len(bills),
            "account.payment": paid,
        }

    @api.model
    def _create_purchases(self, planned):
        """Return a list of pairs: plan's purchase, draft purchase order."""
        vendors, products = self._known("vendor"), self._known("product")
        orders = self.env["purchase.order"].create(
            [
                {
                    "partner_id": vendors[purchase.vendor],
                    "date_order": self._moment(purchase.day, index),
                    "date_planned": self._moment(purchase.expected, index),
                    "order_line": [
                        Command.create(
                            {
                                "product_id": products[line.product],
                                "product_qty": line.quantity,
                                "date_planned": self._moment(purchase.expected, index),
                            }
                        )
                        for line in purchase.lines
                    ],
                }
                for index, purchase in enumerate(planned)
            ]
        )
        self._backdate({order: order.date_order for order in orders})
        return list(zip(planned, orders, strict=True))

    @api.model
    def _confirm_purchases(self, purchases):
        """Confirm all but the youngest, which stay requests for quotation."""
        limit = fields.Date.context_today(self) - timedelta(days=RFQ_DAYS)
        confirmed = [
            (planned, order)
            for planned, order in purchases
            if planned.received or planned.day < limit
        ]
        self.env["purchase.order"].concat(*(order for _p, order in confirmed)).button_confirm()
        for _planned, order in confirmed:
            order.date_approve = order.date_order

    @api.model
    def _receive_purchases(self, purchases):
        self._validate_pickings(
            {
                order.picking_ids.id: self._moment(planned.received, index)
                for index, (planned, order) in enumerate(purchases)
                if planned.received
            }
        )

    @api.model
    def _bill_purchases(self, purchases):
        """Post the vendors' bills.

        :return: list of pairs: plan's purchase, bill
        """
        bills = []
        for planned, order in purchases:
            if planned.received:
                order.with_context(default_invoice_date=planned.received).action_create_invoice()
                prefix = planned.vendor[:3].upper()
                order.invoice_ids.ref = f"{prefix}-{planned.received:%y%m}{order.id:04d}"
                # Odoo books a bill of this month on the day when it is entered
                order.invoice_ids.date = planned.received
                bills.append((planned, order.invoice_ids))
        self.env["account.move"].concat(*(bill for _p, bill in bills)).action_post()
        return bills

    @api.model
    def _pay_bills(self, bills):
        """Pay the bills on the days of the plan; return the number of payments."""
        return self._register_payments(
            [(planned.paid, bill, 100) for planned, bill in bills if planned.paid]
        )
