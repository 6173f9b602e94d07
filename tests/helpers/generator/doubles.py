"""Doubles and look-alikes of customers that are there: what a search for doubles must tell apart.

`draw` is pure; `create` makes rows of res.partner of what was drawn, as copies of their originals.
"""

import random
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from odoo.tools import SQL

from . import people, rows, words

COLUMNS = {
    "number": "int", "original": "int", "name": "text", "lastname": "text", "firstname": "text",
    "zip": "text", "city": "text", "street": "text", "phone": "text", "sanitized": "text",
    "email": "text",
}  # fmt: skip
LONG_FORMS = {
    "Kft.": "Korlátolt Felelősségű Társaság", "Bt.": "Betéti Társaság",
    "Zrt.": "Zártkörűen Működő Részvénytársaság",
    "Nyrt.": "Nyilvánosan Működő Részvénytársaság",
}  # fmt: skip
SHORT_KINDS = {"utca": "u.", "körút": "krt.", "tér": "tér", "út": "út", "köz": "köz", "sor": "sor"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A double of the original, or somebody else who looks like it (`is_double` false)."""

    original: int
    is_double: bool
    values: Mapping[str, str]


def draw(rng: random.Random, originals: list[dict], lookalikes: list[dict]) -> Iterator[Drawn]:
    """One double of each original, then one look-alike of each of the others.

    An original is a dict with ``id``, ``name``, ``is_company`` and the other columns.
    """
    for row in originals:
        yield Drawn(row["id"], True, _double(rng, dict(row)))
    for row in lookalikes:
        yield Drawn(row["id"], False, _lookalike(rng, dict(row)))


def _double(rng, row):
    """The same customer as somebody else typed it: the name, and one or two things about it."""
    kept = rng.choice(("phone", "email", "address"))
    row["name"] = _other_name(rng, row)
    row["phone"] = _other_format(rng, row["phone"])
    if kept != "phone" and rng.random() < 0.6:
        row["phone"] = "" if rng.random() < 0.5 else _new_phone(rng)
    if kept != "email" and rng.random() < 0.6:
        row["email"] = "" if rng.random() < 0.5 else f"uj.{rng.randrange(10**9)}@vevo.example"
    if kept == "address":
        row["street"] = _short_street(rng, row["street"])
    elif rng.random() < 0.5:
        row["zip"], row["city"], row["street"] = _new_home(rng)
    return row


def _lookalike(rng, row):
    """Another of the family, or another firm of the same owner or at the same seat."""
    if row["is_company"]:
        one, other = rng.sample(words.TRADE_WORDS, 2)
        row["name"] = f"{one}-{other} {rng.choice(words.TRADES)} {rng.choice(words.LEGAL_FORMS)}"
        row["email"] = f"iroda.{rng.randrange(10**9)}@vevo.example"
    else:
        others = [name for name in words.GIVEN_NAMES if name != row["firstname"]]
        row["firstname"] = rng.choice(others)
        row["name"] = f"{row['lastname']} {row['firstname']}"
        row["email"] = f"{people.slug(row['name'])}.{rng.randrange(10**9)}@vevo.example"
    return row


def _other_name(rng, row):
    name = row["name"]
    if row["is_company"]:
        name = _other_form(rng, name)
    for change in rng.sample((_typo, _swapped, _plain, str.upper, str), rng.choice((1, 1, 2))):
        name = change(name) if change in (_plain, str.upper, str) else change(rng, name)
    return name


def _other_form(rng, name):
    stem, _space, form = name.rpartition(" ")
    if form not in LONG_FORMS:
        return name
    forms = (form, form.upper().rstrip("."), form.lower(), LONG_FORMS[form], "")
    return f"{stem} {rng.choice(forms)}".strip()


def _typo(rng, name):
    """One letter within a long word left out, doubled, swapped with the next, or mistyped."""
    places = [i for i in range(1, len(name) - 2) if name[i - 1 : i + 2].isalpha()]
    i = rng.choice(places)
    kinds = (
        name[:i] + name[i + 1 :],
        name[:i] + name[i] + name[i:],
        name[:i] + name[i + 1] + name[i] + name[i + 2 :],
        name[:i] + rng.choice("aeioklmnrst") + name[i + 1 :],
    )
    return rng.choice(kinds)


def _swapped(rng, name):
    parts = name.split()
    rng.shuffle(parts)
    return " ".join(parts)


def _plain(text):
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _other_format(rng, phone):
    digits = phone.replace(" ", "")
    return rng.choice((phone, f"06{digits[3:]}", f"0036 {digits[3:]}", digits))


def _new_phone(rng):
    area = rng.choice(people.MOBILE)
    return f"+36 {area} {rng.randint(200, 999)} {rng.randint(0, 9999):04d}"


def _short_street(rng, street):
    name, kind, number = street.rsplit(" ", 2)
    return rng.choice((street, f"{name} {SHORT_KINDS.get(kind, kind)} {number.rstrip('.')}"))


def _new_home(rng):
    zip_code, city = rng.choice(words.TOWNS)[:2]
    street = f"{rng.choice(words.STREETS)} {rng.choice(words.STREET_KINDS)} {rng.randint(1, 120)}."
    return zip_code, city, street


def create(env, rng: random.Random, doubles: int, lookalikes: int) -> set[tuple[int, int]]:
    """Make doubles and look-alikes of customers drawn from the database.

    Returns the pairs (smaller id, larger id) that are one customer.
    """
    chosen = _originals(env, rng, doubles + lookalikes)
    drawn = list(draw(rng, chosen[:doubles], chosen[doubles:]))
    rows.copy_into(env.cr, "drawn_double", COLUMNS, (_row(n, row) for n, row in enumerate(drawn)))
    first = rows.reserve_ids(env.cr, "res_partner", len(drawn))
    source = SQL("drawn_double g JOIN res_partner p ON p.id = g.original")
    rows.insert(env.cr, "res_partner", _values(first), source)
    env.cr.execute("ANALYZE res_partner")
    env.invalidate_all()
    return {(row.original, first + number) for number, row in enumerate(drawn) if row.is_double}


def _originals(env, rng, count):
    """Customers with everything filled, without contacts."""
    env.cr.execute(
        "SELECT p.id, p.name, p.lastname, p.firstname, p.is_company, p.zip, p.city, p.street,"
        " p.phone, p.email FROM res_partner p WHERE parent_id IS NULL AND active"
        " AND email LIKE '%@vevo.example' AND street IS NOT NULL AND phone IS NOT NULL"
        " AND NOT EXISTS (SELECT FROM res_users WHERE partner_id = p.id) ORDER BY p.id"
    )
    return rng.sample(env.cr.dictfetchall(), count)


def _row(number, drawn):
    values = drawn.values
    digits = values["phone"].replace(" ", "")
    for prefix in ("0036", "06"):
        if digits.startswith(prefix):
            digits = f"+36{digits.removeprefix(prefix)}"
    given = {**values, "number": number, "original": drawn.original, "sanitized": digits}
    return [
        given[name] if given[name] or name in ("number", "original") else None for name in COLUMNS
    ]


def _values(first):
    own_id = SQL("%s + g.number", first)
    plain = ("name", "lastname", "firstname", "zip", "city", "street", "phone", "email")
    nothing = (
        "vat", "tax_number_key", "unique_tax_number_key", "registry_key", "unique_registry_key",
        "peppol_endpoint",
    )  # fmt: skip
    return {
        **{name: SQL.identifier("g", name) for name in plain},
        **{name: SQL("NULL") for name in nothing},
        "id": own_id,
        "commercial_partner_id": own_id,
        "complete_name": SQL("g.name"),
        "commercial_company_name": SQL("CASE WHEN p.is_company THEN g.name END"),
        "name_key": SQL("lower(g.name)"),
        "phone_sanitized": SQL("g.sanitized"),
        "email_normalized": SQL("lower(g.email)"),
    }
