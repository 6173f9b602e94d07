from odoo import models
from odoo.tools import SQL

from ..card_engine import has_stopped, rhythm, silence
from ..card_show import Column, Figure, Show, Table
from .res_partner_card_facts import ORDERED

LISTED = 10
CATEGORIES = 5
PRODUCTS = """
SELECT line.product_id,
       SUM(line.product_uom_qty * unit.factor / own.factor) AS quantity,
       SUM(%(amount)s) AS amount,
       COALESCE(SUM(%(amount)s) FILTER (WHERE ordered.date_order >= %(year)s), 0)
           AS year,
       ARRAY_AGG(DISTINCT %(day)s) AS days,
       (ARRAY_AGG(%(price)s ORDER BY ordered.date_order DESC, line.id DESC))[1]
           AS price,
       (ARRAY_AGG(line.product_uom_qty * unit.factor / own.factor
           ORDER BY ordered.date_order DESC, line.id DESC))[1] AS last_quantity
  FROM sale_order_line line
  JOIN sale_order ordered ON ordered.id = line.order_id
  JOIN product_product product ON product.id = line.product_id
  JOIN product_template template ON template.id = product.product_tmpl_id
  JOIN uom_uom unit ON unit.id = line.product_uom_id
  JOIN uom_uom own ON own.id = template.uom_id
 WHERE line.id IN %(lines)s AND line.product_uom_qty > 0
 GROUP BY line.product_id
 ORDER BY year DESC, amount DESC, line.product_id
"""


class ResPartner(models.Model):
    """What the customer buys, how often, and what he buys no more."""

    _inherit = "res.partner"

    def _card_products(self):
        if not self._card_may_read("sale.order.line"):
            return None
        rows = self._card_product_rows()
        stopped = [row for row in rows if has_stopped(row["days"], self._card_today())]
        still = [row for row in rows if row not in stopped]
        lines = self._card_lines()
        bought = self.env._("Bought")
        gone = [row["product_id"] for row in stopped]
        return {
            **self._card_currency(),
            "product_count": len(rows),
            "stopped_count": len(stopped),
            "products": self._card_named(still[:LISTED]),
            "stopped": self._card_named(stopped[:LISTED]),
            "product_categories": self._card_product_categories(rows),
            "action": [
                self._card_open(bought, "sale.order.line", lines, "product_count"),
                self._card_open(
                    self.env._("Buys no more"),
                    "sale.order.line",
                    [*lines, ("product_id", "in", gone)],
                    "stopped_count",
                ),
            ],
        }

    def _card_lines(self, *conditions):
        """Return a domain of the lines of the customer's confirmed orders."""
        return self._card_of_company(
            ("order_partner_id", "in", self._card_ids()),
            ORDERED,
            ("display_type", "=", False),
            ("is_downpayment", "=", False),
            ("product_id", "!=", False),
            *conditions,
        )

    def _card_product_rows(self):
        """Return each product with its sums, the one with most turnover in a year first."""
        query = SQL(
            PRODUCTS,
            amount=self._card_at_rate(SQL("line.price_subtotal"), "ordered"),
            price=self._card_at_rate(
                SQL("line.price_subtotal * own.factor / (line.product_uom_qty * unit.factor)"),
                "ordered",
            ),
            day=SQL(
                "(ordered.date_order AT TIME ZONE 'UTC' AT TIME ZONE %s)::date",
                self.env.context["tz"],
            ),
            year=self._card_moment(self._card_months(12)[0]),
            lines=self._card_query("sale.order.line", self._card_lines()),
        )
        self.env.flush_all()
        return self.env.execute_query_dict(query)

    def _card_named(self, rows):
        """Return what is told of each product; all of them are read at once."""
        products = self._card_goods(rows)
        return [
            self._card_product(product, row) for product, row in zip(products, rows, strict=True)
        ]

    def _card_goods(self, rows):
        """Return the products of rows, named without their codes."""
        products = self.env["product.product"].with_context(display_default_code=False)
        return products.browse([row["product_id"] for row in rows])

    def _card_product(self, product, row):
        days, today = row["days"], self._card_today()
        return {
            "product": product.display_name,
            "product_id": product.id,
            "code": product.default_code or False,
            "unit": product.uom_id.name,
            "last_date": max(days).isoformat(),
            "last_price": self._card_money(row["price"]),
            "last_quantity": float(row["last_quantity"]),
            "quantity": float(row["quantity"]),
            "year": self._card_money(row["year"]),
            "total": self._card_money(row["amount"]),
            "rhythm": rhythm(days) or False,
            "silent": silence(days, today),
            "action": [
                self._card_open(
                    product.display_name,
                    "sale.order.line",
                    self._card_lines(("product_id", "=", product.id)),
                    "total",
                )
            ],
        }

    def _card_product_categories(self, rows):
        sums = {}
        for product, row in zip(self._card_goods(rows), rows, strict=True):
            amount, last = sums.get(product.categ_id, (0.0, max(row["days"])))
            sums[product.categ_id] = (amount + float(row["year"]), max(last, *row["days"]))
        largest = sorted(sums.items(), key=lambda item: -item[1][0])[:CATEGORIES]
        return [
            {
                "category": category.display_name or self.env._("No category"),
                "year": self._card_money(amount),
                "last_date": last.isoformat(),
                "action": [
                    self._card_open(
                        category.display_name or self.env._("No category"),
                        "sale.order.line",
                        self._card_lines(("product_id.categ_id", "=", category.id)),
                        "year",
                    )
                ],
            }
            for category, (amount, last) in largest
        ]

    def _card_products_words(self):
        columns = (
            Column("product", self.env._("Product")),
            Column("last_date", self.env._("Last"), "date"),
            Column("last_quantity", self.env._("Quantity"), "quantity", minor=True),
            Column("last_price", self.env._("Price"), "money"),
            Column("rhythm", self.env._("Days between"), "number", minor=True),
        )
        return Show(
            self.env._("Products"),
            (
                Figure("product_count", self.env._("Products bought"), "number"),
                Figure("stopped_count", self.env._("Buys no more"), "number", "warning"),
            ),
            (
                Table("products", columns),
                Table("stopped", columns, self.env._("Buys no more")),
                Table(
                    "product_categories",
                    (
                        Column("category", self.env._("Category")),
                        Column("last_date", self.env._("Last"), "date"),
                        Column("year", self.env._("In 12 months"), "money"),
                    ),
                    self.env._("Categories"),
                ),
            ),
        )
