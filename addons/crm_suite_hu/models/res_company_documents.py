from odoo import fields, models


class ResCompany(models.Model):
    """What the company's printed documents need beyond Odoo's settings."""

    _inherit = "res.company"

    proforma_due_days = fields.Integer(
        "Days to Pay a Pro-Forma",
        default=8,
        help="Due date of a pro-forma invoice whose order has no payment terms, or immediate ones.",
    )
    delivery_note_prices = fields.Boolean(
        "Prices on Delivery Notes", help="New deliveries print prices; each can be changed."
    )
    _proforma_due_days_positive = models.Constraint(
        "CHECK(proforma_due_days >= 0)", "The days to pay a pro-forma cannot be negative."
    )

    def _get_bank_accounts(self, currency):
        """Own accounts to pay a document to: in its currency, else without one, else any."""
        self.ensure_one()
        # sudo: salespeople print documents but may not read the company's bank accounts
        accounts = self.partner_id.sudo().bank_ids.filtered(
            lambda account: account.company_id in (account.company_id.browse(), self)
        )
        return (
            accounts.filtered(lambda account: account.currency_id == currency)
            or accounts.filtered(lambda account: not account.currency_id)
            or accounts
        )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    proforma_due_days = fields.Integer(related="company_id.proforma_due_days", readonly=False)
    delivery_note_prices = fields.Boolean(related="company_id.delivery_note_prices", readonly=False)
