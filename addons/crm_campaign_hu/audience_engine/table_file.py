"""Tables that go out as files; what a spreadsheet would take for a formula is made harmless."""

import csv
import io
from datetime import date, datetime
from itertools import chain

import xlsxwriter

FORMULA_STARTS = tuple("=+-@\t\r\n")
#: spreadsheets know UTF-8 by its mark
CSV_ENCODING = "utf-8-sig"
#: a sheet holds no more in a cell, and no more rows
LONGEST_CELL, MOST_ROWS = 32767, 1_048_575
FORMATS = ("csv", "xlsx")


def neutralised(text):
    """Return a text with an apostrophe in front where it begins like a formula."""
    text = text.replace("\0", "")
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_file(headers, rows):
    """Return the bytes of a table with semicolons.

    :param rows: iterable of lists of texts, numbers, dates; None and "" are empty
    """
    file = io.BytesIO()
    text = io.TextIOWrapper(file, CSV_ENCODING, newline="", write_through=False)
    writer = csv.writer(text, delimiter=";")
    writer.writerows([_csv_cell(cell) for cell in cells] for cells in chain((headers,), rows))
    text.flush()
    return file.getvalue()


def _csv_cell(cell):
    if isinstance(cell, str):
        return neutralised(cell)
    return "" if cell is False else cell


def xlsx_file(headers, rows):
    """Return the bytes of a workbook, written a row at a time; ``rows`` as in `csv_file`."""
    file = io.BytesIO()
    options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(file, options) as book:
        styles = {
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for place, cells in enumerate(chain((headers,), rows)):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    if cell:
                        sheet.write_string(place, column, neutralised(cell)[:LONGEST_CELL])
                elif isinstance(cell, bool):
                    sheet.write_boolean(place, column, cell)
                elif isinstance(cell, date):
                    sheet.write_datetime(place, column, cell, styles[type(cell)])
                elif cell is not None:
                    sheet.write_number(place, column, cell)
    return file.getvalue()
