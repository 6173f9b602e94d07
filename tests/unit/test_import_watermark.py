"""How far a source was read, and when it is read next."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from import_engine.schedule import next_moment
from import_engine.sql_query import MSSQL, MYSQL, POSTGRESQL
from import_engine.watermark import WatermarkError, from_text, greater, mark_of

BUDAPEST = ZoneInfo("Europe/Budapest")
PLUS_TWO = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (12, "number", "12"),
        (Decimal("1E+3"), "number", "1000"),
        (0.1, "number", "0.1"),
        (date(2026, 3, 1), "date", "2026-03-01"),
        (datetime(2026, 3, 1, 8, 0, 0, 250), "moment", "2026-03-01 08:00:00.000250"),
        (datetime(2026, 3, 1, tzinfo=PLUS_TWO), "zoned", "2026-03-01 00:00:00+02:00"),
    ],
)
def test_a_mark_is_kept_as_text(value, kind, text):
    mark = mark_of(value)
    assert (mark.kind, mark.text) == (kind, text)
    assert from_text(kind, text) == mark


@pytest.mark.parametrize("value", ["2026-03-01", True, b"\0\1", float("nan"), Decimal("Infinity")])
def test_what_is_no_mark(value):
    with pytest.raises(WatermarkError):
        mark_of(value)


@pytest.mark.parametrize(
    ("kind", "text", "dialect", "literal"),
    [
        ("number", "9.50", POSTGRESQL, "9.50"),
        ("date", "2026-03-01", MYSQL, "DATE '2026-03-01'"),
        ("moment", "2026-03-01 08:00:00", POSTGRESQL, "TIMESTAMP '2026-03-01 08:00:00'"),
        ("moment", "2026-03-01 08:00:00", MSSQL, "CAST('2026-03-01T08:00:00' AS datetime2)"),
        (
            "zoned",
            "2026-03-01 08:00:00+01:00",
            POSTGRESQL,
            "TIMESTAMP WITH TIME ZONE '2026-03-01 08:00:00+01:00'",
        ),
    ],
)
def test_as_it_is_written_in_a_query(kind, text, dialect, literal):
    assert from_text(kind, text).literal(dialect) == literal


@pytest.mark.parametrize(
    ("kind", "text"), [("number", "1; DROP"), ("date", "' OR 1=1"), ("x", "1")]
)
def test_what_was_not_kept_by_us_is_no_mark(kind, text):
    with pytest.raises((ValueError, ArithmeticError)):
        from_text(kind, text)


def test_the_greater_one():
    one, two = mark_of(9), mark_of(Decimal("10"))
    assert greater(one, two) == greater(two, one) == two
    assert greater(None, one) == greater(one, None) == one
    assert greater(None, None) is None
    with pytest.raises(WatermarkError):
        greater(one, mark_of(date(2026, 1, 1)))


@pytest.mark.parametrize(
    ("interval", "hour", "weekday", "after", "expected"),
    [
        ("hourly", 0, 0, "2026-03-10 12:34:56", "2026-03-10 13:00"),
        ("daily", 3, 0, "2026-03-10 01:59:59", "2026-03-10 02:00"),
        ("daily", 3, 0, "2026-03-10 02:00:00", "2026-03-11 02:00"),
        # in Budapest it is the next day already
        ("daily", 0, 0, "2026-03-10 22:59:59", "2026-03-10 23:00"),
        ("daily", 3, 0, "2026-07-10 12:00:00", "2026-07-11 01:00"),
        # Tuesday to Monday
        ("weekly", 3, 0, "2026-03-10 12:00:00", "2026-03-16 02:00"),
        ("weekly", 3, 1, "2026-03-10 01:00:00", "2026-03-10 02:00"),
        # the clocks skip the hour from two on 29 March, and have it twice on 25 October
        ("daily", 2, 0, "2026-03-28 12:00:00", "2026-03-29 01:00"),
        ("daily", 2, 0, "2026-10-24 12:00:00", "2026-10-25 00:00"),
        ("daily", 2, 0, "2026-10-25 00:30:00", "2026-10-26 01:00"),
    ],
)
def test_when_a_source_is_read_next(interval, hour, weekday, after, expected):
    moment = datetime.fromisoformat(after).replace(tzinfo=UTC)
    found = next_moment(interval, hour, weekday, moment, BUDAPEST)
    assert f"{found:%Y-%m-%d %H:%M}" == expected
    assert found.tzinfo == UTC
