"""Rows of lists that are made by others: who stands on them, by number."""

from dataclasses import dataclass

from .canonical import tax_number_country
from .country import parse_country
from .headers import suggest
from .registry_number import parse_registry_number
from .tax_number import parse_tax_number
from .text import tidy

NAME, VAT, REGISTRY, COUNTRY = "name", "vat", "company_registry", "country"
KEYED = (VAT, REGISTRY)


@dataclass(frozen=True, slots=True)
class ListRow:
    """Somebody on a list; at least one of the keys is there."""

    row_number: int
    name: str
    tax_number_key: str
    registry_key: str


def list_places(headers):
    """Return target → index of the columns that count; without a number's column, nothing."""
    places = {c.target: c.index for c in suggest(headers) if c.target in (NAME, *KEYED, COUNTRY)}
    return places if any(target in places for target in KEYED) else {}


def list_rows(rows, places, country="", checker=None):
    """Yield a `ListRow`, or None where a row has no number that finds anybody.

    :param rows: ``(row_number, cells)`` as a `Table` gives them
    :param places: see `list_places`
    :param country: ISO code for rows that do not say theirs
    :param checker: see `foreign_vat.check_foreign`
    """
    for row_number, cells in rows:
        texts = {
            target: tidy(cells[index]) if index < len(cells) else ""
            for target, index in places.items()
        }
        vat, registry = texts.get(VAT, ""), texts.get(REGISTRY, "")
        own = parse_country(texts.get(COUNTRY, "")) or tax_number_country(vat) or country
        tax_key = parse_tax_number(vat, own, checker).key
        registry_key = parse_registry_number(registry) if own in ("", "HU") else ""
        found = tax_key or registry_key
        yield ListRow(row_number, texts.get(NAME, ""), tax_key, registry_key) if found else None
