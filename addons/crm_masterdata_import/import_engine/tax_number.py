"""Hungarian tax numbers (adószám): ``NNNNNNNN-Y-CC``, the eighth digit checks the first seven."""

import re
from dataclasses import dataclass

from .codes import GROUP_VAT, INVALID_VAT_FOREIGN, PERSONAL_ID, PLACEHOLDER, UNCHECKED_VAT_FOREIGN
from .country import ISO_CODES
from .foreign_vat import UNCHECKED, VALID, check_foreign

SEPARATORS = re.compile(
    r"[\s./\\\-\u00ad\u058a\u05be\u1806\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]"
)
SHAPE = re.compile(r"[0-9]{8}(?:([1-5])[0-9]{2})?")
PERSONAL = re.compile(r"8[0-9]{9}")
LONG = re.compile(r"[0-9]{8}-[1-5]-[0-9]{2}")
SHORT = re.compile(r"HU[0-9]{8}")
DIGIT = re.compile(r"[0-9]")
WEIGHTS = (9, 7, 3, 1, 9, 7, 3)
GROUP_CODE = "5"


@dataclass(frozen=True, slots=True)
class TaxNumber:
    """What a tax number's cell comes to.

    ``value`` is kept on the partner, ``key`` finds it; ``group`` is a VAT group's number, which
    finds nothing; ``warning`` is a code or empty. ``invalid``: the row must be rejected.
    """

    value: str = ""
    key: str = ""
    group: str = ""
    warning: str = ""
    invalid: bool = False


NONE = TaxNumber()
INVALID = TaxNumber(invalid=True)


def compact(text):
    """Return ``text`` in capitals, without white space, dots, slashes and dashes of any kind."""
    return SEPARATORS.sub("", text).upper()


def country_prefix(number):
    """Return the country code (ISO 3166 or EL) that a compact number begins with, or nothing."""
    code = number[:2]
    if code == "HU":
        return code
    known = code in ISO_CODES or code == "EL"
    return code if known and DIGIT.search(number, 2) else ""


def parse_tax_number(text, country="", checker=None):
    """Return the `TaxNumber` of a cleaned cell.

    :param country: ISO code of the row's country, empty when unknown (taken for Hungary)
    :param checker: see `foreign_vat.check_foreign`
    """
    number = compact(text)
    if not number:
        return NONE
    prefix = country_prefix(number)
    if prefix == "HU":
        return _hungarian(number[2:])
    if prefix or country not in ("", "HU"):
        coded = prefix or number.startswith(country)
        return _foreign(number if coded else country + number, checker)
    return _hungarian(number)


def check_digit(seven):
    """Return the eighth digit for the first seven: weights 9, 7, 3, 1, modulo 10."""
    return -sum(weight * int(digit) for weight, digit in zip(WEIGHTS, seven, strict=True)) % 10


def is_shorter_form(short, long):
    """Return whether ``short`` (``HU12345676``) is the same number as ``long`` in eleven digits."""
    return bool(SHORT.fullmatch(short) and LONG.fullmatch(long)) and short[2:] == long[:8]


def _hungarian(number):
    if PERSONAL.fullmatch(number):
        return TaxNumber(warning=PERSONAL_ID)
    shape = SHAPE.fullmatch(number)
    if not shape:
        return INVALID
    key = number[:8]
    if key == key[0] * 8:
        return TaxNumber(warning=PLACEHOLDER)
    if check_digit(key[:7]) != int(key[7]):
        return INVALID
    if shape[1] is None:
        return TaxNumber(f"HU{key}", key)
    value = f"{key}-{number[8]}-{number[9:]}"
    if shape[1] == GROUP_CODE:
        return TaxNumber(group=value, warning=GROUP_VAT)
    return TaxNumber(value, key)


def _foreign(number, checker):
    verdict, value = check_foreign(number, checker)
    if verdict == VALID:
        return TaxNumber(value, value)
    if verdict == UNCHECKED:
        return TaxNumber(value, warning=UNCHECKED_VAT_FOREIGN)
    return TaxNumber(warning=INVALID_VAT_FOREIGN)
