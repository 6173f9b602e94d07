from odoo import fields, models
from odoo.tools import SQL


class CrmDiscountReport(models.Model):
    """Discounts granted on confirmed orders, in the company's currency."""

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

    @property
    def _table_query(self):
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
                   trace.amount / COALESCE(NULLIF(sale.currency_rate, 0), 1) AS amount
              FROM crm_discount_trace trace
              JOIN sale_order_line line ON line.id = trace.sale_line_id
              JOIN sale_order sale ON sale.id = line.order_id AND sale.state = 'sale'
              JOIN res_partner partner ON partner.id = sale.partner_id
         LEFT JOIN product_product product ON product.id = line.product_id
         LEFT JOIN product_template template ON template.id = product.product_tmpl_id
         LEFT JOIN crm_discount_rule rule ON rule.id = trace.rule_id
        """)
