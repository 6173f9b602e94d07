"""Months and weeks as people write them: `2026-01`, `2026.01.`, `2026. január`, `2026-W05`."""

import re
from datetime import date

from .data import Cell, CellError, Period
from .words import plain

FIRST_YEAR, LAST_YEAR = 2000, 2100

_MONTH_NAMES = {
    1: "januar january jan",
    2: "februar february febr feb",
    3: "marcius march marc mar",
    4: "aprilis april apr",
    5: "majus may maj",
    6: "junius june jun",
    7: "julius july jul",
    8: "augusztus august aug",
    9: "szeptember september szept szep sept sep",
    10: "oktober october okt oct",
    11: "november nov",
    12: "december dec",
}
_MONTHS = {name: month for month, names in _MONTH_NAMES.items() for name in names.split()}

_YEAR_MONTH = re.compile(r"(?P<year>\d{4})(?:[-/. ]\s?(?P<month>\d{1,2})|(?P<packed>\d{2}))\.?")
_MONTH_YEAR = re.compile(r"(?P<month>\d{1,2})[-/. ]\s?(?P<year>\d{4})\.?")
_FULL_DATE = re.compile(r"(?P<year>\d{4})[-/.]\s?(?P<month>\d{1,2})[-/.]\s?(?P<day>\d{1,2})\.?")
_WEEK = re.compile(
    r"(?P<year>\d{4})(?:[-/. ]?\s?w|[-/. ]\s?(?=\d{1,2}\.? ?het))(?P<week>\d{1,2})"
    r"(?:\.? ?het)?\.?"
)
_NAMED = re.compile(r"(?P<year>\d{4})\.? ?(?P<name>[a-z]+)\.?")
_NAMED_FIRST = re.compile(r"(?P<name>[a-z]+)\.? (?P<year>\d{4})\.?")


def parse_period(cell: Cell) -> Period:
    """The month or week in a cell; a full date means its month.

    Raises CellError: `missing`, `not_a_period`, `period_as_number` (a spreadsheet made a number
    of it: 2026.1 may be January or October), `year_out_of_range`.
    """
    if cell is None or cell == "":
        raise CellError("missing")
    if isinstance(cell, date):  # a datetime is a date, too
        return _month(cell.year, cell.month)
    if isinstance(cell, float) and not cell.is_integer():
        raise CellError("period_as_number")
    text = plain(str(int(cell)) if isinstance(cell, float) else str(cell))
    if not text:
        raise CellError("missing")
    return _from_text(text)


def _from_text(text: str) -> Period:
    if match := _WEEK.fullmatch(text):
        return _week(int(match["year"]), int(match["week"]))
    if match := _FULL_DATE.fullmatch(text):
        day = _date(int(match["year"]), int(match["month"]), int(match["day"]))
        return _month(day.year, day.month)
    if match := _YEAR_MONTH.fullmatch(text):
        return _month(int(match["year"]), int(match["month"] or match["packed"]))
    if match := _MONTH_YEAR.fullmatch(text):
        return _month(int(match["year"]), int(match["month"]))
    match = _NAMED.fullmatch(text) or _NAMED_FIRST.fullmatch(text)
    if match and match["name"] in _MONTHS:
        return _month(int(match["year"]), _MONTHS[match["name"]])
    raise CellError("not_a_period")


def _month(year: int, month: int) -> Period:
    return Period(_date(year, month, 1), "month")


def _week(year: int, week: int) -> Period:
    _check_year(year)
    try:
        return Period(date.fromisocalendar(year, week, 1), "week")
    except ValueError as error:
        raise CellError("not_a_period") from error


def _date(year: int, month: int, day: int) -> date:
    _check_year(year)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise CellError("not_a_period") from error


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellError("year_out_of_range")
