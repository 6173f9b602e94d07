"""What a change of the Hungarian set-up is.

A change knows how to tell whether a company needs it, whether it may be made there, and how to
make it. It holds no state: the company is always handed in, read with the rights and the company
context that ``crm.suite.setup`` prepared.
"""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

#: Companies in these countries may be made Hungarian at installation. Odoo puts a company that
#: nobody touched into the United States as soon as it loads the generic chart of accounts.
UNTOUCHED_COUNTRIES = (False, "US", "HU")

#: Charts of accounts that nobody chose on purpose: none, Odoo's generic one, the Hungarian one.
UNTOUCHED_CHARTS = (False, "generic_coa", "hu")

HUNGARIAN = "hu_HU"
ENGLISH = "en_US"

DOCUMENT_MODELS = ("account.move", "sale.order", "purchase.order", "stock.move")


def has_entries(company):
    """Return True when journal items exist in the company, its parent or its branches."""
    return company.root_id._existing_accounting()


def is_fresh(company):
    """Return True when nobody has worked in the company yet, so that settings may be changed.

    No entry and no order, delivery or invoice of any kind exists, and country and chart of
    accounts are still those that Odoo gives by itself.
    """
    if company.country_id.code not in UNTOUCHED_COUNTRIES:
        return False
    if company.chart_template not in UNTOUCHED_CHARTS or has_entries(company):
        return False
    domain = [("company_id", "child_of", company.root_id.id)]
    return not any(
        company.env[model].with_context(active_test=False).search_count(domain, limit=1)
        for model in DOCUMENT_MODELS
    )


def write_term(record, field, term):
    """Write a term into a translated field, in English and, where it is active, in Hungarian."""
    for lang in (ENGLISH, HUNGARIAN):
        if record.env["res.lang"]._get_data(code=lang):
            translated = record.with_context(lang=lang)
            translated[field] = translated.env._(term)


class Change:
    """One step of the set-up; every method takes one ``res.company`` record.

    :cvar key: stable technical name, used by callers over RPC
    :cvar title: what is set, as a short lazy translation
    :cvar reason: why a Hungarian trader wants it, as a lazy translation
    """

    key = ""
    title = None
    reason = None

    def current(self, company):
        """Return the value found now, as text for people."""
        return ""

    def needed(self, company):
        """Return True when the company does not have this setting yet."""
        raise NotImplementedError

    def blocked(self, company):
        """Return why a needed change may not be made, or an empty string."""
        return ""

    def notice(self, company):
        """Return what people should know or still have to do, or an empty string."""
        return ""

    def apply(self, company):
        """Make the change; called only when it is needed and not blocked."""
        raise NotImplementedError


class CompanyValues(Change):
    """A change that writes fields of the company."""

    def values(self, company):
        """Return the wanted values as ``{field name: value to write}``."""
        raise NotImplementedError

    def needed(self, company):
        return bool(self._missing(company))

    def apply(self, company):
        company.write(self._missing(company))

    def _missing(self, company):
        return {
            name: value
            for name, value in self.values(company).items()
            if company._fields[name].convert_to_write(company[name], company) != value
        }


class Feature(Change):
    """A feature that all employees get: their group implies the feature's group."""

    def __init__(self, key, title, reason, group):
        self.key = key
        self.title = title
        self.reason = reason
        self.group = group

    def current(self, company):
        env = company.env
        return env._("off") if self.needed(company) else env._("on")

    def needed(self, company):
        return self._group(company) not in self._employees(company).all_implied_ids

    def apply(self, company):
        self._employees(company)._apply_group(self._group(company))

    def _group(self, company):
        return company.env.ref(self.group)

    def _employees(self, company):
        return company.env.ref("base.group_user")


class ByHand(Change):
    """Something that only people can do; the set-up checks it and says how."""

    def blocked(self, company):
        return self.notice(company)

    def apply(self, company):
        """Nothing: a change of this kind is always blocked."""
