from odoo import models
from odoo.tools import format_date, formatLang


class ResCurrencyRateUpdateWizard(models.TransientModel):
    _inherit = "res.currency.rate.update.wizard"

    def action_update(self):
        """Load rates and say what came of it; the button was silent either way."""
        super().action_update()
        errors = self.provider_ids.filtered("last_error").mapped("last_error")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger" if errors else "success",
                "sticky": bool(errors),
                "message": "\n".join(errors) or self._get_rates_message(),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _get_rates_message(self):
        """The newest rate of each currency in the period asked for."""
        rates = self.env["res.currency.rate"].search(
            [
                ("provider_id", "in", self.provider_ids.ids),
                ("name", ">=", self.date_from),
                ("name", "<=", self.date_to),
            ],
            order="name desc",
        )
        newest = {}
        for rate in rates:
            newest.setdefault((rate.company_id, rate.currency_id), rate)
        if not newest:
            return self.env._("No rates were published in this period.")
        return "\n".join(self._get_rate_label(rate) for rate in newest.values())

    def _get_rate_label(self, rate):
        return self.env._(
            "1 %(currency)s = %(amount)s %(company_currency)s (%(date)s)",
            currency=rate.currency_id.name,
            amount=formatLang(self.env, rate.inverse_company_rate, digits=2),
            company_currency=rate.company_id.currency_id.name,
            date=format_date(self.env, rate.name),
        )
