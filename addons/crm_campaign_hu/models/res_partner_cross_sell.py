from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

MOST = 100
# of several products that suggest the same one, the surest counts
WHAT_TO_OFFER = """
    WITH person AS (
        SELECT id, commercial_partner_id AS firm_id FROM res_partner WHERE id IN %(partners)s
    ), bought AS (
        SELECT DISTINCT buyer.commercial_partner_id AS firm_id, line.product_id
          FROM sale_order_line line
          JOIN res_partner buyer ON buyer.id = line.order_partner_id
         WHERE line.id IN %(lines)s
    ), offer AS (
        SELECT DISTINCT ON (person.id, s.suggested_product_id)
               person.id AS partner_id, s.id, s.suggested_product_id, s.product_id, s.confidence,
               s.lift
          FROM person
          JOIN bought ON bought.firm_id = person.firm_id
          JOIN crm_cross_sell s ON s.product_id = bought.product_id AND s.id IN %(suggestions)s
         WHERE s.suggested_product_id IN %(offered)s
           AND NOT EXISTS (SELECT FROM bought had
                            WHERE had.firm_id = person.firm_id
                              AND had.product_id = s.suggested_product_id)
         ORDER BY person.id, s.suggested_product_id, s.confidence DESC, s.lift DESC, s.id
    ), ranked AS (
        SELECT *, row_number() OVER (PARTITION BY partner_id
                                     ORDER BY confidence DESC, lift DESC, id) AS place
          FROM offer
    )
    SELECT partner_id, id, suggested_product_id, product_id, confidence
      FROM ranked WHERE place <= %(limit)s ORDER BY partner_id, place
"""


class ResPartner(models.Model):
    """What else a customer may need."""

    _inherit = "res.partner"

    def cross_sell_suggestions(self, limit=5):
        """Say what to offer: products that others bought with what these customers bought.

        What a customer (his whole firm) has bought already is not suggested, as far as the user
        may read the orders; nor what is not sold any more. Nothing is written.

        :param limit: products at most for each customer, 1 to 100
        :return: [{"partner_id", "product_id", "product", "because_product_id", "because",
            "confidence"}], the surest first; `confidence` is the share of those who bought
            `because` that bought `product` too; the active company's figures
        :raise UserError: `limit` is no such number
        :raise AccessError: the user may not read orders or these customers
        """
        rows = self._cross_sell_rows(limit)
        products = self.env["product.product"].browse(
            dict.fromkeys(product for row in rows for product in row[2:4])
        )
        names = {product.id: product.display_name for product in products}
        return [
            {
                "partner_id": partner,
                "product_id": product,
                "product": names[product],
                "because_product_id": because,
                "because": names[because],
                "confidence": confidence,
            }
            for partner, _suggestion, product, because, confidence in rows
        ]

    def action_cross_sell(self):
        """Open what to offer to this customer.

        :return: a window's action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_campaign_hu.crm_cross_sell_action"
        )
        suggestions = [row[1] for row in self._cross_sell_rows(MOST)]
        return action | {
            "display_name": self.env._("What to offer to %(partner)s", partner=self.display_name),
            "domain": [("id", "in", suggestions)],
            "context": {},
        }

    def _cross_sell_rows(self, limit):
        """Return (partner, suggestion, product, because, confidence) by partner and rank."""
        if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= MOST:
            raise UserError(
                self.env._(
                    "“%(limit)s” is no number of products to suggest: give one from 1 to %(most)s.",
                    limit=limit,
                    most=MOST,
                )
            )
        self.check_access("read")
        if not self:
            return []
        firms = self.commercial_partner_id.ids
        own = [("company_id", "=", self.env.company.id)]
        bought = [("state", "=", "sale"), ("order_partner_id.commercial_partner_id", "in", firms)]
        offered = [("sale_ok", "=", True)]
        query = SQL(
            WHAT_TO_OFFER,
            partners=self._ids,
            lines=self._cross_sell_ids("sale.order.line", own + bought),
            suggestions=self._cross_sell_ids("crm.cross.sell", own),
            offered=self._cross_sell_ids("product.product", offered),
            limit=limit,
        )
        return self.env.execute_query(query)

    @api.model
    def _cross_sell_ids(self, model, domain):
        """Return a query for what the user may read of it."""
        return self.env[model]._search(domain).subselect()
