"""ODS, XLS and XML."""

import io
from datetime import date

import pytest
import xlwt
from import_engine import ReadError, Settings, read, recognise_kind

from .import_files import ods, xlsx


def rows(file, **settings):
    return list(read(file, Settings(**settings)).rows)


def text(value):
    cell = "<table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>"
    return cell.format(value)


def row(*cells, attrs=""):
    return f"<table:table-row {attrs}>{''.join(cells)}</table:table-row>"


def sheet(*found, name="S", style=""):
    attrs = f"table:name='{name}' table:style-name='{style}'"
    return f"<table:table {attrs}>{''.join(found)}</table:table>"


HEADER = row(text("Név"), text("Cím"))
HIDDEN = (
    "<style:style style:name='ta1'><style:table-properties table:display='false'/></style:style>"
)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<table:table-cell office:value-type='float' office:value='6759'/>", ["6759"]),
        ("<table:table-cell office:value-type='float' office:value='1.5'/>", ["1.5"]),
        (
            "<table:table-cell office:value-type='date' office:date-value='2026-01-31'>"
            "<text:p>2026. január 31.</text:p></table:table-cell>",
            ["2026-01-31"],
        ),
        ("<table:table-cell office:value-type='boolean' office:boolean-value='true'/>", ["true"]),
        (
            "<table:table-cell office:value-type='string'><text:p>a<text:s/>b</text:p>"
            "<text:p>c</text:p><office:annotation><text:p>x</text:p></office:annotation>"
            "</table:table-cell>",
            ["a b\nc"],
        ),
        (
            "<table:table-cell table:formula='of:=1/0' office:value-type='string'>"
            "<text:p>#DIV/0!</text:p></table:table-cell>",
            None,
        ),
        ("<table:covered-table-cell/>", None),
        (
            "<table:table-cell table:number-columns-repeated='2' office:value-type='float' "
            "office:value='7'/><table:table-cell table:number-columns-repeated='16000'/>",
            ["7", "7"],
        ),
    ],
)
def test_ods_cells(cell, expected):
    found = rows(ods(sheet(HEADER, row(cell))))
    assert found == ([(2, expected)] if expected else [])


def test_ods_rows_keep_their_numbers():
    empty = row(attrs="table:number-rows-repeated='3'")
    twice = row(text("Kiss"), attrs="table:number-rows-repeated='2'")
    rest = row(attrs="table:number-rows-repeated='1048560'")
    assert rows(ods(sheet(HEADER, empty, twice, rest))) == [(5, ["Kiss"]), (6, ["Kiss"])]


def test_ods_sheets():
    tables = sheet(HEADER, name="Rejtett", style="ta1") + sheet(row(text("x")), name="Vevők")
    assert read(ods(tables, HIDDEN)).settings.sheet == "Vevők"
    assert read(ods(tables, HIDDEN), Settings(sheet="Rejtett")).headers == ("Név", "Cím")
    with pytest.raises(ReadError, match="no_such_sheet"):
        read(ods(tables), Settings(sheet="Y"))


def test_an_ods_of_endless_rows_is_refused():
    endless = row(text("x"), attrs="table:number-rows-repeated='99999999'")
    with pytest.raises(ReadError, match="too_large"):
        rows(ods(sheet(HEADER, endless)))


def xls(cells, visibility=0):
    book = xlwt.Workbook()
    hidden = book.add_sheet("Rejtett")
    hidden.visibility = visibility
    hidden.write(0, 0, "Név")
    shown = book.add_sheet("Vevők")
    for place, value in cells.items():
        style = xlwt.easyxf(num_format_str="YYYY-MM-DD") if isinstance(value, date) else None
        shown.write(*place, value, *([style] if style else []))
    book.set_active_sheet(1)
    file = io.BytesIO()
    book.save(file)
    return file


def test_xls():
    cells = {(0, 0): "Név", (0, 1): "Irsz", (0, 2): "Kelt", (0, 3): "Aktív"}
    cells |= {(2, 0): "Őry", (2, 1): 1011, (2, 2): date(2026, 1, 31), (2, 3): True}
    found = read(xls(cells, visibility=1))
    assert found.settings == Settings("xls", sheet="Vevők", header_row=1)
    assert found.headers == ("Név", "Irsz", "Kelt", "Aktív")
    assert list(found.rows) == [(3, ["Őry", "1011", "2026-01-31", "true"])]
    assert read(xls(cells), Settings(sheet="Rejtett")).headers == ("Név",)
    with pytest.raises(ReadError, match="no_such_sheet"):
        read(xls(cells), Settings(sheet="Y"))


