"""What loading a file changes: new keys, changed values, and keys that a file names twice."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row asks for: the value of a key; both hold plain comparable values."""

    row: int
    key: Hashable
    value: Any


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows by what becomes of them; `twice` names each refused row with the first of its key."""

    create: tuple[Wanted, ...]
    update: tuple[Wanted, ...]
    unchanged: tuple[Wanted, ...]
    twice: tuple[tuple[Wanted, int], ...]


def plan(stored: Mapping[Hashable, Any], wanted: Iterable[Wanted]) -> Changes:
    """Compare what is stored with what is wanted.

    Of rows with the same key the first counts and the others are refused: whether a repeated
    row should add to or replace the first is not for us to guess.
    """
    create, update, unchanged, twice = [], [], [], []
    first_row: dict[Hashable, int] = {}
    for item in wanted:
        if item.key in first_row:
            twice.append((item, first_row[item.key]))
            continue
        first_row[item.key] = item.row
        if item.key not in stored:
            create.append(item)
        elif stored[item.key] != item.value:
            update.append(item)
        else:
            unchanged.append(item)
    return Changes(tuple(create), tuple(update), tuple(unchanged), tuple(twice))
