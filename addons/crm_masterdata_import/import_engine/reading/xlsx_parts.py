"""The parts of an XLSX file beside its sheets: which sheets, which formats, which strings."""

import posixpath
import re
from dataclasses import dataclass

from ..errors import NO_SUCH_SHEET, ReadError
from .archive import find, stream
from .xml_parser import local, make_parser, parse

WORKBOOK = "xl/workbook.xml"
SMALL = 32 << 20
# shared strings stand in memory
LARGEST_STRINGS = 512 << 20
# formats that every program knows by number
DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
# what stands in quotes, brackets or behind a backslash is not the format itself
LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheet to read: its name, its part, and whether its days count from 1904."""

    sheet: str
    part: str
    since_1904: bool


def read_workbook(archive, wanted=None):
    """Return the `Workbook` with the sheet of that name, or the first visible one."""
    sheets, since_1904 = [], False
    for _parent, name, attrs in _elements(archive, WORKBOOK):
        if name == "sheet":
            sheets.append({local(key): value for key, value in attrs.items()})
        elif name == "workbookPr":
            since_1904 = attrs.get("date1904") in ("1", "true")
    chosen = _choose(sheets, wanted)
    if chosen is None:
        raise ReadError(NO_SUCH_SHEET, sheet=wanted or "")
    return Workbook(chosen.get("name", ""), _part(archive, chosen.get("id", "")), since_1904)


def date_styles(archive):
    """Return the numbers of the cell styles that show a date or a time."""
    if find(archive, "xl/styles.xml") is None:
        return frozenset()
    formats, styles = {}, []
    for parent, name, attrs in _elements(archive, "xl/styles.xml"):
        if name == "numFmt":
            formats[attrs.get("numFmtId")] = attrs.get("formatCode", "")
        elif name == "xf" and parent == "cellXfs":
            styles.append(attrs.get("numFmtId", "0"))
    dates = {number for number, code in formats.items() if _shows_date(code)}
    dates |= {str(number) for number in DATE_FORMATS if str(number) not in formats}
    return frozenset(str(place) for place, number in enumerate(styles) if number in dates)


def shared_strings(archive):
    """Return the strings that cells refer to by number; phonetic hints are left out."""
    if find(archive, "xl/sharedStrings.xml") is None:
        return []
    strings = _Strings()
    parser = make_parser(strings.start, strings.end, strings.text)
    pieces = stream(archive, "xl/sharedStrings.xml", LARGEST_STRINGS)
    return list(parse(parser, pieces, strings.ready))


class _Strings:
    """Handlers that collect the text of every string item."""

    def __init__(self):
        self.ready = []
        self._parts = []
        self._phonetic = self._in_text = False

    def start(self, name, _attrs):
        name = local(name)
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._in_text = not self._phonetic

    def end(self, name):
        name = local(name)
        if name == "si":
            self.ready.append("".join(self._parts))
        elif name == "rPh":
            self._phonetic = False
        elif name == "t":
            self._in_text = False

    def text(self, data):
        if self._in_text:
            self._parts.append(data)


def _choose(sheets, wanted):
    if wanted:
        return next((sheet for sheet in sheets if sheet.get("name") == wanted), None)
    return next((sheet for sheet in sheets if sheet.get("state", "visible") == "visible"), None)


def _part(archive, relation):
    """The part that a relation of the workbook leads to."""
    for _parent, name, attrs in _elements(archive, "xl/_rels/workbook.xml.rels"):
        if name == "Relationship" and attrs.get("Id") == relation:
            return posixpath.normpath(posixpath.join("/xl", attrs.get("Target", "")))[1:]
    raise ReadError(NO_SUCH_SHEET, sheet=relation)


def _elements(archive, part):
    """``(name of the parent, name, attributes)`` of every element of a small part."""
    path, ready = [""], []

    def start(name, attrs):
        path.append(local(name))
        ready.append((path[-2], path[-1], attrs))

    parser = make_parser(start, lambda _name: path.pop())
    return parse(parser, stream(archive, part, SMALL), ready)


def _shows_date(code):
    return bool(DATE_LETTERS.search(LITERAL.sub("", code.partition(";")[0]))) and code != "General"
