"""Files that go out: what a spreadsheet would take for a formula is made harmless."""

import csv
import io
from itertools import chain

import xlsxwriter

FORMULA_STARTS = tuple("=+-@\t\r\n")
UTF8_WITH_MARK = "utf-8-sig"
# a sheet's cell holds no more characters
LONGEST_XLSX_CELL = 32767


def neutralise(text):
    """Return ``text`` with an apostrophe in front where it begins like a formula.

    `text.clean_text` takes it off again.
    """
    text = text.replace("\0", "")
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def write_csv(file, headers, rows, encoding="utf-8", delimiter=";"):
    """Write a table to a binary file; return the encoding used.

    It is ``encoding``, or UTF-8 with its mark where that cannot hold a character.

    :param rows: called for a fresh iterable of lists of text
    """
    try:
        _write_csv(file, headers, rows(), encoding, delimiter)
    except UnicodeEncodeError:
        encoding = UTF8_WITH_MARK
        _write_csv(file, headers, rows(), encoding, delimiter)
    return encoding


def write_xlsx(file, headers, rows):
    """Write a table of text to a binary file, a row at a time; ``rows`` as in `write_csv`."""
    options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet()
        for place, cells in enumerate(chain((headers,), rows())):
            for column, text in enumerate(cells):
                sheet.write_string(place, column, neutralise(text)[:LONGEST_XLSX_CELL])


def rejected_row(cells, width, reason):
    """Return the cells of a rejected row with the reason in the column behind the headers.

    :param width: number of headers; cells beyond it come after the reason
    """
    padding = [""] * (width - len(cells))
    return [*cells[:width], *padding, reason, *cells[width:]]


def _write_csv(file, headers, rows, encoding, delimiter):
    file.seek(0)
    file.truncate()
    text = io.TextIOWrapper(file, encoding, newline="")
    try:
        writer = csv.writer(text, delimiter=delimiter)
        writer.writerow(map(neutralise, headers))
        writer.writerows(map(neutralise, cells) for cells in rows)
    finally:
        text.detach()