def test_half_an_xls_is_refused():
    whole = xls({(0, 0): "Név"}).getvalue()
    with pytest.raises(ReadError, match="broken_file"):
        rows(io.BytesIO(whole[:1200]))


def test_a_workbook_with_a_password_is_told_apart():
    whole = xls({(0, 0): "Név"}).getvalue()
    with pytest.raises(ReadError, match="encrypted_file"):
        rows(io.BytesIO(whole + "EncryptedPackage".encode("utf-16-le")))


CUSTOMERS = """<?xml version="1.0"?>
<export xmlns:a="urn:a">
  <kelt>2026-01-31</kelt>
  <customers>
    <customer id="V1"><Név>Kiss</Név>
      <cím típus="x"><város>Érd</város></cím>
      <tel>1</tel><tel>2</tel>
    </customer>
    <a:customer id="V2"><Név>Őry &amp; Társa</Név></a:customer>
    <customer/>
  </customers>
</export>
"""
HEADERS = ("@id", "Név", "cím/@típus", "cím/város", "tel")


def xml(content=CUSTOMERS, encoding="utf-8"):
    return io.BytesIO(content.encode(encoding))


@pytest.mark.parametrize(
    "path", ["/export/customers/customer", "customers/customer", "customer", "//customer", None]
)
def test_xml(path):
    found = read(xml(), Settings("xml", record_path=path))
    assert found.headers == HEADERS
    assert list(found.rows) == [
        (5, ["V1", "Kiss", "x", "Érd", "1\n2"]),
        (9, ["V2", "Őry & Társa", "", "", ""]),
    ]


def test_the_path_that_was_recognised_is_told():
    assert read(xml()).settings.record_path == "/export/customers/customer"


def test_xml_in_other_encodings():
    declared = CUSTOMERS.replace('"1.0"', '"1.0" encoding="windows-1250"')
    assert read(xml(declared, "cp1250")).headers == HEADERS
    assert read(xml(CUSTOMERS, "utf-16")).headers == HEADERS
    assert read(xml(CUSTOMERS, "cp1250"), Settings(encoding="cp1250")).headers == HEADERS


def test_records_that_stand_alone():
    assert rows(xml("<k><v><n>Kiss</n></v></k>")) == [(1, ["Kiss"])]
    assert rows(xml("<v>Kiss</v>"), record_path="/v") == [(1, ["Kiss"])]


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><k><v>&b;</v></k>'
OUTSIDE = '<!DOCTYPE k [<!ENTITY x SYSTEM "file:///etc/passwd">]><k><v>&x;</v></k>'


@pytest.mark.parametrize(
    ("content", "path", "code"),
    [
        (LAUGHS, None, "dtd_refused"),
        (OUTSIDE, None, "dtd_refused"),
        ('<!DOCTYPE k SYSTEM "http://x.example/k.dtd"><k/>', None, "dtd_refused"),
        ("<k>" + "<v>" * 500, None, "too_large"),
        ("<k>" + "".join(f"<v><n{n}>x</n{n}></v>" for n in range(3000)) + "</k>", "v", "too_large"),
        (CUSTOMERS[:200], None, "broken_file"),
        ("<?xml version='1.0' encoding='nonsense'?><k/>", None, "broken_file"),
        (CUSTOMERS, "/export/nobody", "no_such_record"),
        ("<k><v>&x;</v></k>", None, "broken_file"),
    ],
)
def test_harmful_and_damaged_xml_is_refused(content, path, code):
    with pytest.raises(ReadError) as refusal:
        rows(xml(content), record_path=path)
    assert refusal.value.code == code


def test_half_a_file_is_refused_before_its_first_row():
    with pytest.raises(ReadError) as refusal:
        read(xml(CUSTOMERS[: CUSTOMERS.index("<a:customer")]), Settings(record_path="customer"))
    assert refusal.value.params == {"line": 9}


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        (xlsx([["Név"]]), "xlsx"),
        (ods(sheet(HEADER)), "ods"),
        (xls({(0, 0): "Név"}), "xls"),
        (xml(), "xml"),
        (io.BytesIO("Név;Cím".encode()), "csv"),
        (io.BytesIO(b"\x1f\x8b\x08"), ""),
    ],
)
def test_kinds_are_recognised(file, kind):
    assert recognise_kind(file) == kind


def test_another_kind_than_the_source_says_is_refused():
    with pytest.raises(ReadError) as refusal:
        read(xlsx([["Név"]]), Settings("csv"))
    assert refusal.value.code == "wrong_format"
    assert refusal.value.params == {"wanted": "csv", "found": "xlsx"}
