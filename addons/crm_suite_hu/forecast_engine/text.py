"""Bytes of a text file to cells: encoding and delimiter found out."""

import codecs
import csv
import io

from .data import FileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ";\t,|"


def cells_from_csv(data: bytes) -> list[list[str]]:
    """Cells of a delimited text file, rows in the file's order, empty ones kept.

    Read as UTF-8 or, failing that, as the Windows-1250 of older Hungarian programs; the
    delimiter is the one that the header has most of.
    Raises FileError: `not_text`, `empty`, `bad_csv`.
    """
    text = _decode(data)
    if not text.strip():
        raise FileError("empty")
    first_line = next(line for line in text.splitlines() if line.strip())
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(first_line))
    try:
        return [list(row) for row in reader]
    except csv.Error as error:
        raise FileError("bad_csv") from error


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding)
    if b"\0" in data:
        raise FileError("not_text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_as(data, "cp1250")


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileError("not_text") from error


def _delimiter(line: str) -> str:
    outside_quotes = "".join(line.split('"')[::2])
    return max(_DELIMITERS, key=outside_quotes.count)
