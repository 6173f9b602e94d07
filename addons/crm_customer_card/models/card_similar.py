from odoo import models
from odoo.tools import SQL

from ..card_show import Column, Figure, Show, Table
from .res_partner_card_facts import ORDERED

LISTED = 5
PEERS = 50
MONTHS = 12
SIMILAR = """
WITH bought AS (
    SELECT DISTINCT partner.commercial_partner_id AS customer, line.product_id
      FROM sale_order_line line
      JOIN res_partner partner ON partner.id = line.order_partner_id
     WHERE line.id IN %(lines)s
), own AS (
    SELECT product_id FROM bought WHERE customer = %(customer)s
), peers AS (
    SELECT customer, COUNT(*) AS shared
      FROM bought
     WHERE customer <> %(customer)s AND product_id IN (SELECT product_id FROM own)
     GROUP BY customer
    HAVING COUNT(*) >= LEAST(2, (SELECT COUNT(*) FROM own))
     ORDER BY shared DESC, customer
     LIMIT %(peers)s
)
SELECT bought.product_id, COUNT(*) AS customers,
       (SELECT ARRAY_AGG(customer) FROM peers) AS peers
  FROM bought
  JOIN peers ON peers.customer = bought.customer
 WHERE bought.product_id NOT IN (SELECT product_id FROM own)
 GROUP BY bought.product_id
 ORDER BY customers DESC, bought.product_id
 LIMIT %(listed)s
"""


class ResPartner(models.Model):
    """What customers buy who buy the same as this one, and this one does not."""

    _inherit = "res.partner"

    def _card_similar(self):
        if not self._card_may_read("sale.order.line"):
            return None
        rows = self._card_similar_rows()
        peers = rows[0]["peers"] if rows else []
        similar = [("id", "in", peers)]
        return {
            "customer_count": len(peers),
            "products": [
                self._card_similar_product(product, row)
                for product, row in zip(self._card_goods(rows), rows, strict=True)
            ],
            "action": [
                self._card_open(
                    self.env._("Similar customers"),
                    "res.partner",
                    similar,
                    "customer_count",
                )
            ],
        }

    def _card_similar_lines(self, *conditions):
        since = self._card_moment(self._card_months(MONTHS)[0])
        return self._card_of_company(
            ORDERED,
            ("order_id.date_order", ">=", since),
            ("display_type", "=", False),
            ("is_downpayment", "=", False),
            ("product_id", "!=", False),
            *conditions,
        )

    def _card_similar_rows(self):
        """Return products with how many of the most similar customers bought them in a year.

        Similar is who bought two of the same products, or the one that this customer bought.
        """
        self.env.flush_all()
        query = SQL(
            SIMILAR,
            lines=self._card_query("sale.order.line", self._card_similar_lines()),
            customer=self.id,
            peers=PEERS,
            listed=LISTED,
        )
        return self.env.execute_query_dict(query)

    def _card_similar_product(self, product, row):
        lines = self._card_similar_lines(("product_id", "=", product.id))
        return {
            "product": product.display_name,
            "product_id": product.id,
            "customers": row["customers"],
            "action": [
                self._card_open(product.display_name, "sale.order.line", lines, "customers")
            ],
        }

    def _card_similar_words(self):
        return Show(
            self.env._("Similar customers buy"),
            (Figure("customer_count", self.env._("Similar customers"), "number"),),
            (
                Table(
                    "products",
                    (
                        Column("product", self.env._("Product")),
                        Column("customers", self.env._("Customers"), "number"),
                    ),
                ),
            ),
        )
