from collections import defaultdict
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.tools import SQL

from ..card_engine import change
from ..card_show import Column, Figure, Show, Table
from .res_partner_card_facts import ORDERED, POSTED

MONTHS = 12
RANK = """
WITH turnover AS (
    SELECT partner.commercial_partner_id AS customer, SUM(%(amount)s) AS amount
      FROM sale_order ordered
      JOIN res_partner partner ON partner.id = ordered.partner_id
     WHERE ordered.id IN %(orders)s
     GROUP BY partner.commercial_partner_id
)
SELECT SUM(amount), COUNT(*) FILTER (WHERE amount > (
           SELECT amount FROM turnover WHERE customer = %(customer)s)), COUNT(*)
  FROM turnover
"""


class ResPartner(models.Model):
    """What the customer ordered and what he was invoiced."""

    _inherit = "res.partner"

    def _card_turnover(self):
        if not self._card_may_read("sale.order"):
            return None
        days = self._card_order_days()
        domain = self._card_of_customer(ORDERED)
        [(total, count)] = self.env["sale.order"]._read_group(
            domain, [], ["amount_untaxed:sum_at_rate", "__count"]
        )
        return {
            **self._card_currency(),
            "total": self._card_money(total),
            "order_count": count,
            "average": self._card_money(total / count) if count else 0.0,
            "invoiced": self._card_invoiced_total(),
            **self._card_years(days),
            "months": self._card_turnover_months(days),
            "action": self._card_turnover_actions(domain),
        }

    def _card_years(self, days):
        """Return the turnover of twelve months and of those before, share and place.

        This month is not over: the change is that to the same day a year ago.
        """
        months = self._card_months(2 * MONTHS)
        day_after = self._card_today() - relativedelta(years=1, days=-1)
        year = self._card_money(_sum(days, months[MONTHS], date.max))
        so_far = _sum(days, months[0], day_after)
        return {
            "year": year,
            "year_before": self._card_money(_sum(days, months[0], months[MONTHS])),
            "change_percent": _or_false(change(year, so_far)),
            **self._card_rank(year),
        }

    def _card_turnover_months(self, days):
        """Return the last twelve months with those a year before beside them."""
        ordered = defaultdict(float)
        for day, amount in days.items():
            ordered[day.replace(day=1)] += amount
        invoiced = self._card_invoiced_months()
        return [
            self._card_turnover_month(month, ordered, invoiced)
            for month in self._card_months(MONTHS)
        ]

    def _card_invoiced_months(self):
        if not self._card_may_read("account.move"):
            return None
        first = self._card_months(2 * MONTHS)[0].isoformat()
        groups = self.env["account.move"]._read_group(
            self._card_of_customer(*POSTED, ("invoice_date", ">=", first)),
            ["invoice_date:month"],
            ["amount_untaxed_signed:sum"],
        )
        return dict(groups)

    def _card_turnover_month(self, month, ordered, invoiced):
        before = month - relativedelta(years=1)
        after = month + relativedelta(months=1)
        domain = self._card_of_customer(ORDERED, *self._card_between("date_order", month, after))
        return {
            "month": month.strftime("%Y-%m"),
            "ordered": self._card_money(ordered.get(month)),
            "ordered_before": self._card_money(ordered.get(before)),
            "invoiced": invoiced is not None and self._card_money(invoiced.get(month)),
            "invoiced_before": invoiced is not None and self._card_money(invoiced.get(before)),
            "action": [self._card_open(self.env._("Orders"), "sale.order", domain, "ordered")],
        }

    def _card_invoiced_total(self):
        if not self._card_may_read("account.move"):
            return False
        [(amount,)] = self.env["account.move"]._read_group(
            self._card_of_customer(*POSTED), [], ["amount_untaxed_signed:sum"]
        )
        return self._card_money(amount)

    def _card_rank(self, year):
        """Return the customer's share of the year's turnover and his place, among what is seen."""
        since = ("date_order", ">=", self._card_moment(self._card_months(MONTHS)[0]))
        orders = self._card_query("sale.order", self._card_of_company(ORDERED, since))
        names = ["amount_untaxed", "currency_rate", "partner_id"]
        self.env["sale.order"].flush_model(names)
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        [(total, above, count)] = self.env.execute_query(
            SQL(
                RANK,
                amount=self._card_at_rate(SQL("ordered.amount_untaxed"), "ordered"),
                orders=orders,
                customer=self.id,
            )
        )
        has_place = year > 0
        return {
            "share_percent": round(year * 100 / float(total), 2) if has_place and total else 0.0,
            "rank": above + 1 if has_place else False,
            "rank_of": count,
        }

    def _card_turnover_actions(self, domain):
        months = self._card_months(2 * MONTHS)
        year = ("date_order", ">=", self._card_moment(months[MONTHS]))
        before = self._card_between("date_order", months[0], months[MONTHS])
        orders = self.env._("Orders")
        actions = [
            self._card_open(orders, "sale.order", domain, "total", "order_count", "average"),
            self._card_open(
                orders, "sale.order", [*domain, year], "year", "change_percent", "share_percent"
            ),
            self._card_open(orders, "sale.order", [*domain, *before], "year_before"),
            self._card_open(
                orders,
                "sale.order",
                self._card_of_company(ORDERED, year),
                "rank",
                "rank_of",
                context={"group_by": ["partner_id"]},
            ),
        ]
        if self._card_may_read("account.move"):
            invoices = self._card_of_customer(*POSTED)
            actions.append(
                self._card_open(self.env._("Invoices"), "account.move", invoices, "invoiced")
            )
        return actions

    def _card_turnover_words(self):
        return Show(
            self.env._("Turnover"),
            (
                Figure("year", self.env._("Ordered in 12 months"), "money"),
                Figure("year_before", self.env._("In the 12 months before"), "money"),
                Figure("change_percent", self.env._("Change to the same day"), "change"),
                Figure("total", self.env._("Ordered in all"), "money"),
                Figure("invoiced", self.env._("Invoiced in all"), "money"),
                Figure("order_count", self.env._("Orders"), "number"),
                Figure("average", self.env._("Average order"), "money"),
                Figure("share_percent", self.env._("Share of our turnover"), "percent"),
                Figure("rank", self.env._("Place among customers"), "number"),
            ),
            (
                Table(
                    "months",
                    (
                        Column("month", self.env._("Month"), "month"),
                        Column("ordered", self.env._("Ordered"), "money"),
                        Column("ordered_before", self.env._("A year before"), "money"),
                    ),
                ),
            ),
            chart="months",
        )


def _sum(days, first, after):
    """Sum the amounts from the first day on, before the day after."""
    return sum(amount for day, amount in days.items() if first <= day < after)


def _or_false(value):
    return False if value is None else value
