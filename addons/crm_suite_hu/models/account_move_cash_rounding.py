"""Invoices are not rounded to 5 forints."""

from odoo import api, models
from odoo.exceptions import ValidationError


class AccountMove(models.Model):
    """Keeps the rounding of cash off Hungarian invoices: it belongs to the payment in cash."""

    _inherit = "account.move"

    @api.constrains("invoice_cash_rounding_id")
    def _check_cash_rounding_of_invoice(self):
        rounding = self.env.ref("crm_suite_hu.cash_rounding_5_huf", raise_if_not_found=False)
        if rounding and any(move.invoice_cash_rounding_id == rounding for move in self):
            raise ValidationError(
                self.env._(
                    "Invoices are in whole forints. Only cash is rounded to 5 forints, when it is "
                    "paid."
                )
            )
