from odoo import api, fields, models


class AccountMove(models.Model):
    """Invoices warn of what registers and lists say of their customer; they do not stop."""

    _inherit = "account.move"

    partner_check_warning = fields.Text(compute="_compute_partner_check_warning")

    @api.depends("partner_id.check_warning", "company_id", "move_type")
    @api.depends_context("lang", "tz", "uid")
    def _compute_partner_check_warning(self):
        for company, moves in self.grouped("company_id").items():
            invoices = moves.filtered(lambda move: move.move_type != "entry")
            warnings = invoices.partner_id._get_check_warnings(company)
            for move in moves:
                partner = move.partner_id.commercial_partner_id._origin
                is_invoice = move.move_type != "entry"
                move.partner_check_warning = is_invoice and warnings.get(partner.id, False)
