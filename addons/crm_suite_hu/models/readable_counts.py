"""Counts on forms: what a user may not read counts as none, and its button hides itself.

Odoo counts the payments of an invoice, the invoices of an order and its event attendees with the
rights of the reader, so the whole form is refused to a reader of orders or invoices only.
"""

from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _compute_reconciled_payment_ids(self):
        if not self.env["account.payment"].has_access("read"):
            self.sudo().reconciled_payment_ids = False  # to set "none" takes no right to payments
            return
        super()._compute_reconciled_payment_ids()


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _get_invoiced(self):
        if not self.env["account.move.line"].has_access("read"):
            self.sudo().invoice_ids = False  # to set "none" takes no right to invoices
            self.invoice_count = 0
            return
        super()._get_invoiced()

    def _compute_attendee_count(self):
        if not self.env["event.registration"].has_access("read"):
            self.attendee_count = 0
            return
        super()._compute_attendee_count()
