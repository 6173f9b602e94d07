"""Whatever bytes come in, reading gives rows of text or a ReadError."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_engine import ReadError, Settings, cell_text, read

from .import_files import ods, raw_xlsx, xlsx
from .test_import_other_files import CUSTOMERS, HEADER, sheet, xls
from .test_import_xlsx import HEADER as SHEET_HEADER

KINDS = st.sampled_from([None, "csv", "xlsx", "xls", "ods", "xml"])
FILES = {
    "csv": 'Vevőkód;Név\nV1;"Kiss\nés"\nV2;Őry\n'.encode(),
    "xlsx": raw_xlsx(SHEET_HEADER, strings="<si><t>x</t></si>").getvalue(),
    "plain xlsx": xlsx([["Név", "Cím"], ["Kiss", 1]]).getvalue(),
    "ods": ods(sheet(HEADER)).getvalue(),
    "xls": xls({(0, 0): "Név", (1, 0): 1.5}).getvalue(),
    "xml": CUSTOMERS.encode(),
}


def try_to_read(content, **settings):
    try:
        found = read(io.BytesIO(content), Settings(**settings))
        for number, cells in found.rows:
            assert isinstance(number, int)
            assert all(isinstance(cell, str) for cell in cells)
    except ReadError as error:
        assert error.code


@given(st.binary(max_size=300), KINDS, st.sampled_from([b"", b"PK\x03\x04", b"<?xml ", b"<a>"]))
def test_random_bytes(content, kind, start):
    try_to_read(start + content, kind=kind)


@given(st.text(st.sampled_from('Név;"\n\r,\t \0=áx1'), max_size=80), st.sampled_from(";,\t"))
def test_random_tables(text, delimiter):
    try_to_read(text.encode(), kind="csv", delimiter=delimiter)


@pytest.mark.parametrize("kind", FILES)
@given(data=st.data())
def test_damaged_files(kind, data):
    content = bytearray(FILES[kind])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try_to_read(bytes(content[: data.draw(st.integers(1, len(content)))]))


@given(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.binary()
    | st.datetimes()
    | st.dates()
    | st.text()
)
def test_every_value_of_a_database_becomes_text(value):
    assert isinstance(cell_text(value), str)
