from odoo import fields, models
from odoo.exceptions import UserError

from .mnb_rates import CURRENCIES, URL, fetch_rates


class ResCurrencyRateProvider(models.Model):
    """Rates of the Magyar Nemzeti Bank, and plain words when a bank does not answer."""

    _inherit = "res.currency.rate.provider"

    service = fields.Selection(
        selection_add=[("MNB", "Magyar Nemzeti Bank")], ondelete={"MNB": "set default"}
    )
    last_error = fields.Char(readonly=True, copy=False)

    def _get_supported_currencies(self):
        self.ensure_one()
        return CURRENCIES if self.service == "MNB" else super()._get_supported_currencies()

    def _obtain_rates(self, base_currency, currencies, date_from, date_to):
        self.ensure_one()
        try:
            if self.service == "MNB":
                rates = self._obtain_mnb_rates(base_currency, currencies, date_from, date_to)
            else:
                rates = super()._obtain_rates(base_currency, currencies, date_from, date_to)
        except OSError as error:  # requests' and urllib's errors alike
            raise self._get_error(
                self.env._(
                    "%(provider)s did not answer. Check the internet connection and try again "
                    "later; rates loaded earlier stay in use. (%(reason)s)",
                    provider=self.name,
                    reason=error,
                )
            ) from error
        except Exception as error:
            raise self._get_error(
                self.env._(
                    "The answer of %(provider)s could not be read. Try again later; rates loaded "
                    "earlier stay in use. (%(reason)s)",
                    provider=self.name,
                    reason=error,
                )
            ) from error
        self._sync_last_error(False)
        return rates

    def _obtain_mnb_rates(self, base_currency, currencies, date_from, date_to):
        """Rates by day and currency: units of the currency for one unit of the base currency."""
        # sudo: the address is a system parameter, the accountant only wants rates
        url = self.env["ir.config_parameter"].sudo().get_param("crm_suite_hu.mnb_url", URL)
        asked = {*currencies, base_currency} - {"HUF"}
        days = fetch_rates(url, sorted(asked), date_from, date_to)
        return {
            day: {
                currency: {"direct": forints[base_currency] / forints[currency]}
                for currency in forints
                if currency in currencies and currency != base_currency
            }
            for day, forints in days.items()
            if base_currency in forints
        }

    def _get_error(self, message):
        self._sync_last_error(message)
        return UserError(message)

    def _sync_last_error(self, message):
        if (self.last_error or False) != message:
            # sudo: whoever may load rates, may note that it failed
            self.sudo().last_error = message
