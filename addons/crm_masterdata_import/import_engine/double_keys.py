"""What of a partner is held against others, to find doubles that no number gives away.

Everything is without case, accents and punctuation; what a whole provider or a whole profession
shares is left out, since it says nothing about one customer.
"""

import re
from dataclasses import dataclass

from .email_address import parse_email
from .phone import e164, international
from .postcode import parse_zip
from .text import fold, tidy

WORD = re.compile(r"[^\W_]+")
# e.v., s.r.o.: one word
DOTTED = re.compile(r"(?<=\b\w)\.(?=\w\b)")
# words of names that come and go: forms of company, titles, "and"
FILLERS = frozenset(
    [
        "kft",
        "bt",
        "rt",
        "zrt",
        "nyrt",
        "kkt",
        "kht",
        "ev",
        "nonprofit",
        "korlatolt",
        "felelossegu",
        "tarsasag",
        "beteti",
        "kozkereseti",
        "zartkoruen",
        "nyilvanosan",
        "mukodo",
        "reszvenytarsasag",
        "egyeni",
        "vallalkozo",
        "ceg",
        "gmbh",
        "ggmbh",
        "mbh",
        "ag",
        "kg",
        "ohg",
        "ug",
        "co",
        "sarl",
        "srl",
        "spa",
        "ltd",
        "limited",
        "llc",
        "llp",
        "plc",
        "inc",
        "corp",
        "corporation",
        "sro",
        "spol",
        "doo",
        "dooel",
        "as",
        "ks",
        "oy",
        "oyj",
        "ab",
        "aps",
        "bv",
        "nv",
        "sa",
        "sas",
        "es",
        "and",
        "und",
        "et",
        "a",
        "az",
        "the",
        "dr",
        "ifj",
        "id",
        "ozv",
        "tarsa",
    ]
)
# before the house number, or after the name of the street
KINDS = frozenset(
    [
        "u",
        "utca",
        "ut",
        "utja",
        "ter",
        "tere",
        "krt",
        "korut",
        "korutja",
        "koz",
        "sor",
        "setany",
        "fasor",
        "dulo",
        "lakotelep",
        "ltp",
        "rakpart",
        "rkp",
        "lejto",
        "lepcso",
        "park",
        "udvar",
        "str",
        "strasse",
        "street",
        "st",
        "road",
        "rd",
        "avenue",
        "ave",
    ]
)
HOUSE = re.compile(r"[0-9]+")
PROVIDERS = re.compile(
    r"(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|icloud|me|aol|gmx|proton|protonmail|"
    r"freemail|citromail|vipmail|indamail|mailbox|t-online|upcmail|invitel|chello|digikabel)"
    r"\.[a-z.]+"
)
SHARED = frozenset(
    [
        "info",
        "iroda",
        "office",
        "mail",
        "email",
        "posta",
        "titkarsag",
        "kapcsolat",
        "contact",
        "hello",
        "sales",
        "ertekesites",
        "szamla",
        "szamlazas",
        "penzugy",
        "konyveles",
        "admin",
        "webmaster",
        "noreply",
        "no-reply",
        "ugyfelszolgalat",
        "rendeles",
    ]
)
# the end of a number that cannot be read as a valid one
PHONE_TAIL = 8


@dataclass(frozen=True, slots=True)
class DoubleKeys:
    """What is compared: empty where unknown. ``name`` has its words in alphabetical order."""

    name: str = ""
    zip: str = ""
    street: str = ""
    house: str = ""
    phone: str = ""
    email: str = ""
    domain: str = ""


def double_keys(values, country=""):
    """Return the `DoubleKeys` of a partner.

    :param values: dict with ``name``, ``zip``, ``street``, ``phone``, ``email`` as stored
    :param country: ISO code by which a telephone number without a country is read
    """
    street, house = address_keys(values.get("street") or "")
    email, domain = email_keys(values.get("email") or "")
    return DoubleKeys(
        name_key(values.get("name") or ""),
        "".join(parse_zip(tidy(values.get("zip") or "")).split()).casefold(),
        street,
        house,
        phone_key(values.get("phone") or "", country),
        email,
        domain,
    )


def name_key(name):
    """Return the words of a name in alphabetical order, without its legal form."""
    words = WORD.findall(DOTTED.sub("", fold(name)))
    return " ".join(sorted([word for word in words if word not in FILLERS] or words))


def address_keys(street):
    """Return ``(street, house number)``: the street's words without its kind."""
    words = WORD.findall(fold(street))
    at = next((i for i, word in enumerate(words) if i and word[0].isdigit()), len(words))
    named = words[:at]
    telling = [word for word in named if word not in KINDS] or named
    house = HOUSE.match(words[at]) if at < len(words) else None
    return " ".join(telling), house[0] if house else ""


def phone_key(phone, country=""):
    """Return a number as E.164; where it is not valid, the end of its digits."""
    number = international(tidy(phone), country)
    if number:
        return e164(number)
    digits = "".join(char for char in phone if char.isdigit())
    return digits[-PHONE_TAIL:] if len(digits) >= PHONE_TAIL else ""


def email_keys(email):
    """Return ``(address, domain)``.

    A provider's domain is of everybody, and its mailboxes such as info@ of many: both count as
    unknown.
    """
    address = parse_email(tidy(email))
    local, _at, domain = address.partition("@")
    if not PROVIDERS.fullmatch(domain):
        return address, domain
    return ("" if local in SHARED else address), ""
