"""Tables in ODS: the content is read in pieces, never held."""

from ..errors import NO_SUCH_SHEET, TOO_LARGE, ReadError
from .archive import open_archive, stream
from .cells import number_text, trimmed
from .table import Settings, Table, split_header
from .xml_parser import local, make_parser, parse

LAST_ROW = 1 << 20
LAST_COLUMN = 16384
LONGEST_CELL = 1 << 17
NUMBERS = frozenset({"float", "percentage", "currency"})
SPACES = {"s": " ", "tab": "\t", "line-break": "\n"}


def read_ods(file, settings):
    """Return the `Table` of a sheet, read by the same rules as `read_xlsx`."""
    archive = open_archive(file)
    handlers = _Content(settings.sheet)
    parser = make_parser(handlers.start, handlers.end, handlers.text)
    found = parse(parser, stream(archive, "content.xml"), handlers.ready)
    headers, number, below = _split(found, handlers, settings)
    return Table(headers, below, Settings("ods", sheet=handlers.sheet, header_row=number))


def _split(found, handlers, settings):
    try:
        return split_header(found, settings.header_row)
    except ReadError as error:
        if handlers.sheet is None:
            raise ReadError(NO_SUCH_SHEET, sheet=settings.sheet or "") from error
        raise


class _Content:
    """Handlers that leave the rows of one sheet in `ready`."""

    def __init__(self, wanted):
        self.ready = []
        self.sheet = None
        self._wanted = wanted
        self._hidden, self._style = set(), ""
        self._inside = False
        self._number = 0
        self._row, self._repeat_row = [], 1
        self._cell, self._parts, self._paragraphs, self._notes = {}, [], 0, 0
        self._in_paragraph = False

    def start(self, name, attrs):
        name = local(name)
        if name in ("style", "table-properties", "table"):
            self._start_table(name, {local(key): value for key, value in attrs.items()})
        elif self._inside:
            self._start_inside(name, attrs)

    def end(self, name):
        name = local(name)
        if name == "table":
            self._inside = False
        elif self._inside:
            self._end_inside(name)

    def text(self, data):
        if self._in_paragraph and not self._notes:
            self._parts.append(data)

    def _start_table(self, name, attrs):
        if name == "style":
            self._style = attrs.get("name", "")
        elif name == "table-properties":
            if attrs.get("display") == "false":
                self._hidden.add(self._style)
        elif self.sheet is None and self._is_wanted(attrs):
            self.sheet, self._inside = attrs.get("name", ""), True

    def _is_wanted(self, attrs):
        if self._wanted:
            return attrs.get("name") == self._wanted
        return attrs.get("style-name") not in self._hidden

    def _start_inside(self, name, attrs):
        if name == "table-row":
            self._row = []
            self._repeat_row = _repeat(attrs, "number-rows-repeated")
        elif name in ("table-cell", "covered-table-cell"):
            self._cell = {local(key): value for key, value in attrs.items()}
            self._parts, self._paragraphs = [], 0
        elif name == "annotation":
            self._notes += 1
        elif name == "p" and not self._notes:
            self._parts.append("\n" if self._paragraphs else "")
            self._paragraphs += 1
            self._in_paragraph = True
        elif name in SPACES and self._in_paragraph:
            self._parts.append(SPACES[name])

    def _end_inside(self, name):
        if name == "table-row":
            self._end_row()
        elif name in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif name == "annotation":
            self._notes -= 1
        elif name == "p" and not self._notes:
            self._in_paragraph = False

    def _end_cell(self):
        times = _repeat(self._cell, "number-columns-repeated")
        text = self._cell_text()[:LONGEST_CELL]
        if len(self._row) + times > LAST_COLUMN:
            times = max(LAST_COLUMN - len(self._row), 0)
        self._row += [text] * times

    def _cell_text(self):
        kind = self._cell.get("value-type", "")
        if kind in NUMBERS:
            return number_text(self._cell.get("value", ""))
        if kind == "date":
            return self._cell.get("date-value", "").removesuffix("T00:00:00").replace("T", " ")
        if kind == "boolean":
            return self._cell.get("boolean-value", "")
        text = "".join(self._parts)
        is_error = "formula" in self._cell and (text[:1] == "#" or text.startswith("Err:"))
        return "" if is_error else text

    def _end_row(self):
        cells = trimmed(self._row)
        first, self._number = self._number + 1, self._number + self._repeat_row
        if not cells:
            return
        if self._number > LAST_ROW:
            raise ReadError(TOO_LARGE, rows=self._number)
        self.ready += [(number, cells) for number in range(first, self._number + 1)]


def _repeat(attrs, wanted):
    """How often a row or a cell stands there."""
    value = next((value for key, value in attrs.items() if local(key) == wanted), "1")
    return max(int(value), 1) if value.isdecimal() else 1
