"""Chart of accounts, taxes, journals, what is reported to the tax authority."""

from .base import Change, CompanyValues, _lt, has_entries, write_term

CHART = "hu"
SALE_TAX = "F27"
PURCHASE_TAX = "V27"
#: Sales taxes that a trader needs: 27, 18, 5 % and the two usual exemptions.
NEEDED_TAXES = ("F27", "F18", "F5", "FA", "FT", PURCHASE_TAX)
#: Payment terms in the order people should see them, after the number of days.
PAYMENT_TERMS = (
    "account.account_payment_term_immediate",
    "crm_suite_hu.payment_term_8_days",
    "account.account_payment_term_15days",
    "account.account_payment_term_30days",
)
#: Forints that a customer may owe before a new order shows a warning.
DEFAULT_CREDIT_LIMIT = 1_000_000.0
#: First part of the numbers of customer invoices and vendor bills.
JOURNAL_CODES = {"sale": "SZLA", "purchase": "BSZLA"}
JOURNAL_NAMES = {"bank": _lt("Bank"), "cash": _lt("Cash")}


class Chart(Change):
    key = "chart"
    title = _lt("Hungarian chart of accounts")
    reason = _lt(
        "Accounts, journals and taxes of Hungarian bookkeeping. A generic chart without "
        "entries is replaced."
    )

    def current(self, company):
        return company.chart_template or company.env._("none")

    def needed(self, company):
        return company.chart_template != CHART

    def blocked(self, company):
        if not has_entries(company):
            return ""
        return company.env._(
            "The company has entries in another chart of accounts: it cannot be replaced."
        )

    def apply(self, company):
        company.env["account.chart.template"].try_loading(CHART, company, install_demo=False)


class Taxes(Change):
    key = "taxes"
    title = _lt("VAT of 27, 18, 5 and 0 %; 27 % unless said otherwise")
    reason = _lt("A product that says nothing else is sold and bought with 27 % VAT.")

    def current(self, company):
        return company.account_sale_tax_id.name or company.env._("none")

    def needed(self, company):
        taxes = self._taxes(company)
        return (
            not all(tax and tax.active for tax in taxes.values())
            or company.account_sale_tax_id != taxes[SALE_TAX]
            or company.account_purchase_tax_id != taxes[PURCHASE_TAX]
        )

    def blocked(self, company):
        if all(self._taxes(company).values()):
            return ""
        return company.env._(
            "Taxes of the Hungarian chart of accounts are missing. Load them on the chart's "
            "settings in the invoicing app first."
        )

    def apply(self, company):
        taxes = self._taxes(company)
        for tax in taxes.values():
            tax.active = True
        company.write(
            {
                "account_sale_tax_id": taxes[SALE_TAX].id,
                "account_purchase_tax_id": taxes[PURCHASE_TAX].id,
            }
        )

    def _taxes(self, company):
        chart = company.env["account.chart.template"]
        return {name: chart.ref(name, raise_if_not_found=False) for name in NEEDED_TAXES}


class TaxRounding(CompanyValues):
    key = "tax_rounding"
    title = _lt("VAT rounded line by line")
    reason = _lt(
        "In whole forints the printed lines, the VAT summary and the report to the tax "
        "authority add up only so; rounded once per rate, the sum may miss by a forint."
    )

    def current(self, company):
        field = company._fields["tax_calculation_rounding_method"]
        labels = dict(field._description_selection(company.env))
        return labels.get(company.tax_calculation_rounding_method, "")

    def values(self, company):
        return {"tax_calculation_rounding_method": "round_per_line"}

    def blocked(self, company):
        if not has_entries(company):
            return ""
        return company.env._(
            "The company has entries: agree with the accountant before the rounding is changed in "
            "the settings."
        )


class PaymentTerms(Change):
    key = "payment_terms"
    title = _lt("Payment terms: immediately, 8, 15, 30 days")
    reason = _lt("The usual Hungarian terms stand first on the list.")

    def current(self, company):
        return ", ".join(self._terms(company).filtered("active").mapped("name"))

    def needed(self, company):
        terms = self._terms(company)
        return not all(terms.mapped("active")) or self._order(terms) != list(terms)

    def apply(self, company):
        for position, term in enumerate(self._terms(company), 1):
            term.write({"active": True, "sequence": position})

    def _order(self, terms):
        return list(terms.sorted(lambda term: (term.sequence, term.id)))

    def _terms(self, company):
        terms = company.env["account.payment.term"]
        for name in PAYMENT_TERMS:
            terms += company.env.ref(name, raise_if_not_found=False) or terms.browse()
        return terms


