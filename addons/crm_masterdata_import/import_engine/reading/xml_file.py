"""Tables in XML: a record is an element found by its path, its columns are what stands below.

A column's name is the path below the record (``address/city``, ``@id`` for an attribute), without
namespace prefixes. What stands there several times is joined by line breaks.
"""

from collections import Counter

from ..errors import NO_SUCH_RECORD, TOO_LARGE, ReadError
from .archive import CHUNK
from .table import Settings, Table, is_blank
from .xml_parser import local, make_parser, parse

MOST_COLUMNS = 2000
MOST_PATHS = 20000
DEEPEST = 200
LONGEST_CELL = 1 << 17
PLAIN_ENCODINGS = frozenset({"utf-8", "utf-16", "iso-8859-1", "us-ascii"})


def read_xml(file, settings):
    """Return the `Table` of the records under ``settings.record_path``.

    The path is made of element names: ``/customers/customer`` from the root, ``customer`` or
    ``customers/customer`` anywhere. Without it, records are the elements that stand most often
    and have something below. The file is gone through twice, first for the columns; row numbers
    are lines.
    """
    path = settings.record_path or _recognise_path(file, settings.encoding)
    headers = {}
    for _number, record in _records(file, path, settings.encoding):
        headers |= dict.fromkeys(record)
        if len(headers) > MOST_COLUMNS:
            raise ReadError(TOO_LARGE, columns=len(headers))
    if not headers:
        raise ReadError(NO_SUCH_RECORD, path=path)
    rows = _rows(_records(file, path, settings.encoding), tuple(headers))
    recognised = Settings("xml", settings.encoding, record_path=path, header_row=0)
    return Table(tuple(headers), rows, recognised)


def _rows(records, headers):
    for number, record in records:
        cells = [record.get(header, "") for header in headers]
        if not is_blank(cells):
            yield number, cells


def _records(file, path, encoding):
    handlers = _Records(path)
    parser = make_parser(handlers.start, handlers.end, handlers.text, encoding)
    handlers.parser = parser
    return parse(parser, _pieces(file), handlers.ready)


def _pieces(file):
    file.seek(0)
    return iter(lambda: file.read(CHUNK), b"")


def _recognise_path(file, encoding):
    """The path that most elements with something below have; the shorter one of two."""
    counts, with_children, path = Counter(), set(), []

    def start(name, attrs):
        with_children.add("/".join(path))
        path.append(local(name))
        if len(path) > DEEPEST or len(counts) > MOST_PATHS:
            raise ReadError(TOO_LARGE, depth=len(path), paths=len(counts))
        counts["/".join(path)] += 1
        if attrs:
            with_children.add("/".join(path))

    parser = make_parser(start, lambda _name: path.pop(), None, encoding)
    list(parse(parser, _pieces(file), []))
    found = [name for name in counts if name in with_children and "/" in name]
    found = found or [name for name in counts if name in with_children]
    best = max(found, key=lambda name: (counts[name], -name.count("/")), default="")
    return f"/{best}"


class _Records:
    """Handlers that leave ``(line, {column: text})`` of every record in `ready`."""

    def __init__(self, path):
        self.ready = []
        self.parser = None
        self._wanted = path.strip("/").split("/")
        self._from_root = path.startswith("/") and not path.startswith("//")
        self._path, self._depth = [], 0
        self._record, self._line, self._parts = None, 0, []

    def start(self, name, attrs):
        self._path.append(local(name))
        if len(self._path) > DEEPEST:
            raise ReadError(TOO_LARGE, depth=len(self._path))
        if self._record is None and self._is_record():
            self._record, self._depth = {}, len(self._path)
            self._line = self.parser.CurrentLineNumber
        if self._record is not None:
            self._parts = []
            for key, value in attrs.items():
                self._put([*self._path[self._depth :], f"@{local(key)}"], value)

    def end(self, _name):
        if self._record is not None:
            text = "".join(self._parts).strip()
            if text:
                self._put(self._path[self._depth :] or ["."], text)
            self._parts = []
            if len(self._path) == self._depth:
                self.ready.append((self._line, self._record))
                self._record = None
        self._path.pop()

    def text(self, data):
        if self._record is not None:
            self._parts.append(data)

    def _is_record(self):
        if self._from_root:
            return self._path == self._wanted
        return self._path[-len(self._wanted) :] == self._wanted

    def _put(self, path, text):
        column = "/".join(path)
        known = self._record.get(column, "")
        self._record[column] = f"{known}\n{text}"[:LONGEST_CELL] if known else text[:LONGEST_CELL]
