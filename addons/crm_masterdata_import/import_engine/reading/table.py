"""What is read from a file, and the search for its header row."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from ..errors import EMPTY_FILE, ReadError
from ..headers import recognised

# so many records are looked at for the header
SAMPLE_ROWS = 30
# so many usual names make a header; one alone may stand in a title
SURE = 2


@dataclass(frozen=True, slots=True)
class Settings:
    """How to read a file; what is None is recognised.

    ``kind`` is csv, xlsx, xls, ods or xml; ``header_row`` the number of the header's row.
    """

    kind: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    record_path: str | None = None
    header_row: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Headers, and an iterator of ``(row_number, cells)`` below them, wholly empty rows left out.

    Row numbers are the file's: the line a record starts on, or the sheet's row. ``settings`` has
    what was given or recognised, nothing left None that applies to the kind of file.
    """

    headers: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]
    settings: Settings


def split_header(records, header_row=None):
    """Return ``(headers, row number, records below)`` of an iterator of ``(number, cells)``."""
    records = ((number, cells) for number, cells in records if not is_blank(cells))
    if header_row is not None:
        records = ((number, cells) for number, cells in records if number >= header_row)
    sample = list(islice(records, 1 if header_row is not None else SAMPLE_ROWS))
    if not sample:
        raise ReadError(EMPTY_FILE)
    place = find_header([cells for _number, cells in sample])
    number, headers = sample[place]
    below = chain(sample[place + 1 :], records)
    return tuple(" ".join(header.split()) for header in headers), number, below


def find_header(rows):
    """Return the place of the header among the first rows of a file.

    It is the row with most usual names; where no row has two, the first that is about as wide as
    the widest, since titles are narrow.
    """
    counts = [recognised(cells) for cells in rows]
    best = max(counts)
    if best >= SURE:
        return counts.index(best)
    widths = [sum(1 for cell in cells if cell.strip()) for cells in rows]
    return next(i for i, width in enumerate(widths) if width * 5 >= max(widths) * 3)


def is_blank(cells):
    """Return whether all cells are empty or white space."""
    return not any(cell and not cell.isspace() for cell in cells)
