from odoo import fields, models
from odoo.tools import SQL

MARGIN = "crm_customer_card.group_card_margin"
#: sums in the company's currency, at the rate of each order
AT_RATE = {"amount_untaxed:sum_at_rate": "amount_untaxed", "margin:sum_at_rate": "margin"}


class SaleOrder(models.Model):
    """Orders can be summed in the company's currency; margins are for those who may see them."""

    _inherit = "sale.order"

    margin = fields.Monetary(groups=MARGIN)
    margin_percent = fields.Float(groups=MARGIN)

    def action_customer_card(self):
        """Open the card of the order's customer.

        :return: a client action
        """
        self.ensure_one()
        return self.partner_id.action_customer_card()

    def _read_group_select(self, aggregate_spec, query):
        """Know `sum_at_rate`: each order's amount at the rate that the order itself holds."""
        name = AT_RATE.get(aggregate_spec)
        if not name:
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "SUM(%s / COALESCE(NULLIF(%s, 0), 1))",
            self._field_to_sql(self._table, name, query),
            self._field_to_sql(self._table, "currency_rate", query),
        )
