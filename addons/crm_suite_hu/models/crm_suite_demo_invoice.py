from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from ..demo_engine.workdays import add_workdays

REFUND_AFTER = 4


class CrmSuiteDemo(models.AbstractModel):
    """What the firm invoiced and what came in: invoices, credit notes, payments."""

    _inherit = "crm.suite.demo"

    @api.model
    def _create_order_invoices(self, sold, wave):
        """Draft the invoice of the nth delivery of each order, dated as the delivery.

        All in one batch: made day by day they take a third longer.

        :return: dict of (order number, delivery number) → invoice
        """
        values = {
            (planned.number, wave): self._prepare_invoice_values(
                order, planned.deliveries[wave].day
            )
            for planned, order in sold
            if len(planned.deliveries) > wave
        }
        invoices = self.env["sale.order"]._create_account_invoices(list(values.values()), False)
        return dict(zip(values, invoices, strict=True))

    @api.model
    def _prepare_invoice_values(self, order, day):
        order = order.with_context(lang=order.partner_invoice_id.lang)
        lines = enumerate(order._get_invoiceable_lines())
        return {
            **order._prepare_invoice(),
            "invoice_date": day,
            "delivery_date": day,
            "invoice_line_ids": [
                Command.create(values)
                for sequence, line in lines
                for values in line._prepare_invoice_lines_vals_list(sequence=sequence)
            ],
        }

    @api.model
    def _return_goods(self, sold):
        """Take back what the plan says and post the credit notes.

        :return: dict of order number → credit note
        """
        returned = [(planned, order) for planned, order in sold if planned.returned]
        moments = {
            self._create_return(planned, order).id: self._moment(
                planned.returned.day, planned.number
            )
            for planned, order in returned
        }
        self._validate_pickings(moments)
        notes = {}
        for planned, order in sorted(returned, key=lambda pair: pair[0].returned.day):
            day = planned.returned.day
            notes[planned.number] = order.with_context(
                default_invoice_date=day, default_delivery_date=day
            )._create_invoices(final=True)
        self.env["account.move"].concat(*notes.values()).action_post()
        return notes

    @api.model
    def _create_return(self, planned, order):
        """Return the new transfer that brings back one line of the order's delivery."""
        picking = order.picking_ids.filtered(lambda p: p.state == "done")[:1]
        product = self._known("product")[planned.lines[planned.returned.line].product]
        move = picking.move_ids.filtered(lambda m: m.product_id.id == product)
        wizard = self.env["stock.return.picking"].create(
            {
                "picking_id": picking.id,
                "product_return_moves": [
                    Command.create(
                        {
                            "product_id": product,
                            "quantity": planned.returned.quantity,
                            "move_id": move.id,
                        }
                    )
                ],
            }
        )
        return self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])

    @api.model
    def _settle_invoices(self, sold, invoices, notes):
        """Register what the customers paid, and set credit notes off or pay them back.

        :return: number of payments
        """
        today = fields.Date.context_today(self)
        events = []
        for planned, _order in sold:
            for wave, delivery in enumerate(planned.deliveries):
                invoice = invoices[planned.number, wave]
                events += [(p.day, invoice, p.percent) for p in delivery.payments]
        for planned, _order in sold:
            if planned.number in notes:
                events += self._settle_note(planned, invoices, notes[planned.number], today)
        return self._register_payments(events)

    @api.model
    def _settle_note(self, planned, invoices, note, today):
        """Set a credit note off against its invoice, or say when it is paid back."""
        invoice, payments = invoices[planned.number, 0], planned.deliveries[0].payments
        if payments and payments[0].day <= planned.returned.day:
            refunded = add_workdays(planned.returned.day + timedelta(days=1), REFUND_AFTER)
            return [(refunded, note, 100)] if refunded < today else []
        both = (invoice | note).line_ids
        both.filtered(lambda line: line.account_type == "asset_receivable").reconcile()
        return []

    @api.model
    def _register_payments(self, events):
        """Register payments in order of date through Odoo's own wizard.

        :param events: list of (day, invoice or bill, percent of what is open)
        :return: number of payments
        """
        whole, count = defaultdict(self.env["account.move"].browse), 0
        parts = []
        for day, move, percent in events:
            if percent == 100:
                whole[day, move.currency_id, move.move_type] |= move
            else:
                parts.append((day, move, percent))
        batches = [(key[0], moves, 100) for key, moves in whole.items()] + parts
        for day, moves, percent in sorted(batches, key=lambda batch: batch[0]):
            count += self._register_payment(day, moves, percent)
        return count

    @api.model
    def _register_payment(self, day, moves, percent):
        open_moves = moves.filtered("amount_residual")
        if not open_moves:
            return 0
        values = {
            "payment_date": day,
            "group_payment": False,
            "journal_id": self._payment_journal(moves.currency_id).id,
        }
        if percent != 100:
            values["amount"] = moves.currency_id.round(moves.amount_residual * percent / 100)
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=open_moves.ids)
            .create(values)
        )
        return len(wizard._create_payments())

    @api.model
    def _payment_journal(self, currency):
        if currency == self.env.ref("base.EUR"):
            return self.env.ref("crm_suite_hu.demo_journal_eur")
        return self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self.env.company.id)],
            order="sequence, id",
            limit=1,
        )
