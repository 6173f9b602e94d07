from odoo import fields, models

from ..card_engine import (
    delay_trend,
    has_stopped,
    order_trend,
    rhythm,
    silence,
    stopped_trend,
    turnover_trend,
)  # fmt: skip
from ..card_show import Column, Show, Table
from .res_partner_card_facts import ORDERED

#: what somebody should do something about
WORSE = ("turnover_down", "order_late", "pays_later", "stopped_products")


class ResPartner(models.Model):
    """What has changed with the customer, in plain words."""

    _inherit = "res.partner"

    def _card_trends(self):
        if not self._card_may_read("sale.order"):
            return None
        gone = self._card_products_gone()
        found = [
            *self._card_order_trends(),
            *filter(None, [stopped_trend(len(gone))]),
            *self._card_payment_trends(),
        ]
        return {
            "trends": [
                {
                    "code": code,
                    "params": params,
                    "text": self._card_trend_text(code, params),
                    "tone": "warning" if code in WORSE else "",
                    "action": self._card_trend_action(code, gone),
                }
                for code, params in found
            ],
            "action": [],
        }

    def _card_order_trends(self):
        amounts, today = self._card_order_days(), self._card_today()
        silent = silence(amounts, today)
        if silent is None:
            silent = self._card_days_since_order()
        trends = (turnover_trend(amounts, today), order_trend(silent, rhythm(amounts)))
        return [trend for trend in trends if trend]

    def _card_products_gone(self):
        """Return the ids of the products that the customer buys no more."""
        if not self._card_may_read("sale.order.line"):
            return []
        today = self._card_today()
        rows = self._card_product_rows()
        return [row["product_id"] for row in rows if has_stopped(row["days"], today)]

    def _card_days_since_order(self):
        """Return how many days ago the last order was that is older than two years, or None."""
        [(last,)] = self.env["sale.order"]._read_group(
            self._card_of_customer(ORDERED), [], ["date_order:max"]
        )
        if not last:
            return None
        return (self._card_today() - fields.Datetime.context_timestamp(self, last).date()).days

    def _card_payment_trends(self):
        if not self._card_may_read("account.move.line"):
            return []
        delays = self._card_delays()
        known = (delays["delay_lately"], delays["delay_earlier"])
        trend = delay_trend(*(None if days is False else days for days in known))
        return [trend] if trend else []

    def _card_trend_text(self, code, params):
        than_year = params.get("than") == "year"
        texts = {
            "turnover_down": self.env._(
                "Turnover down %(percent)s%% in %(days)s days, against a year before"
            )
            if than_year
            else self.env._(
                "Turnover down %(percent)s%% in %(days)s days, against the days before"
            ),
            "turnover_up": self.env._(
                "Turnover up %(percent)s%% in %(days)s days, against a year before"
            )
            if than_year
            else self.env._("Turnover up %(percent)s%% in %(days)s days, against the days before"),
            "no_order": self.env._("No order yet"),
            "last_order": self.env._("Last order %(days)s days ago"),
            "order_late": self.env._("Last order %(days)s days ago, usual rhythm %(rhythm)s"),
            "orders_on_time": self.env._(
                "Orders in the usual rhythm of %(rhythm)s days, last %(days)s days ago"
            ),
            "pays_later": self.env._(
                "Pays later: %(days)s days after the due day, before %(before)s"
            ),
            "pays_sooner": self.env._(
                "Pays sooner: %(days)s days after the due day, before %(before)s"
            ),
            "stopped_products": self.env._("Products that he buys no more: %(count)s"),
        }
        return texts[code] % params

    def _card_trend_action(self, code, gone):
        if code.startswith("pays"):
            domain = self._card_of_customer(
                ("state", "=", "posted"), ("move_type", "=", "out_invoice")
            )
            return [self._card_open(self.env._("Invoices"), "account.move", domain, "text")]
        if code == "stopped_products":
            lines = self._card_lines(("product_id", "in", gone))
            return [self._card_open(self.env._("Bought"), "sale.order.line", lines, "text")]
        domain = self._card_of_customer(ORDERED)
        return [self._card_open(self.env._("Orders"), "sale.order", domain, "text")]

    def _card_trends_words(self):
        return Show(self.env._("What has changed"), tables=(Table("trends", (Column("text"),)),))
