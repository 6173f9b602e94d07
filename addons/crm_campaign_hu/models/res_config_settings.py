from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Limits of the company's campaigns."""

    _inherit = "res.config.settings"

    campaign_approval_limit = fields.Integer(
        related="company_id.campaign_approval_limit", readonly=False
    )
    campaign_pressure_count = fields.Integer(
        related="company_id.campaign_pressure_count", readonly=False
    )
    campaign_pressure_days = fields.Integer(
        related="company_id.campaign_pressure_days", readonly=False
    )
