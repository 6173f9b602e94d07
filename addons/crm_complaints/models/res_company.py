from odoo import fields, models


class ResCompany(models.Model):
    """The law's terms as parameters: what is printed nowhere else is set here."""

    _inherit = "res.company"

    complaint_answer_days = fields.Integer(default=30)
    complaint_statement_days = fields.Integer(default=5)
    complaint_repair_days = fields.Integer(default=15)
    complaint_refund_days = fields.Integer(default=14)
    complaint_retention_years = fields.Integer(default=3)
    complaint_voucher_months = fields.Integer(
        default=12, help="How long vouchers that settle complaints are valid; 0: without end."
    )
    complaint_alert_user_id = fields.Many2one(
        "res.users",
        string="Alert",
        help="Who is told when a product is complained about more than usual; without one, a "
        "helpdesk manager.",
    )
    complaint_report_user_ids = fields.Many2many(
        "res.users",
        "complaint_report_user_rel",
        string="Monthly report",
        domain="[('share', '=', False)]",
        help="Who gets a workbook on last month's tickets and complaints by e-mail.",
    )
    complaint_uses_conciliation = fields.Boolean(
        help="Printed where a complaint is rejected: whether the company takes part in "
        "conciliation."
    )

    complaint_web_team_id = fields.Many2one(
        "helpdesk.ticket.team",
        string="Team for public forms",
        domain="[('company_id', 'in', (False, id))]",
    )

    _check_complaint_days = models.Constraint(
        "CHECK(complaint_answer_days > 0 AND complaint_statement_days > 0"
        " AND complaint_repair_days > 0 AND complaint_refund_days > 0"
        " AND complaint_retention_years > 0 AND complaint_voucher_months >= 0)",
        "Terms of complaints are whole days, months or years, one at least.",
    )
