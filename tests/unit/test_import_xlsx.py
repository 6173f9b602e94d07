"""XLSX files: values as people see them, sheets, and archives that mean harm."""

import io
import tracemalloc
import zipfile

import pytest
from import_engine import ReadError, Settings, read

from .import_files import archive, raw_xlsx, xlsx

HEADER = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Név</t></is></c>'
    '<c r="B1" t="str"><v>Cím</v></c></row>'
)


def rows(file, **settings):
    return list(read(file, Settings(**settings)).rows)


def cell(xml):
    """What the second cell of a row says."""
    return rows(raw_xlsx(f'{HEADER}<row r="2"><c r="A2"><v>1</v></c>{xml}</row>'))[0][1][1:]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ('<c r="B2"><v>6759</v></c>', "6759"),
        ('<c r="B2"><v>6759.0</v></c>', "6759"),
        ('<c r="B2"><v>1.7840970203E10</v></c>', "17840970203"),
        ('<c r="B2"><v>0.5</v></c>', "0.5"),
        ('<c r="B2" t="inlineStr"><is><r><t>Fő </t></r><r><t>utca</t></r></is></c>', "Fő utca"),
        ('<c r="B2" t="b"><v>1</v></c>', "true"),
        # dates: a known format, one of the file's own; a number with letters in quotes is none
        ('<c r="B2" s="1"><v>46053</v></c>', "2026-01-31"),
        ('<c r="B2" s="2"><v>46053.5</v></c>', "2026-01-31 12:00:00"),
        ('<c r="B2" s="3"><v>46053</v></c>', "46053"),
        ('<c r="B2" s="1"><v>59</v></c>', "1900-02-28"),
        ('<c r="B2" s="1"><v>0.5</v></c>', "12:00:00"),
        ('<c r="B2" t="d"><v>2026-01-31T00:00:00</v></c>', "2026-01-31"),
        # a formula has the value last computed
        ('<c r="B2"><f>SUM(1,2)</f><v>3</v></c>', "3"),
        ('<c r="B2" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>', "ab"),
        # without a reference it is the next cell
        ("<c><v>7</v></c>", "7"),
    ],
)
def test_cells(xml, text):
    assert cell(xml) == [text]


@pytest.mark.parametrize(
    "xml",
    [
        '<c r="B2" t="e"><v>#N/A</v></c>',
        '<c r="B2"/>',
        '<c r="B2"><f>A1</f></c>',
        '<c r="B2" t="inlineStr"/>',
        "",
    ],
)
def test_cells_without_a_value(xml):
    assert cell(xml) == []


def test_days_may_count_from_1904():
    sheet = f'{HEADER}<row r="2"><c r="A2" s="1"><v>44591</v></c></row>'
    assert rows(raw_xlsx(sheet, workbook='date1904="1"')) == [(2, ["2026-01-31"])]


def test_shared_strings_without_their_phonetic_hints():
    strings = "<si><t>Név</t></si><si><r><t>Ki</t></r><r><t>ss</t></r><rPh><t>x</t></rPh></si>"
    sheet = '<row r="1"><c t="s"><v>0</v></c></row><row r="2"><c t="s"><v>1</v></c></row>'
    found = read(raw_xlsx(sheet, strings=strings))
    assert (found.headers, list(found.rows)) == (("Név",), [(2, ["Kiss"])])


def test_row_numbers_are_the_sheets():
    sheet = f'{HEADER}<row r="5"><c r="B5"><v>1</v></c></row><row><c r="A6"><v>2</v></c></row>'
    assert rows(raw_xlsx(sheet)) == [(5, ["", "1"]), (6, ["2"])]


def test_merged_cells_have_their_value_in_the_first():
    merged = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"/></row><row r="3"><c r="A3"/></row>'
    sheet = HEADER + merged
    assert rows(raw_xlsx(sheet)) == [(2, ["1"])]


def test_the_first_visible_sheet_counts_unless_one_is_named():
    sheets = [("Rejtett", "veryHidden"), ("Régi", "hidden"), ("Vevők", "visible"), ("X", "visible")]
    assert read(raw_xlsx(HEADER, sheets)).settings.sheet == "Vevők"
    assert read(raw_xlsx(HEADER, sheets)).headers == ("sheet 3",)
    assert read(raw_xlsx(HEADER, sheets), Settings(sheet="X")).headers == ("sheet 4",)
    with pytest.raises(ReadError, match="no_such_sheet"):
        read(raw_xlsx(HEADER, sheets), Settings(sheet="Y"))
    with pytest.raises(ReadError, match="no_such_sheet"):
        read(raw_xlsx(HEADER, [("A", "hidden")]))


def test_two_hundred_columns():
    names = [f"oszlop {n}" for n in range(200)]
    found = read(xlsx([names, list(range(200))]))
    assert found.headers == tuple(names)
    assert list(found.rows) == [(2, [str(n) for n in range(200)])]


def test_names_with_a_prefix():
    parts = raw_xlsx(HEADER)
    sheet = '<x:worksheet xmlns:x="u"><x:row r="1"><x:c><x:v>1</x:v></x:c></x:row></x:worksheet>'
    with zipfile.ZipFile(parts) as packed:
        content = {name: packed.read(name) for name in packed.namelist()}
    content["xl/worksheets/sheet1.xml"] = sheet
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, data in content.items():
            packed.writestr(name, data)
    assert read(file).headers == ("1",)


def test_what_xlsxwriter_writes_is_read():
    found = read(xlsx([["Név", "Irsz"], ["Kiss", 1011], ["Őry & Társa", 2.5]]))
    assert found.headers == ("Név", "Irsz")
    assert list(found.rows) == [(2, ["Kiss", "1011"]), (3, ["Őry & Társa", "2.5"])]


def broken(file):
    return io.BytesIO(file.getvalue()[: len(file.getvalue()) // 2])


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (broken(xlsx([["Név"], ["Kiss"]])), "broken_file"),
        (raw_xlsx(f"{HEADER}<row r='2'><c>"), "broken_file"),
        (raw_xlsx('<row r="1"><c r="A1" t="s"><v>9</v></c></row>'), "broken_file"),
        (raw_xlsx('<row r="1"><c r="ZZZZZZ1"><v>9</v></c></row>'), "broken_file"),
        (archive(word__document_dot_xml="<w/>"), "wrong_format"),
        (archive(xl__workbook_dot_xml="<w/>"), "no_such_sheet"),
        (
            archive(
                xl__workbook_dot_xml='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hosts">]><a>&b;</a>'
            ),
            "dtd_refused",
        ),
        (raw_xlsx(f"{HEADER}{' ' * (11 << 20)}"), "zip_bomb"),
    ],
)
def test_damage_and_harm_are_refused(file, code):
    with pytest.raises(ReadError) as refusal:
        rows(file)
    assert refusal.value.code == code


def test_a_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(ReadError) as refusal:
        read(raw_xlsx(f"{HEADER}{' ' * (40 << 20)}"))
    assert refusal.value.params["ratio"] > 250


def test_memory_does_not_grow_with_the_rows():
    row = '<row r="{0}"><c r="A{0}"><v>{1}</v></c></row>'
    body = "".join(row.format(n, n * 7919 % 99991) for n in range(2, 50_000))
    found = read(raw_xlsx(HEADER + body))
    tracemalloc.start()
    try:
        assert sum(1 for _row in found.rows) == 49_998
        assert tracemalloc.get_traced_memory()[1] < 2 << 20
    finally:
        tracemalloc.stop()
