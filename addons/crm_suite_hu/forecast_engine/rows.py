"""Cells to forecast rows, every fault of a row told at once."""

from collections.abc import Sequence

from .columns import Columns, find_columns
from .data import Cell, CellError, FileError, ForecastRow, Parsed, RowError
from .periods import parse_period
from .quantities import parse_quantity
from .words import as_text, plain

_SOURCE_NAMES = {
    "sales": "sales sale ertekesites eladas",
    "production": "production manufacturing gyartas termeles",
    "purchase": "purchase purchasing beszerzes vasarlas",
}
_SOURCE_OF = {name: key for key, names in _SOURCE_NAMES.items() for name in names.split()}
_TEXTS = ("unit", "customer", "salesperson", "team", "warehouse", "note")


def parse_cells(cells: Sequence[Sequence[Cell]], default_source: str = "sales") -> Parsed:
    """Read a table whose first row with anything in it is the header; empty rows are skipped.

    Rows without a source get `default_source`. Raises FileError: `empty`, `missing_columns`,
    `column_twice`.
    """
    start = next((index for index, row in enumerate(cells) if _filled(row)), None)
    if start is None:
        raise FileError("empty")
    header = tuple(as_text(cell) for cell in cells[start])
    columns = find_columns(header)
    reader = _RowReader(header, columns, default_source)
    raw = {}
    for index, row in enumerate(cells[start + 1 :], start + 2):
        if _filled(row):
            raw[index] = tuple(as_text(cell) for cell in row)
            reader.add(index, row)
    return Parsed(
        header, columns.places, tuple(reader.rows), tuple(reader.errors), raw, columns.ignored
    )


def _filled(row: Sequence[Cell]) -> bool:
    return any(as_text(cell) for cell in row)


class _RowReader:
    """Reads rows one after the other; collects good rows and errors."""

    def __init__(self, header: tuple[str, ...], columns: Columns, default_source: str):
        self.header = header
        self.places = columns.places
        self.default_source = default_source
        self.rows: list[ForecastRow] = []
        self.errors: list[RowError] = []

    def add(self, number: int, row: Sequence[Cell]) -> None:
        faults = len(self.errors)
        values = {
            "product": self._value(number, row, "product", _required_text),
            "period": self._value(number, row, "period", parse_period),
            "quantity": self._value(number, row, "quantity", parse_quantity),
            "source": self._value(number, row, "source", self._source),
        }
        if len(self.errors) == faults:
            texts = {field: as_text(self._cell(row, field)) for field in _TEXTS}
            self.rows.append(ForecastRow(row=number, **values, **texts))

    def _value(self, number, row, field, read):
        cell = self._cell(row, field)
        try:
            return read(cell)
        except CellError as error:
            column = self.header[self.places[field]]
            self.errors.append(RowError(number, column, error.code, as_text(cell)))
            return None

    def _cell(self, row: Sequence[Cell], field: str) -> Cell:
        place = self.places.get(field)
        return row[place] if place is not None and place < len(row) else None

    def _source(self, cell: Cell) -> str:
        text = plain(as_text(cell))
        if not text:
            return self.default_source
        if text not in _SOURCE_OF:
            raise CellError("unknown_source")
        return _SOURCE_OF[text]


def _required_text(cell: Cell) -> str:
    text = as_text(cell)
    if not text:
        raise CellError("missing")
    return text
