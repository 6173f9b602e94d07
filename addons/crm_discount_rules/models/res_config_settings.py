from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The limits of a company, among the settings of Sales."""

    _inherit = "res.config.settings"

    discount_max_percent = fields.Float(related="company_id.discount_max_percent", readonly=False)
    discount_use_margin_floor = fields.Boolean(
        related="company_id.discount_use_margin_floor", readonly=False
    )
    discount_min_margin_percent = fields.Float(
        related="company_id.discount_min_margin_percent", readonly=False
    )
