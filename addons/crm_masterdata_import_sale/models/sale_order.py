from odoo import api, fields, models


class SaleOrder(models.Model):
    """Offers and orders warn of what registers and lists say of the customer; they do not stop."""

    _inherit = "sale.order"

    partner_check_warning = fields.Text(
        compute="_compute_partner_check_warning", groups="base.group_user"
    )

    @api.depends("partner_id.check_warning", "company_id")
    @api.depends_context("lang", "tz", "uid")
    def _compute_partner_check_warning(self):
        for company, orders in self.grouped("company_id").items():
            warnings = orders.partner_id._get_check_warnings(company)
            for order in orders:
                partner = order.partner_id.commercial_partner_id._origin
                order.partner_check_warning = warnings.get(partner.id, False)
