"""Numbers and dates as people and programs write them."""

import re
from datetime import date

CURRENCY = re.compile(r"^(?:huf|eur|€)\s*(?=[-\u22120-9])|(?:ft|huf|eur|€)\.?$", re.IGNORECASE)
# no fillér: 1 000,- Ft
NO_CENTS = re.compile(r"(?<=[0-9])[,.]\s*[-\u2010-\u2015\u2212]{1,2}$")
SPACES = re.compile(r"[\s']")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
THOUSANDS_DOT = re.compile(r"-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
THOUSANDS_COMMA = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
YEAR_FIRST = re.compile(r"([0-9]{4})[-./ ]{1,2}([0-9]{1,2})[-./ ]{1,2}([0-9]{1,2})\.?(?:[ T].*)?")
DAY_FIRST = re.compile(r"([0-9]{1,2})[./] ?([0-9]{1,2})[./] ?([0-9]{4})\.?")


def parse_number(text):
    """Return a decimal number as ``-1234.56``, or nothing where it is none.

    ``1 234,56``, ``1.234,56``, ``1,234.56``, ``1.234`` (Hungarian thousands) and ``1 234,- Ft`` are
    understood.
    """
    amount = NO_CENTS.sub("", CURRENCY.sub("", text).strip())
    number = SPACES.sub("", amount).replace("\u2212", "-")
    if "," in number and "." in number:
        decimal = max(number, key=lambda char: number.rfind(char) if char in ",." else -1)
        number = number.replace("," if decimal == "." else ".", "")
    elif THOUSANDS_DOT.fullmatch(number):
        number = number.replace(".", "")
    elif THOUSANDS_COMMA.fullmatch(number):
        number = number.replace(",", "")
    number = number.replace(",", ".")
    return _plain(number) if NUMBER.fullmatch(number) else ""


def parse_date(text):
    """Return a date as ``2026-01-31``, or nothing where it is none; year or day comes first."""
    shape = YEAR_FIRST.fullmatch(text)
    parts = shape.groups() if shape else None
    if not parts:
        shape = DAY_FIRST.fullmatch(text)
        parts = shape.groups()[::-1] if shape else None
    try:
        return date(*map(int, parts)).isoformat() if parts else ""
    except ValueError:
        return ""


def _plain(number):
    """Without needless zeros: 007.50 is 7.5."""
    sign, digits = ("-", number[1:]) if number[0] == "-" else ("", number)
    whole, _dot, decimals = digits.partition(".")
    whole, decimals = whole.lstrip("0") or "0", decimals.rstrip("0")
    # three decimals would be read as thousands the next time
    decimals = f"{decimals}0" if len(decimals) == 3 else decimals
    plain = f"{whole}.{decimals}" if decimals else whole
    return "0" if plain == "0" else sign + plain
