from dateutil.relativedelta import relativedelta

from odoo import fields, models


class SaleOrder(models.Model):
    """What the pro-forma invoice (díjbekérő) prints beyond the order."""

    _inherit = "sale.order"

    def _get_proforma(self):
        """Dates, accounts and reference of the pro-forma printed today, as a dict for QWeb."""
        self.ensure_one()
        issued = fields.Date.context_today(self)
        return {
            "issue_date": issued,
            "due_date": self._get_proforma_due_date(issued),
            "bank_accounts": self.company_id._get_bank_accounts(self.currency_id)[:1],
            "reference": self.reference or self.name,
        }

    def _get_proforma_due_date(self, issued):
        """The last day of the payment terms, or of the company's days where these give none."""
        due = issued
        if self.payment_term_id:
            due = max(line._get_due_date(issued) for line in self.payment_term_id.line_ids)
        if due > issued:
            return due
        return issued + relativedelta(days=self.company_id.proforma_due_days)
