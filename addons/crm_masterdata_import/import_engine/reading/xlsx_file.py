"""Tables in XLSX: the sheet's XML is read in pieces, never held."""

from ..errors import BROKEN_FILE, ReadError
from .archive import open_archive, stream
from .cells import number_text, serial_text, trimmed
from .table import Settings, Table, split_header
from .xlsx_parts import date_styles, read_workbook, shared_strings
from .xml_parser import make_parser, parse

LAST_COLUMN = 16384
LONGEST_CELL = 1 << 17
DIGITS = "0123456789"


def read_xlsx(file, settings):
    """Return the `Table` of a sheet.

    Formulas give the value last computed, error values none, merged cells theirs in the first
    cell; dates are ISO text, whole numbers have no ``.0``. Row numbers are the sheet's.
    """
    archive = open_archive(file)
    workbook = read_workbook(archive, settings.sheet)
    found = sheet_rows(archive, workbook)
    headers, number, below = split_header(found, settings.header_row)
    return Table(headers, below, Settings("xlsx", sheet=workbook.sheet, header_row=number))


def sheet_rows(archive, workbook):
    """Yield ``(row number, cells)`` of a sheet, empty cells at the end of a row left out."""
    handlers = _Sheet(shared_strings(archive), date_styles(archive), workbook.since_1904)
    parser = make_parser(handlers.start_root, handlers.end)
    handlers.parser = parser
    for number, cells in parse(parser, stream(archive, workbook.part), handlers.ready):
        yield number, trimmed(cells)


def column_number(letters):
    """Return the place from 0 of a column by its letters (A is 0, AA is 26)."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


class _Sheet:
    """Handlers that make cells into text and rows into lists, in `ready`.

    They live close to the parser: a method for each kind of element, found by its name as the
    file writes it, with the prefix that the root element has.
    """

    def __init__(self, strings, dates, since_1904):
        self.ready = []
        self.parser = None
        self._strings, self._dates, self._since_1904 = strings, dates, since_1904
        self._columns = {}
        self._starts, self._ends = {}, {}
        self._row, self._number = [], 0
        self._kind = self._style = self._value = ""
        self._place, self._parts, self._length = 0, [], 0

    def start_root(self, name, _attrs):
        """Learn the prefix of the file's names from the first element."""
        prefix = name.rpartition("worksheet")[0]
        starts = {"row": self._start_row, "c": self._start_cell, "v": self._start_text}
        starts |= {"t": self._start_text, "rPh": self._start_phonetic}
        ends = {"row": self._end_row, "c": self._end_cell, "v": self._end_text}
        ends |= {"t": self._end_text, "rPh": self._end_phonetic}
        self._starts = {prefix + key: method for key, method in starts.items()}
        self._phonetic_text = self._starts[prefix + "t"]
        self._text_name = prefix + "t"
        self._ends = {prefix + key: method for key, method in ends.items()}
        self.parser.StartElementHandler = self.start

    def start(self, name, attrs):
        method = self._starts.get(name)
        if method:
            method(attrs)

    def end(self, name):
        method = self._ends.get(name)
        if method:
            method()

    def text(self, data):
        self._length += len(data)
        if self._length <= LONGEST_CELL:
            self._parts.append(data)

    def _start_row(self, attrs):
        number = attrs.get("r", "")
        self._number = int(number) if number.isdecimal() else self._number + 1
        self._row = []

    def _end_row(self):
        self.ready.append((self._number, self._row))

    def _start_cell(self, attrs):
        self._kind = attrs.get("t", "n")
        self._style = attrs.get("s", "0")
        self._place = self._column(attrs.get("r"))
        self._parts, self._length = [], 0

    def _column(self, reference):
        if not reference:
            return len(self._row)
        letters = reference.rstrip(DIGITS)
        place = self._columns.get(letters)
        if place is None:
            place = column_number(letters) if letters.isupper() and letters.isascii() else -1
            if not 0 <= place < LAST_COLUMN:
                raise ReadError(BROKEN_FILE, cell=reference)
            self._columns[letters] = place
        return place

    def _start_text(self, _attrs):
        self.parser.CharacterDataHandler = self.text

    def _end_text(self):
        self.parser.CharacterDataHandler = None

    def _start_phonetic(self, _attrs):
        self._starts[self._text_name] = None

    def _end_phonetic(self):
        self._starts[self._text_name] = self._phonetic_text

    def _end_cell(self):
        gap = self._place - len(self._row)
        if gap > 0:
            self._row += [""] * gap
        if gap >= 0:
            self._row.append(self._cell_text("".join(self._parts)))

    def _cell_text(self, text):
        kind = self._kind
        if not text or kind == "e":
            return ""
        if kind == "n":
            return self._number_text(text)
        if kind == "s":
            return self._shared(text)
        if kind == "b":
            return "true" if text == "1" else "false"
        return text.removesuffix("T00:00:00") if kind == "d" else text

    def _number_text(self, text):
        if self._style not in self._dates:
            return number_text(text)
        try:
            return serial_text(float(text), self._since_1904)
        except (ValueError, OverflowError):
            return text

    def _shared(self, text):
        place = int(text) if text.isdecimal() else -1
        if not 0 <= place < len(self._strings):
            raise ReadError(BROKEN_FILE, string=text[:20])
        return self._strings[place]
