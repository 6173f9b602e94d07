"""How far a source was read: the greatest value of one of its columns, compared by its type."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from .sql_query import MSSQL

NUMBER, DATE, MOMENT, ZONED = "number", "date", "moment", "zoned"
# how each database writes the moments of time in a query
CASTS = {
    MSSQL: {DATE: "date", MOMENT: "datetime2", ZONED: "datetimeoffset"},
}
STANDARD = {DATE: "DATE", MOMENT: "TIMESTAMP", ZONED: "TIMESTAMP WITH TIME ZONE"}


class WatermarkError(Exception):
    """A value by which nobody can tell what is new; ``value`` is its text."""

    def __init__(self, value):
        super().__init__(value)
        self.value = str(value)


@dataclass(frozen=True, slots=True)
class Mark:
    """A value with its kind: number, date, moment, or moment with a time zone (zoned)."""

    kind: str
    value: Decimal | date | datetime

    @property
    def text(self):
        """The value as text, from which :func:`from_text` makes it again."""
        if self.kind == NUMBER:
            return f"{self.value:f}"
        return self.value.isoformat() if self.kind == DATE else self.value.isoformat(" ")

    def literal(self, dialect):
        """Return the value as it is written in a query."""
        if self.kind == NUMBER:
            return self.text
        if dialect in CASTS:
            text = self.text.replace(" ", "T")
            return f"CAST('{text}' AS {CASTS[dialect][self.kind]})"
        return f"{STANDARD[self.kind]} '{self.text}'"


def mark_of(value):
    """Return the `Mark` of a value as drivers of databases give it; None for no value.

    :raise WatermarkError: text, and all else that is neither number nor date
    """
    if value is None:
        return None
    if isinstance(value, datetime):
        return Mark(ZONED if value.tzinfo else MOMENT, value)
    if isinstance(value, date):
        return Mark(DATE, value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        if number.is_finite():
            return Mark(NUMBER, number)
    raise WatermarkError(value)


def from_text(kind, text):
    """Return the `Mark` that was kept as kind and text; None for none."""
    if not kind or not text:
        return None
    if kind == NUMBER:
        return Mark(kind, Decimal(text))
    return Mark(kind, date.fromisoformat(text) if kind == DATE else datetime.fromisoformat(text))


def greater(mark, other):
    """Return the greater of two marks, either of which may be None.

    :raise WatermarkError: they are of different kinds
    """
    if mark is None or other is None:
        return mark or other
    if mark.kind != other.kind:
        raise WatermarkError(other.text)
    return max(mark, other, key=lambda each: each.value)
