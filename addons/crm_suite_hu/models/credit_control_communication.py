from odoo import api, models


class CreditControlCommunication(models.Model):
    """What a payment reminder tells: open items, days late, what is to pay and where."""

    _inherit = "credit.control.communication"

    def _get_reminder_items(self):
        """One dict per open item, the oldest first."""
        self.ensure_one()
        lines = self.credit_control_line_ids.sorted(
            lambda line: (line.date_due, line.invoice_id.name or "")
        )
        return [
            {
                "number": line.invoice_id.name or line.move_line_id.name or "",
                "date": line.invoice_id.invoice_date or line.move_line_id.date,
                "due": line.date_due,
                "days_late": (self.report_date - line.date_due).days,
                "amount": line.amount_due,
                "open": line.balance_due,
            }
            for line in lines
        ]

    @api.model
    def _get_open_credits(self, company, partners):
        """Payments and credit notes that no invoice is settled with yet.

        :return: dict of (partner id, currency id) to a positive amount in that currency
        """
        # sudo: who may send reminders need not read the books
        items = self.env["account.move.line"].sudo()
        groups = items._read_group(
            [
                ("partner_id", "in", partners.ids),
                ("company_id", "=", company.id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
                ("amount_residual", "<", 0),
            ],
            ["partner_id", "currency_id"],
            ["amount_residual_currency:sum"],
        )
        return {(partner.id, currency.id): -amount for partner, currency, amount in groups}

    def _get_reminder_values(self):
        """Values of the template of the open items, for letter and e-mail alike."""
        self.ensure_one()
        credits = self._get_open_credits(self.company_id, self.partner_id)
        credit = credits.get((self.partner_id.id, self.currency_id.id), 0.0)
        return {
            "items": self._get_reminder_items(),
            "currency": self.currency_id,
            "total": self.total_due,
            "credit": credit,
            "to_pay": self.currency_id.round(self.total_due - credit),
            "bank_account": self.company_id._get_bank_accounts(self.currency_id)[:1],
            "company": self.company_id,
        }

    def _get_credit_control_communication_table(self):
        """The open items in the customer's language; OCA words them in the sender's."""
        lang = self.contact_address_id.lang or self.partner_id.lang or self.env.lang
        return self.env["ir.qweb"]._render(
            "crm_suite_hu.payment_reminder_items",
            self.with_context(lang=lang)._get_reminder_values(),
            lang=lang,
        )
