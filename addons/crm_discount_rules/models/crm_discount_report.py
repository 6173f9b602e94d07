from odoo import fields, models
from odoo.tools import SQL


class CrmDiscountReport(models.Model):
    """Discounts granted on confirmed orders, in the company's currency.

    Where several rules act on a line, its price and cost are shared among them as the discounts
    are, so that sums count each line once.
    """

    _name = "crm.discount.report"
    _description = "Discounts Granted"
    _auto = False
    _order = "date desc, id"

    date = fields.Datetime(string="Order Date", readonly=True)
    rule_id = fields.Many2one("crm.discount.rule", readonly=True)
    rule_name = fields.Char(string="Rule (as granted)", readonly=True)
    group_id = fields.Many2one("crm.discount.group", string="Discount Group", readonly=True)
    order_id = fields.Many2one("sale.order", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one("product.category", string="Product Category", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(string="Discount", readonly=True)
    list_amount = fields.Monetary(string="Before Discounts", readonly=True)
    net_amount = fields.Monetary(readonly=True)
    cost = fields.Monetary(
        readonly=True,
        groups="crm_discount_rules.group_discount_manager",
        help="At today's standard price.",
    )
    margin = fields.Monetary(readonly=True, groups="crm_discount_rules.group_discount_manager")
    margin_before = fields.Monetary(
        string="Margin without Discounts",
        readonly=True,
        groups="crm_discount_rules.group_discount_manager",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT part.*,
                   part.net_amount + part.amount AS list_amount,
                   part.net_amount - part.cost AS margin,
                   part.net_amount + part.amount - part.cost AS margin_before
              FROM (%s) part
        """,
            self._parts_query(),
        )

    def _parts_query(self):
        """Each discount with its part of the line's net amount and cost."""
        return SQL("""
            SELECT trace.id,
                   sale.date_order AS date,
                   trace.rule_id,
                   trace.name AS rule_name,
                   rule.group_id,
                   sale.id AS order_id,
                   partner.commercial_partner_id AS partner_id,
                   line.product_id,
                   template.categ_id,
                   sale.user_id,
                   sale.company_id,
                   trace.amount / rate.value AS amount,
                   trace.share * line.price_subtotal / rate.value AS net_amount,
                   trace.share * line.product_uom_qty * unit.factor / own.factor
                   * COALESCE((product.standard_price ->> sale.company_id::text)::numeric, 0)
                   AS cost
              FROM (SELECT *, amount / SUM(amount) OVER (PARTITION BY sale_line_id) AS share
                      FROM crm_discount_trace
                     WHERE sale_line_id IS NOT NULL AND amount > 0) trace
              JOIN sale_order_line line ON line.id = trace.sale_line_id
              JOIN sale_order sale ON sale.id = line.order_id AND sale.state = 'sale'
        CROSS JOIN LATERAL (SELECT COALESCE(NULLIF(sale.currency_rate, 0), 1) AS value) rate
              JOIN res_partner partner ON partner.id = sale.partner_id
              JOIN product_product product ON product.id = line.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
              JOIN uom_uom unit ON unit.id = line.product_uom_id
              JOIN uom_uom own ON own.id = template.uom_id
         LEFT JOIN crm_discount_rule rule ON rule.id = trace.rule_id
        """)
