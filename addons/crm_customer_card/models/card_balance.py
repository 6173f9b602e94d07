from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from ..card_show import Figure, Show

LATELY = 90
YEAR = 365
RECEIVABLE = [
    ("account_id.account_type", "=", "asset_receivable"),
    ("parent_state", "=", "posted"),
]
#: days between due day and last payment: in a year, lately, earlier in the year
DELAYS = """
WITH paid AS (
    SELECT MAX(part.max_date) AS day,
           MAX(part.max_date) - line.date_maturity AS late
      FROM account_move_line line
      JOIN account_move invoice ON invoice.id = line.move_id
      JOIN account_partial_reconcile part ON part.debit_move_id = line.id
      JOIN account_move_line credit ON credit.id = part.credit_move_id
      JOIN account_move move ON move.id = credit.move_id
     WHERE line.id IN %(lines)s
       AND line.date_maturity IS NOT NULL
       AND invoice.move_type = 'out_invoice'
       AND move.move_type = 'entry'
     GROUP BY line.id
)
SELECT AVG(late),
       AVG(late) FILTER (WHERE day > %(today)s::date - %(lately)s),
       AVG(late) FILTER (WHERE day <= %(today)s::date - %(lately)s),
       COUNT(*)
  FROM paid
 WHERE day > %(today)s::date - %(year)s
"""
#: with tax; Odoo's own field goes through each order in Python
TO_INVOICE = """
SELECT SUM(%(amount)s * CASE WHEN line.price_subtotal = 0 THEN 1
                             ELSE line.price_total / line.price_subtotal END)
  FROM sale_order_line line
  JOIN sale_order ordered ON ordered.id = line.order_id
 WHERE line.id IN %(lines)s
"""
LIMIT_FIELDS = ("credit", "credit_limit")


class ResPartner(models.Model):
    """What the customer owes, how much more he may, and how he pays."""

    _inherit = "res.partner"

    def _card_balance(self):
        if not self._card_may_read("account.move.line"):
            return None
        unpaid = self._card_of_customer(*RECEIVABLE, ("reconciled", "=", False))
        overdue = [*unpaid, ("date_maturity", "<", self._card_today().isoformat())]
        return {
            **self._card_currency(),
            "open": self._card_residual(unpaid),
            "overdue": self._card_residual(overdue),
            **self._card_limit(),
            **self._card_delays(),
            "action": self._card_balance_actions(unpaid, overdue),
        }

    def _card_balance_actions(self, unpaid, overdue):
        items = self.env._("Open items")
        paid = self._card_of_customer(
            ("state", "=", "posted"),
            ("move_type", "=", "out_invoice"),
            ("payment_state", "in", ("paid", "in_payment")),
            ("invoice_date", ">=", self._card_days_ago(2 * YEAR)),
        )
        [form] = self._card_form(self)
        return [
            {**form, "opens": ["credit_limit", "credit_left"]},
            self._card_open(items, "account.move.line", unpaid, "open"),
            self._card_open(items, "account.move.line", overdue, "overdue"),
            self._card_open(
                self.env._("Paid in two years"), "account.move", paid,
                "delay", "delay_lately", "paid_count",
            ),
        ]  # fmt: skip

    def _card_days_ago(self, days):
        return fields.Date.to_string(self._card_today() - timedelta(days=days))

    def _card_residual(self, domain):
        [(amount,)] = self.env["account.move.line"]._read_group(domain, [], ["amount_residual:sum"])
        return self._card_money(amount)

    def _card_limit(self):
        """Return limit and what is left of it, as Odoo warns of it: orders not invoiced count."""
        on = self.env.company.account_use_credit_limit
        may = self._card_may_read("res.partner", *LIMIT_FIELDS)
        may &= self._card_may_read("sale.order.line")
        if not (on and may and self.credit_limit):
            return {"credit_limit": False, "credit_left": False}
        left = self.credit_limit - self.credit - self._card_to_invoice()
        return {
            "credit_limit": self._card_money(self.credit_limit),
            "credit_left": self._card_money(left),
        }

    def _card_to_invoice(self):
        """Return what is ordered and not invoiced, with tax."""
        lines = self._card_lines(("untaxed_amount_to_invoice", ">", 0))
        self.env.flush_all()
        [(amount,)] = self.env.execute_query(
            SQL(
                TO_INVOICE,
                amount=self._card_at_rate(SQL("line.untaxed_amount_to_invoice"), "ordered"),
                lines=self._card_query("sale.order.line", lines),
            )
        )
        return float(amount or 0)

    def _card_delays(self):
        """Return how many days after the due day invoices were paid, in a year and lately.

        What a credit note settled was not paid; the last payment of an instalment counts.
        """
        paid = self._card_of_customer(*RECEIVABLE, ("reconciled", "=", True))
        lines = self._card_query("account.move.line", paid)
        self.env["account.move.line"].flush_model(["date_maturity"])
        self.env["account.move"].flush_model(["move_type"])
        self.env["account.partial.reconcile"].flush_model()
        [(year, lately, earlier, count)] = self.env.execute_query(
            SQL(
                DELAYS,
                lines=lines,
                today=self._card_today(),
                lately=LATELY,
                year=YEAR,
            )
        )
        return {
            "delay": _average(year),
            "delay_lately": _average(lately),
            "delay_earlier": _average(earlier),
            "paid_count": count,
        }

    def _card_balance_words(self):
        return Show(
            self.env._("Balance"),
            (
                Figure("open", self.env._("Open"), "money"),
                Figure("overdue", self.env._("Overdue"), "money", "danger"),
                Figure("credit_limit", self.env._("Credit limit"), "money"),
                Figure("credit_left", self.env._("Left of the limit"), "money"),
                Figure("delay", self.env._("Pays after the due day, in a year"), "delay"),
                Figure("delay_lately", self.env._("Pays after the due day, in 90 days"), "delay"),
                Figure("paid_count", self.env._("Paid invoices in a year"), "number"),
            ),
        )


def _average(value):
    """Return days with one decimal; False where nothing was paid."""
    return False if value is None else round(float(value), 1)
