from odoo import models

from ..card_show import Figure, Show
from .res_partner_card_facts import ORDERED

MONTHS = 12


class ResPartner(models.Model):
    """What the customer's orders left above their cost, for those who may see margins."""

    _inherit = "res.partner"

    def _card_margin(self):
        if not self._card_may_read("sale.order", "margin"):
            return None
        months = self._card_months(2 * MONTHS)
        domain = self._card_of_customer(ORDERED)
        year = ("date_order", ">=", self._card_moment(months[MONTHS]))
        before = self._card_between("date_order", months[0], months[MONTHS])
        periods = {"total": [], "year": [year], "year_before": before}
        figures, actions = {}, []
        for name, conditions in periods.items():
            figures |= self._card_margin_of(name, [*domain, *conditions])
            actions.append(
                self._card_open(
                    self.env._("Orders"), "sale.order", [*domain, *conditions], name,
                    f"{name}_percent",
                )
            )  # fmt: skip
        return {**self._card_currency(), **figures, "action": actions}

    def _card_margin_of(self, name, domain):
        [(margin, amount)] = self.env["sale.order"]._read_group(
            domain, [], ["margin:sum_at_rate", "amount_untaxed:sum_at_rate"]
        )
        percent = round(float(margin) * 100 / float(amount), 1) if amount else False
        return {name: self._card_money(margin), f"{name}_percent": percent}

    def _card_margin_words(self):
        return Show(
            self.env._("Margin"),
            (
                Figure("year", self.env._("In 12 months"), "money"),
                Figure("year_percent", self.env._("Of the turnover"), "percent"),
                Figure("year_before", self.env._("In the 12 months before"), "money"),
                Figure("year_before_percent", self.env._("Of that turnover"), "percent"),
                Figure("total", self.env._("In all"), "money"),
                Figure("total_percent", self.env._("Of all turnover"), "percent"),
            ),
        )
