"""Text files: encodings, delimiters, headers, line numbers, and records that are damaged."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_engine import ReadError, Settings, UnreadableCells, read

from .import_runner import DATA

HEADER = "Vevőkód;Név;Cím"


class Slow(io.BytesIO):
    """A file that gives at most a few bytes at a time."""

    step = 3

    def read(self, size=-1):
        return super().read(self.step if size is None or size < 0 else min(size, self.step))

    def readinto(self, buffer):
        return super().readinto(memoryview(buffer)[: self.step])

    read1 = read
    readinto1 = readinto


def table(content, written="utf-8", file=io.BytesIO, **settings):
    content = content.encode(written) if isinstance(content, str) else content
    return read(file(content), Settings(**settings))


def rows(content, **settings):
    return list(table(content, **settings).rows)


@pytest.mark.parametrize(
    ("encoding", "wanted", "recognised"),
    [
        ("utf-8", None, "utf-8"),
        ("utf-8-sig", None, "utf-8-sig"),
        ("cp1250", None, "cp1250"),
        ("iso-8859-2", "iso-8859-2", "iso-8859-2"),
        ("utf-16", None, "utf-16"),
    ],
)
def test_encodings(encoding, wanted, recognised):
    text = f"{HEADER}\r\nV1;Őry Űrhajó;Šafárik utca 1.\r\n"
    found = table(text, encoding, encoding=wanted)
    assert found.headers == ("Vevőkód", "Név", "Cím")
    assert list(found.rows) == [(2, ["V1", "Őry Űrhajó", "Šafárik utca 1."])]
    assert found.settings.encoding == recognised


def test_a_letter_beyond_ascii_far_behind_decides():
    content = f"{HEADER}\n".replace("ő", "o").replace("é", "e").replace("í", "i").encode()
    content += b"V1;Kiss;a\n" * 300_000 + "V2;Őry;b\n".encode("cp1250")
    found = table(content)
    assert found.settings.encoding == "cp1250"
    assert list(found.rows)[-1] == (300_002, ["V2", "Őry", "b"])


def test_utf8_that_was_cut_within_a_letter_is_utf8():
    assert rows(f"{HEADER}\nV1;Őry;Kő".encode()[:-1]) == [(2, ["V1", "Őry", "K"])]


@pytest.mark.parametrize(
    ("content", "wanted", "code"),
    [
        (f"{HEADER}\nV1;Őry".encode("cp1250"), "utf-8", "wrong_encoding"),
        (HEADER.encode() + b"\n\xff\x81", None, "wrong_encoding"),
        (HEADER.encode(), "no-such-encoding", "wrong_encoding"),
        (HEADER.encode(), "base64", "wrong_encoding"),
        (b"", None, "empty_file"),
        (b"\n \n;;\n", None, "empty_file"),
        (bytes(range(32)) * 50, None, "not_text"),
        (b"%PDF-1.7 ...", None, "wrong_format"),
        (b"\x89PNG\r\n", None, "wrong_format"),
    ],
)
def test_what_is_no_table_is_refused(content, wanted, code):
    with pytest.raises(ReadError) as refusal:
        rows(content, encoding=wanted)
    assert refusal.value.code == code


def test_the_wrong_encoding_is_named_with_its_place():
    with pytest.raises(ReadError) as refusal:
        table(b"N\xe9v\nKiss", encoding="utf-8")
    assert refusal.value.params == {"encoding": "utf-8", "offset": 1}


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_delimiters(delimiter):
    lines = ["Név;Telefon;Cím".replace(";", delimiter), f'Kiss{delimiter}"1;2,3\t4"{delimiter}x']
    found = table("\n".join(lines))
    assert found.settings.delimiter == delimiter
    assert list(found.rows) == [(2, ["Kiss", "1;2,3\t4", "x"])]


def test_a_delimiter_within_cells_does_not_mislead():
    text = "Név;Telefon\n" + "Kiss, Nagy, Tóth;06 1 234 5678, 06 1 234 5679\n" * 20
    assert table(text).settings.delimiter == ";"


def test_unknown_headers_are_divided_by_even_width():
    text = "a,b,c\n1,2,3\n4,5;6,7\n"
    assert table(text).headers == ("a", "b", "c")


def test_a_fixed_delimiter_counts():
    assert table("Név|Cím\nKiss|x\n", delimiter="|").headers == ("Név", "Cím")


def test_row_numbers_are_lines():
    text = f'Vevők\n\n{HEADER}\r\nV1;"Kiss\r\nés\nTársa";x\r\n\r\n ; ;\nV2;Nagy;y'
    found = table(text)
    assert found.settings.header_row == 3
    assert list(found.rows) == [
        (4, ["V1", "Kiss\r\nés\nTársa", "x"]),
        (9, ["V2", "Nagy", "y"]),
    ]


def test_old_macintosh_lines():
    assert rows(f"{HEADER}\rV1;Kiss;x\rV2;Nagy;y") == [
        (2, ["V1", "Kiss", "x"]),
        (3, ["V2", "Nagy", "y"]),
    ]


def test_the_header_row_may_be_given():
    found = table("Név;Cím\nKiss;x\nCégnév;Utca\nNagy;y\n", header_row=3)
    assert (found.headers, list(found.rows)) == (("Cégnév", "Utca"), [(4, ["Nagy", "y"])])


def test_a_quote_that_is_never_closed_costs_its_own_line_alone():
    lines = [HEADER, 'V1;"Kiss;x', *(f"V{n};Nagy {n};y" for n in range(2, 20_000))]
    found = rows("\n".join(lines))
    assert found[0] == (2, ['V1;"Kiss;x'])
    assert isinstance(found[0][1], UnreadableCells)
    assert found[1:] == [(n + 1, [f"V{n}", f"Nagy {n}", "y"]) for n in range(2, 20_000)]


def test_half_a_file_within_quotes():
    found = rows(f'{HEADER}\nV1;Kiss;x\nV2;"Nagy')
    assert found == [(2, ["V1", "Kiss", "x"]), (3, ['V2;"Nagy'])]
    assert isinstance(found[1][1], UnreadableCells)


@pytest.mark.parametrize("size", [200_000, 3_000_000])
def test_a_huge_cell_costs_its_own_row_alone(size):
    found = rows(f"{HEADER}\nV1;{'x' * size};y\nV2;Nagy;z\n")
    assert [number for number, _cells in found] == [2, 3]
    assert isinstance(found[0][1], UnreadableCells)
    assert len(found[0][1][0]) <= 1 << 20
    assert found[1] == (3, ["V2", "Nagy", "z"])


def test_nul_bytes_do_no_harm():
    assert rows(f"{HEADER}\nV1;Ki\0ss;x\n")[0][0] == 2


def test_the_file_stays_open():
    file = io.BytesIO(f"{HEADER}\nV1;Kiss;x\n".encode())
    found = read(file)
    next(found.rows)
    del found
    assert not file.closed


def test_rows_come_while_the_file_is_read():
    file = io.BytesIO(f"{HEADER}\n".encode() + b"V1;Kiss;x\n" * 500_000)
    found = read(file)
    next(found.rows)
    assert file.tell() < 200_000


@pytest.mark.parametrize("name", ["erp_customers.csv", "erp_customers_next_month.csv"])
def test_piece_by_piece_is_the_same(name):
    content = (DATA / name).read_bytes()[:6000]
    assert rows(content) == list(table(content, file=Slow).rows)


cells = st.text(st.characters(codec="cp1250", exclude_categories=["Cc"]), max_size=12)


@given(st.lists(st.lists(cells, min_size=3, max_size=3), max_size=8), st.sampled_from(";,\t"))
def test_what_csv_writes_is_read_again(written, delimiter):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["Vevőkód", "Név", "Cím"])
    writer.writerows(written)
    found = rows(text.getvalue())
    expected = [row for row in written if any(cell.strip() for cell in row)]
    assert [list(row) for _number, row in found] == expected
