"""Which column holds what, by the names people give them in Hungarian and English."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .data import FileError
from .words import plain

REQUIRED = ("product", "period", "quantity")

_NAMES = {
    "product": "product|product code|item|item code|sku|barcode|ean|default code"
    "|internal reference|termek|termekkod|termek kod|cikk|cikkszam|cikkkod|vonalkod"
    "|belso hivatkozas",
    "period": "period|month|week|date|idoszak|honap|het|datum",
    "quantity": "quantity|qty|forecast|forecast quantity|mennyiseg|elorejelzes"
    "|elorejelzett mennyiseg",
    "unit": "unit|uom|unit of measure|mertekegyseg|egyseg|me",
    "source": "source|type|forras|tipus",
    "customer": "customer|customer code|client|partner|vevo|vevokod|ugyfel|ugyfelkod",
    "salesperson": "salesperson|user|ertekesito|uzletkoto",
    "team": "team|sales team|csapat|ertekesitesi csapat",
    "warehouse": "warehouse|raktar",
    "note": "note|comment|notes|megjegyzes",
}
FIELDS = tuple(_NAMES)
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split("|")}


@dataclass(frozen=True, slots=True)
class Columns:
    """The place of each field found, and the names of the columns that nobody knows."""

    places: dict[str, int]
    ignored: tuple[str, ...]


def find_columns(header: Sequence[str]) -> Columns:
    """Match a header to fields.

    Raises FileError: `missing_columns` (params: `columns`, fields parted by commas) and
    `column_twice` (params: `first`, `second`, the file's names).
    """
    places: dict[str, int] = {}
    ignored = []
    for place, name in enumerate(header):
        field = _field(name)
        if field is None:
            ignored.append(name)
        elif field in places:
            raise FileError("column_twice", first=header[places[field]], second=name)
        else:
            places[field] = place
    missing = [field for field in REQUIRED if field not in places]
    if missing:
        raise FileError("missing_columns", columns=",".join(missing))
    return Columns(places, tuple(name for name in ignored if name))


def _field(name: str) -> str | None:
    words = re.sub(r"[\W_]+", " ", plain(name)).strip()
    return _FIELD_OF.get(words)
