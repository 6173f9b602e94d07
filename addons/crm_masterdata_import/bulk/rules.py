"""Columns that Odoo computes from other columns of a partner, worked out from the row alone.

Each rule stands for a compute method of Odoo or an addon as those modules define it that the rule
names; where another addon extends the method, the rule does not count (`known.rules_in_force`) and
Odoo computes the column itself. The same where a rule says `LEFT`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from odoo.tools import email_normalize

from ..import_engine import stored_identity
from ..import_engine.phone import INTERNATIONAL, USUAL, e164
from ..import_engine.tax_number import LONG, parse_tax_number
from ..import_engine.text import fold

# Odoo must compute it
LEFT = object()
PARENT = "parent"
PLAIN_EMAIL = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
HU_LOCAL = re.compile(r"\d{8}-?[1-5]-?\d{2}$")
PLAIN_ENDPOINT = re.compile(r"[a-zA-Z0-9._~-]{1,50}")


@dataclass(frozen=True)
class Rule:
    """How columns follow from others.

    :param columns: what is worked out
    :param inputs: what it is worked out from; `PARENT`: from the company above as well
    :param work_out: takes the facts, the row and the row above (or None); returns the values of
        the columns, or `LEFT`
    :param methods: the methods that the rule stands for → the Python modules that define them
    """

    columns: tuple
    inputs: frozenset
    work_out: Callable
    methods: dict


def _split_name(facts, row, _above):
    name = row["name"]
    # a new partner is split as a person's, since only `company_type` tells Odoo otherwise there
    if not name or (row["is_company"] and not facts.creating):
        return name or None, None
    first, _space, rest = name.partition(" ")
    if not rest:
        return name, None
    return (rest, first) if facts.names_order == "first_last" else (first, rest)


def _commercial_partner(_facts, row, above):
    own = row["is_company"] or not above
    return (row["id"] if own else above["commercial_partner_id"],)


def _commercial_name(_facts, row, above):
    top = row if row["is_company"] or not above else above
    # what stands above stands at the top: deeper ones do not come here
    return (top["name"] if top["is_company"] and top["name"] else row["company_name"],)


def _complete_name(facts, row, above):
    name = row["name"] or ""
    if row["company_name"] or above:
        if not name and row["type"] in facts.shown_types:
            name = facts.types[row["type"]]
        if not row["is_company"]:
            company = row["commercial_company_name"] or (above["name"] if above else False)
            name = f"{company}, {name}"
    return (name.strip(),)


def _email(_facts, row, _above):
    email = row["email"]
    if not email:
        return (None,)
    if PLAIN_EMAIL.fullmatch(email):
        return (email.lower(),)
    return (email_normalize(email, strict=False) or None,)


def _phone(facts, row, _above):
    phone = row["phone"]
    if not phone:
        return (None,)
    if INTERNATIONAL.fullmatch(phone):
        number = e164(phone)
        if number.startswith("+36") and USUAL.fullmatch(number):
            return (number,)
    return (_format_phone(facts, phone, row["country_id"]),)


def _format_phone(facts, phone, country_id):
    country = facts.partners.env["res.country"].browse(country_id) or facts.company_country
    return facts.partners._phone_format(number=phone, country=country) or None


def _keys(facts, row, _above):
    vat, registry = row["vat"] or "", row["company_registry"] or ""
    if not registry:
        if not vat:
            return None, None
        if LONG.fullmatch(vat):
            return parse_tax_number(vat).key or None, None
    identity = stored_identity(
        {"vat": vat, "company_registry": registry, "country": facts.country_of(row)},
        facts.default_country,
        facts.checker,
    )
    return identity.vat_key or None, identity.registry_key or None


def _name_key(_facts, row, _above):
    return (fold(" ".join((row["name"] or "").split())) or None,)


def _unique_keys(_facts, row, above):
    # partners of users do not come here
    if row["active"] and not above and not row["is_known_double"]:
        return row["tax_number_key"], row["registry_key"]
    return None, None


def _peppol_eas(facts, row, _above):
    country, vat = facts.country_of(row), row["vat"] or ""
    if country and (country != "HU" or (vat[:2].isalpha() and vat[:2].upper() != "HU")):
        return LEFT
    return ("9910" if country else row["peppol_eas"],)


def _peppol_endpoint(facts, row, above):
    if _peppol_eas(facts, row, above) is LEFT:
        return LEFT
    if facts.country_of(row) and HU_LOCAL.match(row["vat"] or ""):
        return (f"HU{row['vat'][:8]}",)
    endpoint = row["peppol_endpoint"]
    # what is no plain word is checked against the kind of address
    return (endpoint,) if not endpoint or PLAIN_ENDPOINT.fullmatch(endpoint) else LEFT


def _no_vies(_facts, _row, _above):
    # where Odoo asks the Union's register, nobody comes here (`known`)
    return (False,)


def _rule(columns, inputs, work_out, **methods):
    """Make a rule; methods are name → modules, without what all of them begin with."""
    return Rule(tuple(columns.split()), frozenset(inputs.split()), work_out, defined_in(methods))


def defined_in(methods):
    """Map methods to whole names of modules, from names without what all begin with."""
    return {
        method: frozenset(f"odoo.addons.{module}" for module in modules.split())
        for method, modules in methods.items()
    }


BASE, OWN = "base.models.res_partner", "crm_masterdata_import.models.res_partner"
MIXIN, NAMES = "partner_firstname.models.firstname_mixin", "partner_firstname.models.res_partner"
PHONE, PHONES = "phone_validation.models.models", "phone_validation.models.mail_thread_phone"
UBL, VAT = "account_edi_ubl_cii.models.res_partner", "base_vat.models.res_partner"
PEPPOL = {
    "_deduce_country_code": "account.models.partner",
    "_run_vat_checks": f"account.models.partner {VAT} l10n_hu_edi.models.res_partner",
    "_get_peppol_endpoint_value": UBL,
    "_build_error_peppol_endpoint": UBL,
    "_compute_l10n_hu_eu_vat": "l10n_hu.models.res_partner",
    "_convert_hu_local_to_eu_vat": VAT,
}
# in the order in which they build on one another
RULES = (
    _rule(
        "lastname firstname", "name", _split_name,
        _inverse_name_after_cleaning_whitespace=NAMES, _inverse_name=NAMES, _compute_name=NAMES,
        _get_inverse_name=MIXIN, _get_whitespace_cleaned_name=MIXIN, _get_computed_name=MIXIN,
    ),
    _rule(
        "commercial_partner_id", f"is_company {PARENT}", _commercial_partner,
        _compute_commercial_partner=BASE,
    ),
    _rule(
        "commercial_company_name", f"name is_company company_name {PARENT}", _commercial_name,
        _compute_commercial_company_name=BASE,
    ),
    _rule(
        "complete_name",
        f"name is_company company_name type commercial_company_name {PARENT}",
        _complete_name,
        _compute_complete_name=BASE, _get_complete_name=BASE,
    ),
    _rule(
        "email_normalized", "email", _email,
        _compute_email_normalized="mail.models.mail_thread_blacklist",
    ),
    _rule(
        "phone_sanitized", "phone country_id", _phone,
        _compute_phone_sanitized=PHONES, _phone_get_number_fields=PHONE,
        _phone_get_country_field=PHONE, _phone_get_country=PHONE, _phone_format_number=PHONE,
    ),
    _rule(
        "tax_number_key registry_key", "vat company_registry country_id", _keys,
        _compute_import_keys=OWN,
    ),
    _rule("name_key", "name", _name_key, _compute_name_key=OWN),
    _rule(
        "unique_tax_number_key unique_registry_key",
        "vat company_registry country_id active is_known_double tax_number_key registry_key"
        f" {PARENT}",
        _unique_keys,
        _compute_unique_keys=OWN,
    ),
    _rule("vies_valid", "vat", _no_vies, _compute_vies_valid=VAT),
    _rule(
        "peppol_eas", "vat company_registry country_id peppol_endpoint", _peppol_eas,
        _compute_peppol_eas=UBL, **PEPPOL,
    ),
    _rule(
        "peppol_endpoint", "vat company_registry country_id peppol_eas", _peppol_endpoint,
        _compute_peppol_endpoint=UBL, **PEPPOL,
    ),
)  # fmt: skip
