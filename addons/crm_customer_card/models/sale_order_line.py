from odoo import fields, models

from .sale_order import MARGIN


class SaleOrderLine(models.Model):
    """Costs and margins of lines are for those who may see margins."""

    _inherit = "sale.order.line"

    margin = fields.Float(groups=MARGIN)
    margin_percent = fields.Float(groups=MARGIN)
    purchase_price = fields.Float(groups=MARGIN)

    def _add_precomputed_values(self, vals_list):
        """Note the cost of lines that somebody makes who may not see it."""
        # sudo: what a line computes for itself before it is there, its cost among it
        return super(SaleOrderLine, self.sudo())._add_precomputed_values(vals_list)
