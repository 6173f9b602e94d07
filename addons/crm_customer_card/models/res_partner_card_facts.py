from datetime import datetime, time

import pytz
from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.tools import SQL

ORDERED = ("state", "=", "sale")
POSTED = [("state", "=", "posted"), ("move_type", "in", ("out_invoice", "out_refund"))]


class ResPartner(models.Model):
    """What the blocks of a card share: whom, when, in which currency, and how to open documents."""

    _inherit = "res.partner"

    def _card_may_read(self, model, *names):
        """Whether the user may read a model, and these fields of it."""
        records = self.env[model]
        return records.has_access("read") and all(
            records._has_field_access(records._fields[name], "read") for name in names
        )

    def _card_ids(self):
        """Return the ids of the firm, its contact persons and sites, archived ones included."""
        return self.env.context["card_partner_ids"]

    def _card_today(self):
        return fields.Date.context_today(self)

    def _card_months(self, count):
        """Return the first days of the last `count` months, this one last."""
        first = self._card_today().replace(day=1)
        return [first - relativedelta(months=back) for back in reversed(range(count))]

    def _card_moment(self, day):
        """Return the moment a day begins where the user is, as domains write it."""
        zone = pytz.timezone(self.env.context["tz"])
        begin = zone.localize(datetime.combine(day, time.min)).astimezone(pytz.utc)
        return fields.Datetime.to_string(begin.replace(tzinfo=None))

    def _card_day(self, moment):
        """Return the day of a moment where the user is, ISO, or False."""
        if not moment:
            return False
        return fields.Date.to_string(fields.Datetime.context_timestamp(self, moment).date())

    def _card_money(self, amount):
        return self.env.company.currency_id.round(float(amount or 0.0)) + 0.0

    def _card_currency(self):
        currency = self.env.company.currency_id
        return {"currency": currency.name, "currency_id": currency.id}

    def _card_of_company(self, *conditions, shared=False):
        """Return a domain of documents of the company that the user works in.

        :param shared: those of no company as well
        """
        companies = [self.env.company.id, *([False] if shared else [])]
        return [("company_id", "in", companies), *conditions]

    def _card_of_customer(self, *conditions, shared=False):
        """Return a domain of the customer's documents in the company."""
        mine = ("partner_id", "in", self._card_ids())
        return self._card_of_company(mine, *conditions, shared=shared)

    def _card_between(self, name, first, after):
        """Return conditions: a moment lies from the first day on, before the day after."""
        return [
            (name, ">=", self._card_moment(first)),
            (name, "<", self._card_moment(after)),
        ]

    def _card_open(self, name, model, domain, *opens, **more):
        """Return a window's action with the documents behind figures.

        :param opens: names of the figures that these documents make up
        """
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "domain": _as_lists(domain),
            "views": [[False, "list"], [False, "form"]],
            "target": "current",
            "opens": list(opens),
            **more,
        }

    def _card_form(self, record, name=False):
        """Return a list with the action that opens one document."""
        return [
            {
                "type": "ir.actions.act_window",
                "name": name or record.display_name or "",
                "res_model": record._name,
                "res_id": record.id,
                "domain": [["id", "=", record.id]],
                "views": [[False, "form"]],
                "target": "current",
                "opens": [],
            }
        ]

    def _card_query(self, model, domain):
        """Return SQL with the ids of those documents that the user may see."""
        return self.env[model]._search(domain).subselect()

    def _card_at_rate(self, amount, order):
        """Return SQL of an amount of an order in the company's currency."""
        return SQL(
            "%s / COALESCE(NULLIF(%s, 0), 1)", amount, SQL.identifier(order, "currency_rate")
        )

    def _card_order_days(self):
        """Return the days of two years with confirmed orders: date → amount."""
        months = self._card_months(24)
        groups = self.env["sale.order"]._read_group(
            self._card_of_customer(ORDERED, ("date_order", ">=", self._card_moment(months[0]))),
            ["date_order:day"],
            ["amount_untaxed:sum_at_rate"],
        )
        return {day.date(): float(amount or 0.0) for day, amount in groups}


def _as_lists(value):
    """Return a domain as programs get it: lists all the way down."""
    return [_as_lists(part) for part in value] if isinstance(value, (list, tuple)) else value
