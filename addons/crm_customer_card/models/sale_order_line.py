from odoo import fields, models

from .sale_order import MARGIN


class SaleOrderLine(models.Model):
    """Costs and margins of lines are for those who may see margins."""

    _inherit = "sale.order.line"

    margin = fields.Float(groups=MARGIN)
    margin_percent = fields.Float(groups=MARGIN)
    purchase_price = fields.Float(groups=MARGIN)
