"""One value of any kind, as it is kept and compared."""

from functools import lru_cache

from . import codes
from .bank_account import parse_bank_account
from .country import parse_country
from .email_address import parse_email
from .identity import Identity
from .numbers import parse_date, parse_number
from .phone import e164, international
from .postcode import parse_zip
from .registry_number import parse_registry_number
from .targets import (
    BANK,
    COUNTRY,
    DATE,
    EMAIL,
    NUMBER,
    PHONE,
    REGISTRY,
    TEXT,
    VAT,
    ZIP,
    kind_of,
)
from .tax_number import LONG, compact, country_prefix, parse_tax_number
from .text import tidy

# by kind: how a cleaned text becomes a value, and the warning where it cannot
PARSERS = {
    TEXT: (str, ""),
    ZIP: (parse_zip, ""),
    EMAIL: (parse_email, codes.INVALID_EMAIL),
    COUNTRY: (lru_cache(maxsize=1024)(parse_country), codes.INVALID_COUNTRY),
    NUMBER: (parse_number, codes.INVALID_NUMBER),
    DATE: (parse_date, codes.INVALID_DATE),
    BANK: (parse_bank_account, codes.INVALID_BANK_ACCOUNT),
}


def same_value(target, left, right, country=""):
    """Return whether two texts are one value of that target, however they are written.

    :param country: ISO code by which numbers without a country are read
    """
    return left == right or _comparable(target, left, country) == _comparable(
        target, right, country
    )


def tax_number_country(text):
    """Return the ISO code that a tax number begins with, or nothing."""
    code = country_prefix(compact(text)) if text else ""
    return "GR" if code == "EL" else code


def stored_identity(values, country="", checker=None):
    """Return the `Identity` of a stored partner: its keys are made by the rules of rows.

    :param values: target → text, as the partner has it
    :param country: ISO code for partners whose country neither they nor their tax number say
    :param checker: see `foreign_vat.check_foreign`
    """
    texts = {target: tidy(text) for target, text in values.items() if text}
    own = texts.get("country") or tax_number_country(texts.get("vat", "")) or country
    vat = texts.get("vat", "")
    # what is kept of a Hungarian number says so by its form, in whatever country the partner is
    tax = parse_tax_number(vat, "" if LONG.fullmatch(vat) else own, checker)
    registry = texts.get("company_registry", "")
    key = parse_registry_number(registry) if own in ("", "HU") else ""
    clean = {
        "vat": tax.value or vat,
        "company_registry": key or registry,
        "email": _parsed(parse_email, texts.get("email", "")),
        "phone": international(texts.get("phone", ""), country) or texts.get("phone", ""),
    }
    return Identity.of(texts | clean, tax.key, key)


def _comparable(target, text, country):
    text, kind = tidy(text), kind_of(target)
    if kind == PHONE:
        return e164(international(text, country) or text)
    if kind == VAT:
        return parse_tax_number(text, country).value or text
    if kind == REGISTRY:
        return parse_registry_number(text) or text
    return _parsed(PARSERS[kind][0], text) if kind in PARSERS else text


def _parsed(parse, text):
    return parse(text) or text
