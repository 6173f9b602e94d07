from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """When the company advertises."""

    _inherit = "res.config.settings"

    advertise_from = fields.Float(related="company_id.advertise_from", readonly=False)
    advertise_until = fields.Float(related="company_id.advertise_until", readonly=False)
    advertise_sunday = fields.Boolean(related="company_id.advertise_sunday", readonly=False)
    advertise_holiday = fields.Boolean(related="company_id.advertise_holiday", readonly=False)
