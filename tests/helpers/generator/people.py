"""Draws customers: firms, their contact persons, and private people. Pure; no database."""

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from . import words
from .spread import Weighted

TAX_WEIGHTS = (9, 7, 3, 1, 9, 7, 3)
TAX_BODIES = 9_000_000
# has no common factor with the number of bodies: each index gets a body of its own
TAX_STEP = 7_368_787
PERSON_SHARE = 0.25
CONTACT_SHARE = 0.3
MOBILE = ("20", "30", "70")


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer: `kind` is company, person or contact; a contact has its firm's number."""

    number: int
    kind: str
    lastname: str
    firstname: str
    name: str
    parent: int | None
    zip: str
    city: str
    county: str
    street: str
    phone: str
    email: str
    vat: str


def tax_number(index: int, area: str) -> str:
    """The index-th Hungarian tax number (12345676-2-41), with its check digit, all different."""
    body = f"{1_000_000 + index * TAX_STEP % TAX_BODIES:07d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, TAX_WEIGHTS, strict=True))
    return f"{body}{-total % 10}-2-{area}"


def customers(rng: random.Random, count: int) -> Iterator[Customer]:
    """`count` customers; firms' contact persons are among them, each after its firm."""
    towns = Weighted(
        rng, (None, *words.TOWNS), (words.CAPITAL_WEIGHT, *(t[5] for t in words.TOWNS))
    )
    number, firm = 0, None
    while number < count:
        if firm and rng.random() < CONTACT_SHARE:
            yield _contact(rng, number, firm)
            firm = None
        else:
            made = _independent(rng, number, towns.draw(1)[0])
            firm = made if made.kind == "company" else None
            yield made
        number += 1


def _independent(rng, number, town):
    """A firm or a private person, with an address."""
    zip_code, city, county, area, dial = town[:5] if town else _capital(rng)
    street = f"{rng.choice(words.STREETS)} {rng.choice(words.STREET_KINDS)} {rng.randint(1, 120)}."
    last, first = rng.choice(words.SURNAMES), rng.choice(words.GIVEN_NAMES)
    person = rng.random() < PERSON_SHARE
    name = f"{last} {first}" if person else _firm(rng, last)
    return Customer(
        number,
        "person" if person else "company",
        last if person else name,
        first if person else "",
        name,
        None,
        zip_code,
        city,
        county,
        street,
        _phone(rng, dial, mobile=person),
        f"{'' if person else 'info.'}{slug(name)}.{number}@vevo.example",
        "" if person else tax_number(number, area),
    )


def _contact(rng, number, firm):
    last, first = rng.choice(words.SURNAMES), rng.choice(words.GIVEN_NAMES)
    name = f"{last} {first}"
    return Customer(
        number,
        "contact",
        last,
        first,
        name,
        firm.number,
        firm.zip,
        firm.city,
        firm.county,
        firm.street,
        _phone(rng, "", mobile=True),
        f"{slug(name)}.{number}@vevo.example",
        firm.vat,
    )


def _capital(rng):
    district = rng.randint(1, 23)
    return f"1{district:02d}{rng.randint(1, 9)}", "Budapest", "Budapest", rng.choice(
        ("41", "42", "43", "44")
    ), "1"  # fmt: skip


def _firm(rng, surname):
    one, other = rng.choice(words.TRADE_WORDS), rng.choice(words.TRADE_WORDS)
    title = rng.choice((f"{surname} és Társa", f"{surname}-{one}", f"{one}-{other}"))
    return f"{title} {rng.choice(words.TRADES)} {rng.choice(words.LEGAL_FORMS)}"


def _phone(rng, dial, *, mobile):
    """A number with the right length: mobiles and Budapest have seven digits, the others six."""
    area = rng.choice(MOBILE) if mobile or rng.random() < 0.5 else dial
    if area in (*MOBILE, "1"):
        return f"+36 {area} {rng.randint(200, 999)} {rng.randint(0, 9999):04d}"
    return f"+36 {area} {rng.randint(300, 599)} {rng.randint(0, 999):03d}"


def slug(text: str) -> str:
    """The text in small letters of ASCII, words joined by dots."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return ".".join("".join(c if c.isalnum() else " " for c in plain).split())
