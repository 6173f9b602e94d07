from odoo import api, models
from odoo.tools import SQL

LINE = SQL("account_move_line")


class CrmAudienceMetric(models.AbstractModel):
    """What customers owe and how they pay, from the receivable lines of posted documents."""

    _inherit = "crm.audience.metric"

    @api.model
    def _receivables(self, asked, domain):
        """Return (query, firm) of receivable lines; credit notes and payments count against."""
        domain = [
            ("parent_state", "=", "posted"),
            ("company_id", "=", asked.company.id),
            ("partner_id", "!=", False),
            *domain,
        ]
        query = self.env["account.move.line"]._search(domain)
        query.add_join(
            "JOIN",
            "receivable",
            "account_account",
            SQL(
                "receivable.id = account_move_line.account_id "
                "AND receivable.account_type = 'asset_receivable'"
            ),
        )
        return query, self._by_firm(query)

    @api.model
    def _metric_balance(self, asked):
        query, firm = self._receivables(asked, [("reconciled", "=", False)])
        owed = asked.money(SQL("SUM(%s.amount_residual)", LINE))
        return query.select(firm, SQL("%s AS value", owed))

    @api.model
    def _metric_overdue_amount(self, asked):
        query, firm = self._receivables(
            asked, [("reconciled", "=", False), ("date_maturity", "<", asked.today)]
        )
        owed = asked.money(SQL("SUM(%s.amount_residual)", LINE))
        return query.select(firm, SQL("%s AS value", owed))

    @api.model
    def _metric_payment_delay_days(self, asked):
        """Days from the due date to the last payment, of invoices that are paid wholly."""
        query, firm = self._receivables(
            asked, [("reconciled", "=", True), *asked.dates("date_maturity")]
        )
        query.add_join(
            "JOIN",
            "invoice",
            "account_move",
            SQL("invoice.id = account_move_line.move_id AND invoice.move_type = 'out_invoice'"),
        )
        payments = self.env["account.partial.reconcile"]._search([])
        query.add_join(
            "JOIN",
            "paid",
            SQL(
                "(%s)",
                self._last_payments(payments),
            ),
            SQL("paid.line_id = account_move_line.id"),
        )
        delay = SQL("AVG(paid.day - account_move_line.date_maturity)")
        return query.select(firm, SQL("%s AS value", delay))

    @api.model
    def _last_payments(self, payments):
        line = SQL("account_partial_reconcile.debit_move_id")
        payments.groupby = line
        return payments.select(
            SQL("%s AS line_id", line), SQL("MAX(account_partial_reconcile.max_date) AS day")
        )
