from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The terms of complaints, company by company."""

    _inherit = "res.config.settings"

    complaint_answer_days = fields.Integer(
        related="company_id.complaint_answer_days", readonly=False
    )
    complaint_statement_days = fields.Integer(
        related="company_id.complaint_statement_days", readonly=False
    )
    complaint_repair_days = fields.Integer(
        related="company_id.complaint_repair_days", readonly=False
    )
    complaint_refund_days = fields.Integer(
        related="company_id.complaint_refund_days", readonly=False
    )
    complaint_retention_years = fields.Integer(
        related="company_id.complaint_retention_years", readonly=False
    )
    complaint_voucher_months = fields.Integer(
        related="company_id.complaint_voucher_months", readonly=False
    )
    complaint_alert_user_id = fields.Many2one(
        related="company_id.complaint_alert_user_id", readonly=False
    )
    complaint_uses_conciliation = fields.Boolean(
        related="company_id.complaint_uses_conciliation", readonly=False
    )
