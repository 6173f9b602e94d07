from odoo import api, fields, models

from .crm_web_rate import LIMITS


class ResConfigSettings(models.TransientModel):
    """The terms of complaints and the public forms: their team and their limits."""

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
    complaint_report_user_ids = fields.Many2many(
        related="company_id.complaint_report_user_ids", readonly=False
    )
    complaint_uses_conciliation = fields.Boolean(
        related="company_id.complaint_uses_conciliation", readonly=False
    )
    complaint_web_team_id = fields.Many2one(
        related="company_id.complaint_web_team_id", readonly=False
    )
    complaint_web_requests = fields.Integer(
        string="Forms from one address",
        config_parameter="crm_complaints.web_requests",
        default=LIMITS["web_requests"],
    )
    complaint_web_minutes = fields.Integer(
        string="within (minutes)",
        config_parameter="crm_complaints.web_minutes",
        default=LIMITS["web_minutes"],
    )
    complaint_web_file_mb = fields.Integer(
        string="Size of a file (MB)",
        config_parameter="crm_complaints.web_file_mb",
        default=LIMITS["web_file_mb"],
    )
    complaint_web_total_mb = fields.Integer(
        string="Size of all files (MB)",
        config_parameter="crm_complaints.web_total_mb",
        default=LIMITS["web_total_mb"],
    )
    complaint_web_files = fields.Integer(
        string="Files", config_parameter="crm_complaints.web_files", default=LIMITS["web_files"]
    )
    withdrawal_url = fields.Char(string="Withdrawal", compute="_compute_web_urls")
    complaint_form_url = fields.Char(string="Questions and complaints", compute="_compute_web_urls")

    @api.depends("company_id")
    def _compute_web_urls(self):
        for settings in self:
            address = settings.company_id.get_base_url()
            settings.withdrawal_url = f"{address}/elallas"
            settings.complaint_form_url = f"{address}/panasz"
