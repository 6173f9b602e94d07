"""Rejected rows go out in the source's layout, harmless, and come back as they were."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_engine import read, rejected_row, write_csv, write_xlsx
from import_engine.text import clean_text

HEADERS = ["Vevőkód", "Név", "Hiba"]
ROWS = [["V1", "=1+1", "hibás"], ["-", "@Őry", "x"]]


def test_csv_in_the_sources_layout():
    file = io.BytesIO()
    assert write_csv(file, HEADERS, lambda: ROWS, "cp1250", ";") == "cp1250"
    assert file.getvalue().decode("cp1250") == (
        "Vevőkód;Név;Hiba\r\nV1;'=1+1;hibás\r\n'-;'@Őry;x\r\n"
    )


def test_what_the_encoding_cannot_hold_makes_it_utf8_with_a_mark():
    file = io.BytesIO()
    rows = [["V1", "Őry", "x"]] * 10_000 + [["V2", "山田", "x"]]
    assert write_csv(file, HEADERS, lambda: rows, "cp1250", ",") == "utf-8-sig"
    assert file.getvalue().startswith(b"\xef\xbb\xbfVev\xc5\x91k\xc3\xb3d,")
    assert file.getvalue().decode("utf-8-sig").endswith("V2,山田,x\r\n")


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_what_was_written_is_read_again(write):
    file = io.BytesIO()
    write(file, HEADERS, lambda: ROWS)
    found = read(file)
    assert found.headers == tuple(HEADERS)
    cells = [list(map(clean_text, row)) for _number, row in found.rows]
    assert cells == ROWS


def test_no_cell_of_a_sheet_is_a_formula_or_too_long():
    file = io.BytesIO()
    write_xlsx(file, ["Név"], lambda: [["=1+1"], ["http://x.example"], ["x" * 40_000]])
    assert [row for _number, row in read(file).rows] == [
        ["'=1+1"],
        ["http://x.example"],
        ["x" * 32_767],
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["V1", "Kiss"], ["V1", "Kiss", "", "no_key"]),
        (["V1", "Kiss", "x"], ["V1", "Kiss", "x", "no_key"]),
        (["V1", "Kiss", "x", "y"], ["V1", "Kiss", "x", "no_key", "y"]),
    ],
)
def test_the_reason_stands_behind_the_headers(cells, expected):
    assert rejected_row(cells, 3, "no_key") == expected


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=10)


@given(st.lists(st.tuples(texts, texts).map(list), max_size=5))
def test_csv_comes_back_with_the_same_meaning(rows):
    file = io.BytesIO()
    write_csv(file, ["Név", "Cím"], lambda: rows, "cp1250", ";")
    found = [list(map(clean_text, cells)) for _number, cells in read(file).rows]
    expected = [list(map(clean_text, cells)) for cells in rows]
    assert found == [cells for cells in expected if any(cells)]