class BankJournal(Change):
    key = "bank_journal"
    title = _lt("Bank journal with the bank account of the company")
    reason = _lt("Payments by transfer are registered here, and invoices print this account.")

    def current(self, company):
        journal = _journals(company, "bank")[:1]
        return journal.bank_acc_number or journal.name or company.env._("none")

    def needed(self, company):
        journal = _journals(company, "bank")[:1]
        return not journal or bool(not journal.bank_account_id and self._account(company))

    def notice(self, company):
        if self._account(company):
            return ""
        return company.env._(
            "The company has no bank account yet: add it to the company's contact, so that "
            "invoices show where to pay."
        )

    def apply(self, company):
        journal = _journals(company, "bank")[:1] or _create_journal(company, "bank")
        if not journal.bank_account_id:
            journal.bank_account_id = self._account(company)

    def _account(self, company):
        return company.partner_id.bank_ids[:1]


class CashJournal(Change):
    key = "cash_journal"
    title = _lt("Cash journal")
    reason = _lt("Customers who pay in cash are registered in the till's own journal.")

    def current(self, company):
        return _journals(company, "cash")[:1].name or company.env._("none")

    def needed(self, company):
        return not _journals(company, "cash")

    def apply(self, company):
        _create_journal(company, "cash")


class JournalCodes(Change):
    key = "journal_codes"
    title = _lt("Invoice numbers SZLA/… and BSZLA/…")
    reason = _lt(
        "Numbers of customer invoices and vendor bills begin with the code of the "
        "journal. Odoo's Hungarian codes, SZMLA and SZÁML, are easily mixed up."
    )

    def current(self, company):
        journals = _journals(company, "sale")[:1] + _journals(company, "purchase")[:1]
        return ", ".join(journals.mapped("code"))

    def needed(self, company):
        return bool(self._wrong(company))

    def blocked(self, company):
        domain = [("journal_id", "in", self._wrong(company).ids)]
        if not company.env["account.move"].search_count(domain, limit=1):
            return ""
        return company.env._("Numbers have been given already: their series goes on as it is.")

    def apply(self, company):
        for journal in self._wrong(company):
            journal.code = JOURNAL_CODES[journal.type]

    def _wrong(self, company):
        journals = company.env["account.journal"]
        for kind, code in JOURNAL_CODES.items():
            journals += _journals(company, kind)[:1].filtered(lambda j, code=code: j.code != code)
        return journals


class CreditLimit(CompanyValues):
    key = "credit_limit"
    title = _lt("Warning at the credit limit, 1 000 000 forints unless said otherwise")
    reason = _lt(
        "An order shows a warning when the customer owes more than his limit. The limit "
        "of all is in the settings of invoicing, that of one on his contact."
    )

    def current(self, company):
        if not company.account_use_credit_limit:
            return company.env._("off")
        return f"{self._limit(company):.0f}"

    def values(self, company):
        return {"account_use_credit_limit": True}

    def apply(self, company):
        if not self._limit(company):
            company.env["ir.default"].set(
                "res.partner", "credit_limit", DEFAULT_CREDIT_LIMIT, company_id=company.id
            )
        return super().apply(company)

    def _limit(self, company):
        partners = company.env["res.partner"]
        return partners._fields["credit_limit"].get_company_dependent_fallback(partners)


class NavMode(CompanyValues):
    key = "nav_mode"
    title = _lt("Reports to the tax authority (NAV): demo")
    reason = _lt(
        "Invoices can be tried at once: nothing leaves the machine. Put in the NAV "
        'credentials and the mode "Production" before the first real invoice.'
    )

    def current(self, company):
        field = company._fields["l10n_hu_edi_server_mode"]
        labels = dict(field._description_selection(company.env))
        return labels.get(company.l10n_hu_edi_server_mode, company.env._("not set"))

    def needed(self, company):
        return not company.l10n_hu_edi_server_mode

    def blocked(self, company):
        if not has_entries(company):
            return ""
        return company.env._(
            "The company has entries: in demo mode real invoices would look reported although "
            "they are not. Set the NAV mode in the settings of invoicing."
        )

    def notice(self, company):
        if company.l10n_hu_edi_server_mode != "demo":
            return ""
        return company.env._("Demo: invoices are not reported to the tax authority.")

    def values(self, company):
        return {"l10n_hu_edi_server_mode": "demo"}


def _journals(company, kind):
    domain = [("company_id", "=", company.root_id.id), ("type", "=", kind)]
    return company.env["account.journal"].search(domain)


def _create_journal(company, kind):
    journal = company.env["account.journal"].create(
        {"name": kind, "type": kind, "company_id": company.root_id.id}
    )
    write_term(journal, "name", JOURNAL_NAMES[kind])
    return journal
