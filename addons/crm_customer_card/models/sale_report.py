from odoo import fields, models

from .sale_order import MARGIN


class SaleReport(models.Model):
    """Margins in the sales analysis are for those who may see margins."""

    _inherit = "sale.report"

    margin = fields.Float(groups=MARGIN)
