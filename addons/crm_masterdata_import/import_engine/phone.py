"""Telephone numbers, by libphonenumber."""

import re
from dataclasses import dataclass
from functools import lru_cache

from phonenumbers import (
    NumberParseException,
    PhoneMetadata,
    PhoneNumberFormat,
    format_number,
    is_valid_number,
    parse,
)

from .codes import EXTRA_PHONE, INVALID_PHONE
from .text import tidy

SPLIT = re.compile(r"[,;\n\r\v\f\x85\u2028\u2029]|\s/\s")
# usual Hungarian mobiles and fixed lines need no parser: the patterns are libphonenumber's own
HUNGARY = PhoneMetadata.metadata_for_region("HU")
PLAIN = re.compile(r"\+?[0-9 ()/-]+")
PUNCTUATION = str.maketrans("", "", " ()/-")
MOBILE, FIXED = HUNGARY.mobile, HUNGARY.fixed_line
USUAL = re.compile(
    rf"(?:\+36|0036|06)?((?:{MOBILE.national_number_pattern})|(?:{FIXED.national_number_pattern}))"
)
INTERNATIONAL = re.compile(r"\+[0-9]+(?:[ -][0-9]+)*")


@dataclass(frozen=True, slots=True)
class Phone:
    """What a telephone cell comes to.

    ``value`` is the first valid number in international form, ``others`` are the other parts of
    the cell (valid ones in international form), ``warnings`` are codes.
    """

    value: str = ""
    others: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


NONE = Phone()


def parse_phone(raw, region=""):
    """Return the `Phone` of a raw cell, whose line breaks still separate numbers.

    :param region: ISO code of the country whose numbers need no country code
    """
    parts = [part for part in map(tidy, SPLIT.split(raw)) if part]
    if len(parts) == 1:
        value = international(parts[0], region)
        return Phone(value) if value else Phone(warnings=(INVALID_PHONE,))
    return _several(parts, region) if parts else NONE


@lru_cache(maxsize=4096)
def international(text, region=""):
    """Return one number in international form, or nothing where it is not valid."""
    if region == "HU" and PLAIN.fullmatch(text):
        usual = USUAL.fullmatch(text.translate(PUNCTUATION))
        if usual:
            number, area = usual[1], 1 if usual[1][0] == "1" else 2
            return f"+36 {number[:area]} {number[area : area + 3]} {number[area + 3 :]}"
    return by_library(text, region)


def e164(value):
    """Return the E.164 form of a number in international form; an extension does not count."""
    if INTERNATIONAL.fullmatch(value):
        return value.replace(" ", "").replace("-", "")
    try:
        return format_number(parse(value, None), PhoneNumberFormat.E164)
    except NumberParseException:
        return value


def by_library(text, region=""):
    """Return one number in international form by libphonenumber alone, or nothing."""
    try:
        number = parse(text, region or None)
    except NumberParseException:
        return ""
    if not is_valid_number(number):
        return ""
    return format_number(number, PhoneNumberFormat.INTERNATIONAL)


def _several(parts, region):
    numbers = [international(part, region) for part in parts]
    value = next(filter(None, numbers), "")
    others = [number or part for number, part in zip(numbers, parts, strict=True)]
    warnings = (EXTRA_PHONE,) if value else (EXTRA_PHONE, INVALID_PHONE)
    return Phone(value, tuple(dict.fromkeys(o for o in others if o != value)), warnings)
