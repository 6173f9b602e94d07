from odoo import api, fields, models
from odoo.tools import SQL

#: suggestions kept for a product, and in how many customers' orders they must be confirmed
BEST, LEAST_CUSTOMERS = 10, 3
# who bought what on balance; each pair of products once, then read from both ends
SUGGESTIONS = """
    WITH bought AS (
        SELECT p.commercial_partner_id AS partner_id, l.product_id
          FROM sale_order o
          JOIN res_partner p ON p.id = o.partner_id
          JOIN sale_order_line l ON l.order_id = o.id
         WHERE o.state = 'sale' AND o.company_id = %(company)s
           AND l.display_type IS NULL AND l.product_id IS NOT NULL
           AND l.is_downpayment IS NOT TRUE
         GROUP BY p.commercial_partner_id, l.product_id
        HAVING sum(l.product_uom_qty) > 0
    ), product AS (
        SELECT product_id, count(*) AS customers FROM bought GROUP BY product_id
    ), pair AS (
        SELECT one.product_id, other.product_id AS other_id, count(*) AS customers
          FROM bought one
          JOIN bought other
            ON other.partner_id = one.partner_id AND other.product_id > one.product_id
         GROUP BY one.product_id, other.product_id
        HAVING count(*) >= %(least)s
    ), direction AS (
        SELECT product_id, other_id, customers FROM pair
         UNION ALL SELECT other_id, product_id, customers FROM pair
    ), figure AS (
        SELECT d.product_id, d.other_id, one.customers, d.customers AS customers_both,
               d.customers::numeric / one.customers AS confidence,
               d.customers::numeric * (SELECT count(DISTINCT partner_id) FROM bought)
                   / (one.customers * other.customers) AS lift
          FROM direction d
          JOIN product one ON one.product_id = d.product_id
          JOIN product other ON other.product_id = d.other_id
    ), ranked AS (
        SELECT *, row_number() OVER (PARTITION BY product_id
                                     ORDER BY confidence DESC, lift DESC, other_id) AS place
          FROM figure WHERE lift >= 1
    )
    INSERT INTO crm_cross_sell (company_id, product_id, suggested_product_id, customers,
                                customers_both, confidence, lift)
    SELECT %(company)s, product_id, other_id, customers, customers_both, confidence, lift
      FROM ranked WHERE place <= %(best)s
"""


class CrmCrossSell(models.Model):
    """What customers of a product bought as well, by a company's own confirmed orders."""

    _name = "crm.cross.sell"
    _description = "Cross-Sell Suggestion"
    _order = "confidence desc, lift desc, id"
    _rec_name = "suggested_product_id"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    product_id = fields.Many2one("product.product", "Who bought", required=True, ondelete="cascade")
    suggested_product_id = fields.Many2one(
        "product.product", "Also bought", required=True, ondelete="cascade", index=True
    )
    customers = fields.Integer(
        "Customers of the first", required=True, aggregator=None,
        help="How many customers bought the first product.",
    )  # fmt: skip
    customers_both = fields.Integer("Customers of both", required=True)
    confidence = fields.Float(
        required=True, aggregator="avg", help="Share of the first's customers who bought both."
    )
    lift = fields.Float(
        required=True, aggregator="avg", digits=(12, 2),
        help="How many times as often as by chance: 1 means that the products have nothing to do "
        "with each other.",
    )  # fmt: skip

    _once = models.UniqueIndex("(company_id, product_id, suggested_product_id)")
    _of_product = models.Index("(product_id)")

    @api.model
    def _recompute(self, company):
        """Find a company's suggestions anew, over all its orders, whoever asks.

        They are the company's statistics and name no customer: the statements go past the rules.

        :return: number of suggestions
        """
        for model in ("res.partner", "sale.order", "sale.order.line"):
            self.env[model].flush_model()
        self.env.cr.execute(SQL("DELETE FROM crm_cross_sell WHERE company_id = %s", company.id))
        self.env.cr.execute(SQL(SUGGESTIONS, company=company.id, least=LEAST_CUSTOMERS, best=BEST))
        made = self.env.cr.rowcount
        self.invalidate_model()
        return made

    @api.model
    def _cron_recompute(self):
        """Find the suggestions of each company anew; those of one are kept if it is killed."""
        companies = self.env["res.company"].search([("active", "=", True)])
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=len(companies))
        for company in companies:
            self._recompute(company)
            commit(1)
