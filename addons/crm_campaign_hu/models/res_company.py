from odoo import fields, models


class ResCompany(models.Model):
    """How far a company's campaigns go without a second look."""

    _inherit = "res.company"

    campaign_approval_limit = fields.Integer(
        "Campaigns are approved above (persons)", default=500, help="0: never."
    )
    campaign_pressure_count = fields.Integer(
        "Advertisements a person gets at most", default=4, help="0: as many as there are."
    )
    campaign_pressure_days = fields.Integer("in so many days", default=30)

    _campaign_limits = models.Constraint(
        "CHECK(campaign_approval_limit >= 0 AND campaign_pressure_count >= 0"
        " AND campaign_pressure_days >= 0)",
        "Limits of campaigns cannot be negative.",
    )
