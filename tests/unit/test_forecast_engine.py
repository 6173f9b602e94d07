"""The reader of forecast files: tables of examples, and properties over generated input."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from forecast_engine import (
    FileError,
    Period,
    Wanted,
    cells_from_csv,
    parse_cells,
    parse_period,
    parse_quantity,
    plan,
)
from forecast_engine.data import CellError
from hypothesis import given
from hypothesis import strategies as st

JANUARY = Period(date(2026, 1, 1), "month")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,5", "1234.5"),
        ("1\u00a0234,50", "1234.50"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 234.567", "1234.567"),
        ("1.234.567", "1234567"),
        ("0.125", "0.125"),
        ("1,234", "1.234"),
        ("12.5", "12.5"),
        ("0", "0"),
        (" 40 ", "40"),
    ],
)
def test_quantities_are_read_as_people_in_hungary_write_them(text, value):
    assert parse_quantity(text) == Decimal(value)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "missing"),
        (None, "missing"),
        ("   ", "missing"),
        ("12 db", "not_a_number"),
        ("12 34", "not_a_number"),
        ("1e5", "not_a_number"),
        ("1,2,3", "not_a_number"),
        (True, "not_a_number"),
        (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"),
        ("1.234", "ambiguous_number"),
        ("-5", "negative"),
        (-0.5, "negative"),
        ("1000000000001", "too_large"),
    ],
)
def test_a_bad_quantity_says_what_is_wrong(cell, code):
    with pytest.raises(CellError) as caught:
        parse_quantity(cell)
    assert caught.value.code == code


def test_spreadsheet_numbers_are_taken_without_binary_noise():
    assert parse_quantity(0.1) == Decimal("0.1")
    assert parse_quantity(250) == 250


@pytest.mark.parametrize(
    "cell",
    [
        "2026-01",
        "2026.01.",
        "2026.01",
        "2026. 1.",
        "2026/1",
        "01.2026",
        "202601",
        202601,
        202601.0,
        "2026. január",
        "2026 JANUÁR",
        "január 2026",
        "2026. jan.",
        "January 2026",
        "2026.01.15.",
        date(2026, 1, 31),
        datetime(2026, 1, 31, 23, 59),
    ],
)
def test_many_ways_to_write_january(cell):
    assert parse_period(cell) == JANUARY


@pytest.mark.parametrize("cell", ["2026-W05", "2026W5", "2026 5. hét", "2026. 05. hét"])
def test_weeks_begin_on_monday(cell):
    # 2026-01-01 is a Thursday, so week 1 begins on 2025-12-29 and week 5 four weeks later
    assert parse_period(cell) == Period(date(2026, 1, 26), "week")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "missing"),
        ("2026-13", "not_a_period"),
        ("2025-W53", "not_a_period"),
        ("2026.02.30.", "not_a_period"),
        ("január", "not_a_period"),
        ("Q1 2026", "not_a_period"),
        (2026.1, "period_as_number"),
        ("1026-01", "year_out_of_range"),
    ],
)
def test_a_bad_period_says_what_is_wrong(cell, code):
    with pytest.raises(CellError) as caught:
        parse_period(cell)
    assert caught.value.code == code


def test_a_hungarian_file_is_read_whole():
    text = (
        "Cikkszám;Hónap;Mennyiség;Mértékegység;Forrás;Vevő;Ki kérte\r\n"
        "TEGLA-38;2026. január;1 200;db;Gyártás;;Éva\r\n"
        ";;;;;;\r\n"
        "CEM-42;2026-02;12,5;t;;Hegyalja Bt.;\r\n"
    )
    parsed = parse_cells(cells_from_csv(text.encode("cp1250")))
    first, second = parsed.rows
    assert (first.row, first.product, first.period) == (2, "TEGLA-38", JANUARY)
    assert (first.quantity, first.unit, first.source) == (1200, "db", "production")
    assert (second.row, second.customer, second.source) == (4, "Hegyalja Bt.", "sales")
    assert second.quantity == Decimal("12.5")
    assert parsed.ignored == ("Ki kérte",)
    assert parsed.errors == ()


def test_every_fault_of_a_row_is_told_by_the_files_own_column_names():
    parsed = parse_cells(
        [
            ["Termék", "Időszak", "Mennyiség", "Forrás"],
            ["A", "2026-01", "5", "értékesítés"],
            ["", "soha", "sok", "lottó"],
        ]
    )
    assert [(e.row, e.column, e.code, e.value) for e in parsed.errors] == [
        (3, "Termék", "missing", ""),
        (3, "Időszak", "not_a_period", "soha"),
        (3, "Mennyiség", "not_a_number", "sok"),
        (3, "Forrás", "unknown_source", "lottó"),
    ]
    assert len(parsed.rows) == 1
    assert parsed.cells[3] == ("", "soha", "sok", "lottó")


def test_short_rows_have_empty_cells():
    parsed = parse_cells([["product", "month", "quantity", "note"], ["A", "2026-01", 3]])
    assert parsed.rows[0].note == ""


@pytest.mark.parametrize(
    ("cells", "code", "params"),
    [
        ([], "empty", {}),
        ([["", None], []], "empty", {}),
        ([["Termék", "Ár"]], "missing_columns", {"columns": "period,quantity"}),
        (
            [["Hónap", "Dátum", "Termék", "Mennyiség"]],
            "column_twice",
            {"first": "Hónap", "second": "Dátum"},
        ),
    ],
)
def test_a_table_that_cannot_be_read_at_all(cells, code, params):
    with pytest.raises(FileError) as caught:
        parse_cells(cells)
    assert (caught.value.code, caught.value.params) == (code, params)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
@pytest.mark.parametrize("delimiter", [";", "\t", ",", "|"])
def test_encoding_and_delimiter_are_found_out(encoding, delimiter):
    rows = [["Cikkszám", "Hónap", "Mennyiség"], ["ŐŰ-1", "2026. március", "7"]]
    text = "\n".join(delimiter.join(row) for row in rows)
    assert cells_from_csv(text.encode(encoding)) == rows


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty"), (b" \n\n", "empty"), (b"PK\x03\x04\x00\x00", "not_text")]
)
def test_bytes_that_are_no_text_file(data, code):
    with pytest.raises(FileError) as caught:
        cells_from_csv(data)
    assert caught.value.code == code


def test_plan_parts_new_changed_same_and_repeated_keys():
    stored = {"a": 1, "b": 2}
    wanted = [Wanted(2, "a", 1), Wanted(3, "b", 5), Wanted(4, "c", 9), Wanted(5, "b", 6)]
    changes = plan(stored, wanted)
    assert [item.key for item in changes.create] == ["c"]
    assert [item.key for item in changes.update] == ["b"]
    assert [item.key for item in changes.unchanged] == ["a"]
    assert [(item.row, first) for item, first in changes.twice] == [(5, 3)]


@given(st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False))
def test_any_quantity_written_the_hungarian_way_comes_back(value):
    text = f"{value:,.3f}".replace(",", "\u00a0").replace(".", ",")
    assert parse_quantity(text) == value


@given(st.text(max_size=30))
def test_any_text_is_a_quantity_or_a_told_fault(text):
    try:
        assert parse_quantity(text) >= 0
    except CellError as error:
        assert error.code


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers(), st.datetimes(), st.none()))
def test_any_cell_is_a_period_or_a_told_fault(cell):
    try:
        period = parse_period(cell)
    except CellError as error:
        assert error.code
    else:
        assert period.start.day == 1 if period.kind == "month" else period.start.isoweekday() == 1


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31)))
def test_a_day_belongs_to_the_month_and_the_week_written_for_it(day):
    assert parse_period(f"{day:%Y. %m.}") == Period(day.replace(day=1), "month")
    year, week, _weekday = day.isocalendar()
    if 2000 <= year <= 2100:
        start = parse_period(f"{year}-W{week:02}").start
        assert 0 <= (day - start).days < 7


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=8), st.floats()), max_size=5)))
def test_each_filled_row_is_either_read_or_refused(body):
    header = ["product", "month", "quantity", "source"]
    parsed = parse_cells([header, *body])
    read = {row.row for row in parsed.rows}
    refused = {error.row for error in parsed.errors}
    assert not read & refused
    assert read | refused == set(parsed.cells)


@given(st.binary(max_size=200))
def test_any_bytes_are_cells_or_a_told_fault(data):
    try:
        assert cells_from_csv(data)
    except FileError as error:
        assert error.code


@given(
    st.dictionaries(st.integers(0, 5), st.integers(0, 3)),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3))),
)
def test_planning_what_was_just_planned_changes_nothing(stored, pairs):
    wanted = [Wanted(row, key, value) for row, (key, value) in enumerate(pairs, 2)]
    changes = plan(stored, wanted)
    after = dict(stored)
    after.update({item.key: item.value for item in changes.create + changes.update})
    again = plan(after, wanted)
    assert not again.create and not again.update
    assert again.twice == changes.twice
