from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.tools import date_utils

MONTHS_AHEAD = 3


class ProductProduct(models.Model):
    _inherit = "product.product"

    coming_production_qty = fields.Float(
        "Coming from Production",
        compute="_compute_coming_production_qty",
        digits="Product Unit",
        groups="sales_team.group_sale_salesman",
        help="Production forecast of this month and the next two, in the product's unit.",
    )

    def _compute_coming_production_qty(self):
        today = fields.Date.context_today(self)
        until = date_utils.start_of(today, "month") + relativedelta(months=MONTHS_AHEAD)
        quantities = dict(
            self.env["crm.sales.forecast"]._read_group(
                [
                    ("product_id", "in", self.ids),
                    ("source", "=", "production"),
                    ("company_id", "in", self.env.companies.ids),
                    ("date_to", ">=", today),
                    ("date_from", "<", until),
                ],
                ["product_id"],
                ["product_qty:sum"],
            )
        )
        for product in self:
            product.coming_production_qty = quantities.get(product._origin, 0.0)

    def action_view_forecast(self):
        """Open the comparison of forecast, ordered and delivered quantities of these products."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_suite_hu.action_crm_sales_forecast_report"
        )
        action["domain"] = [("product_id", "in", self.ids)]
        action["context"] = {
            "search_default_coming": 1,
            "pivot_measures": [
                "sales_qty",
                "production_qty",
                "purchase_qty",
                "ordered_qty",
                "delivered_qty",
            ],
        }
        return action


class ProductTemplate(models.Model):
    _inherit = "product.template"

    coming_production_qty = fields.Float(
        "Coming from Production",
        compute="_compute_coming_production_qty",
        digits="Product Unit",
        groups="sales_team.group_sale_salesman",
    )

    def _compute_coming_production_qty(self):
        for template in self:
            variants = template.with_context(active_test=False).product_variant_ids
            template.coming_production_qty = sum(variants.mapped("coming_production_qty"))

    def action_view_forecast(self):
        """Open the comparison of all variants of these products."""
        variants = self.with_context(active_test=False).product_variant_ids
        return variants.action_view_forecast()
