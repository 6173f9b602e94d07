"""What goes into the engine and what comes out of it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Cell = str | int | float | bool | Decimal | date | datetime | None

SOURCES = ("sales", "production", "purchase")


class FileError(ValueError):
    """The file as a whole cannot be read. `code` says why, `params` what is needed to say it."""

    def __init__(self, code: str, **params: str):
        super().__init__(code)
        self.code = code
        self.params = params


class CellError(ValueError):
    """One cell cannot be read; `code` says why."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A calendar month or an ISO week, by its first day (a Monday for weeks)."""

    start: date
    kind: str = "month"


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """One good row; `row` is its number in the file, the header being row 1."""

    row: int
    product: str
    period: Period
    quantity: Decimal
    source: str
    unit: str = ""
    customer: str = ""
    salesperson: str = ""
    team: str = ""
    warehouse: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RowError:
    """Why a row is refused: its number, the column as the file names it, a code, the cell."""

    row: int
    column: str
    code: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file read: good rows, errors of the others, and the raw cells to give rejects back."""

    header: tuple[str, ...]
    columns: dict[str, int]
    rows: tuple[ForecastRow, ...]
    errors: tuple[RowError, ...]
    cells: dict[int, tuple[str, ...]]
    ignored: tuple[str, ...] = ()

    def column_name(self, field: str) -> str:
        """The file's own name of a field's column, or the field's name when it has none."""
        return self.header[self.columns[field]] if field in self.columns else field
