"""Currency, rounding of cash, exchange rates."""

from odoo.fields import Command

from .base import Change, CompanyValues, _lt, has_entries

FORINT_ROUNDING = 1.0
RATE_SERVICE = "ECB"
#: Accounts of the Hungarian chart for differences of rounding.
ROUNDING_GAIN = "l10n_hu_969"
ROUNDING_LOSS = "l10n_hu_869"


class Forint(Change):
    key = "forint"
    title = _lt("Forint without fillér")
    reason = _lt(
        "Invoices are in whole forints; Odoo ships the forint with two decimals and switched off."
    )

    def current(self, company):
        forint = self._forint(company)
        if not forint.active:
            return company.env._("off")
        return company.env._("%(count)s decimals", count=forint.decimal_places)

    def needed(self, company):
        forint = self._forint(company)
        return not forint.active or forint.rounding != FORINT_ROUNDING

    def blocked(self, company):
        if not self._forint(company)._has_accounting_entries():
            return ""
        return company.env._(
            "Entries in forint exist: Odoo does not allow fewer decimals any more. Invoices will "
            "go on with fillér until a new database is begun."
        )

    def apply(self, company):
        self._forint(company).write({"active": True, "rounding": FORINT_ROUNDING})

    def _forint(self, company):
        return company.env.ref("base.HUF")


class CompanyCurrency(CompanyValues):
    key = "currency"
    title = _lt("Currency of the company: forint")
    reason = _lt("Books are kept and tax is reported in forint.")

    def current(self, company):
        return company.currency_id.name

    def values(self, company):
        return {"currency_id": company.env.ref("base.HUF").id}

    def blocked(self, company):
        if not has_entries(company):
            return ""
        return company.env._("The company has entries: its currency cannot be changed any more.")


class CashRounding(Change):
    key = "cash_rounding"
    title = _lt("Rounding of cash to 5 forints")
    reason = _lt(
        "Cash is rounded to 5 forints when it is paid (Act III of 2008). Invoices are "
        "never rounded this way: the set-up offers it, and invoices refuse it."
    )

    def current(self, company):
        rounding = self._rounding(company)
        if rounding.profit_account_id and rounding.loss_account_id:
            return company.env._("on")
        return company.env._("without accounts")

    def needed(self, company):
        rounding = self._rounding(company)
        return not (rounding.profit_account_id and rounding.loss_account_id)

    def blocked(self, company):
        if all(self._accounts(company)):
            return ""
        return company.env._("The Hungarian chart of accounts is not loaded.")

    def apply(self, company):
        gain, loss = self._accounts(company)
        self._rounding(company).write({"profit_account_id": gain.id, "loss_account_id": loss.id})

    def _rounding(self, company):
        return company.env.ref("crm_suite_hu.cash_rounding_5_huf")

    def _accounts(self, company):
        chart = company.env["account.chart.template"]
        return [
            chart.ref(name, raise_if_not_found=False) for name in (ROUNDING_GAIN, ROUNDING_LOSS)
        ]


class ExchangeRates(Change):
    key = "exchange_rates"
    title = _lt("Exchange rates of the euro, daily")
    reason = _lt(
        "Orders and invoices in euro are booked at the rate of the day. The rates come "
        "from the European Central Bank."
    )

    def current(self, company):
        euro = company.env.ref("base.EUR")
        if not self._has_rate(company):
            return company.env._("no rate")
        return company.env._("1 EUR = %(rate)s", rate=company.currency_id.round(euro.inverse_rate))

    def needed(self, company):
        euro = company.env.ref("base.EUR")
        return company.currency_id != euro and not (
            euro.active and company.currency_rates_autoupdate and self._sources(company)
        )

    def notice(self, company):
        if company.currency_id.name == "EUR" or self._has_rate(company):
            return ""
        return company.env._(
            "No rate of the euro is stored yet: an order in euro would count 1 euro as 1 forint. "
            "Fetch the rates, or type one, before the first order in euro."
        )

    def apply(self, company):
        euro = company.env.ref("base.EUR")
        euro.active = True
        company.currency_rates_autoupdate = True
        if not self._sources(company):
            self._activate_source(company)

    def _activate_source(self, company):
        providers = company.env["res.currency.rate.provider"].with_context(active_test=False)
        provider = providers.search(
            [("company_id", "=", company.id), ("service", "=", RATE_SERVICE)], limit=1
        )
        euro = company.env.ref("base.EUR")
        values = {"active": True, "currency_ids": [Command.link(euro.id)]}
        if provider:
            provider.write(values)
        else:
            providers.create({"company_id": company.id, "service": RATE_SERVICE, **values})

    def _sources(self, company):
        """Return the active sources of euro rates, whichever bank they are of."""
        domain = [
            ("company_id", "=", company.id),
            ("service", "!=", "none"),
            ("currency_ids.name", "=", "EUR"),
        ]
        return company.env["res.currency.rate.provider"].search(domain)

    def _has_rate(self, company):
        domain = [
            ("currency_id", "=", company.env.ref("base.EUR").id),
            ("company_id", "in", (False, company.root_id.id)),
        ]
        return bool(company.env["res.currency.rate"].search_count(domain, limit=1))
