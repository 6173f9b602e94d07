"""What a register's answer means for the customer that it was asked about."""

import re

from .tax_number import LONG, is_shorter_form, parse_tax_number
from .text import fold, tidy

WORDS = re.compile(r"[^\W_]+")
# long forms of company, as registers write them, and how everybody else does
FORMS = (
    ("korlatolt felelossegu tarsasag", "kft"),
    ("zartkoruen mukodo reszvenytarsasag", "zrt"),
    ("nyilvanosan mukodo reszvenytarsasag", "nyrt"),
    ("reszvenytarsasag", "rt"),
    ("kozkereseti tarsasag", "kkt"),
    ("beteti tarsasag", "bt"),
    ("egyeni vallalkozo", "ev"),
    ("e v", "ev"),
)
# words of an address that are also written shorter, or left out
PLACES = {
    "utca": "u",
    "korut": "krt",
    "epulet": "ep",
    "lepcsohaz": "lph",
    "emelet": "em",
    "ajto": "",
}
LONGEST_PAUSE = 720


def filled_tax_number(kept, answered):
    """Return the number in eleven digits where ``kept`` is the same number in eight, or nothing.

    A number that is kept in full is never replaced, nor is one filled with a VAT group's digits.
    """
    full, short = parse_tax_number(tidy(answered)).value, parse_tax_number(tidy(kept)).value
    return full if LONG.fullmatch(full) and is_shorter_form(short, full) else ""


def same_name(left, right):
    """Return whether two names are one: case, accents, signs and forms of company do not count."""
    return _name_key(left) == _name_key(right)


def same_address(left, right):
    """Return whether two addresses (ZIP, city, street) are one, however they are written."""
    return _place_key(left) == _place_key(right)


def street_line(street="", kind="", number="", parts=()):
    """Return street, house and what lies within it on one line.

    :param parts: pairs of value and what it is (``ép.``), for building, staircase, floor, door
    """
    line = " ".join(part for part in (street, kind, _with_point(number)) if part)
    inner = [f"{_with_point(value)} {what}".strip() for value, what in parts if value]
    return ", ".join(part for part in (line, " ".join(inner)) if part)


def pause_minutes(failures, first=1):
    """Return how long to wait after so many failures in a row: twice as long each time."""
    return min(first * 2 ** (min(failures, 20) - 1), LONGEST_PAUSE)


def _with_point(number):
    return f"{number}." if number[-1:].isdigit() else number


def _words(text):
    return WORDS.findall(fold(text))


def _name_key(name):
    text = f" {' '.join(_words(name))} "
    for long, short in FORMS:
        text = text.replace(f" {long} ", f" {short} ")
    return text


def _place_key(place):
    words = [PLACES.get(word, word) for part in place for word in _words(part)]
    return [word for word in words if word]
