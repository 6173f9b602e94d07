"""Tables in the old XLS, by xlrd; a sheet of that format has at most 65,536 rows."""

import io
import struct

import xlrd
from xlrd.compdoc import CompDocError

from ..errors import BROKEN_FILE, ENCRYPTED_FILE, NO_SUCH_SHEET, TOO_LARGE, ReadError
from .cells import float_text, serial_text, trimmed
from .table import Settings, Table, split_header

LARGEST = 256 << 20
# how an XLSX with a password is told apart: it stands in the old format's container
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
DAMAGE = (
    xlrd.XLRDError,
    CompDocError,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


def read_xls(file, settings):
    """Return the `Table` of a sheet, read by the same rules as `read_xlsx`."""
    file.seek(0)
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ReadError(TOO_LARGE, size=len(content))
    if ENCRYPTED_PACKAGE in content:
        raise ReadError(ENCRYPTED_FILE)
    try:
        book = xlrd.open_workbook(
            file_contents=content, logfile=io.StringIO(), on_demand=True, ragged_rows=True
        )
        sheet = _choose(book, settings.sheet)
        found = list(_rows(sheet, bool(book.datemode)))
    except DAMAGE as error:
        raise ReadError(BROKEN_FILE) from error
    headers, number, below = split_header(iter(found), settings.header_row)
    return Table(headers, below, Settings("xls", sheet=sheet.name, header_row=number))


def _choose(book, wanted):
    for place, name in enumerate(book.sheet_names()):
        if name == wanted if wanted else not book.sheet_by_index(place).visibility:
            return book.sheet_by_index(place)
    raise ReadError(NO_SUCH_SHEET, sheet=wanted or "")


def _rows(sheet, since_1904):
    for place in range(sheet.nrows):
        cells = [_text(cell, since_1904) for cell in sheet.row(place)]
        yield place + 1, trimmed(cells)


def _text(cell, since_1904):
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return float_text(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return serial_text(cell.value, since_1904)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "true" if cell.value else "false"
    return cell.value if cell.ctype == xlrd.XL_CELL_TEXT else ""
