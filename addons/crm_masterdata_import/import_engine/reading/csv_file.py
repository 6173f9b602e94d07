"""Tables in text: CSV with commas, semicolons or tabs."""

import csv
import io
from collections import Counter, deque
from itertools import islice

from ..cleaner import UnreadableCells
from ..headers import recognised
from .encoding import SAMPLE, recognise_encoding
from .table import Settings, Table, is_blank, split_header

DELIMITERS = ";,\t"
SAMPLE_RECORDS = 100
# a longer line is no record
LONGEST_LINE = 1 << 20


def read_csv(file, settings):
    """Return the `Table` of a text file.

    A record that cannot be made out (a quote that is never closed, a cell or line of monstrous
    size) comes as `UnreadableCells`, and reading goes on with the line after its first.
    """
    encoding, errors = recognise_encoding(file, settings.encoding)
    delimiter = settings.delimiter or recognise_delimiter(_sample(file, encoding))
    found = records(lines(file, encoding, errors), delimiter)
    headers, number, below = split_header(found, settings.header_row)
    recognised_settings = Settings("csv", encoding, delimiter, header_row=number)
    return Table(headers, below, recognised_settings)


def recognise_delimiter(sample):
    """Return the delimiter under which the first lines look most like a table.

    That is the one that shows most usual headers, then most records of the same width, then the
    widest; a semicolon where no line is divided.
    """
    return max(DELIMITERS, key=lambda delimiter: _likeness(sample, delimiter))


def _likeness(sample, delimiter):
    rows = [cells for _number, cells in islice(records(sample, delimiter), SAMPLE_RECORDS)]
    rows = [cells for cells in rows if not is_blank(cells)]
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    width, count = max(widths.items(), key=lambda item: item[::-1], default=(0, 0))
    return max(map(recognised, rows), default=0), count, width


def _sample(file, encoding):
    file.seek(0)
    text = file.read(SAMPLE).decode(encoding, "ignore")
    found = io.StringIO(text, newline="").readlines()
    return found[:-1] if len(found) > 1 and len(text) > SAMPLE // 4 else found


def lines(file, encoding, errors="strict"):
    """Yield the lines of a binary file, with their ends; the file stays open."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, errors, newline="")
    try:
        yield from iter(lambda: text.readline(LONGEST_LINE), "")
    finally:
        if not file.closed:
            text.detach()


def records(found_lines, delimiter):
    """Yield ``(number of the first line, cells)`` for every record."""
    source = _Lines(found_lines)
    reader = csv.reader(source, delimiter=delimiter)
    while True:
        start = source.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = None
        if cells is None or source.cut:
            cells = UnreadableCells([source.take_back()])
            reader = csv.reader(source, delimiter=delimiter)
        yield start, cells


class _Lines:
    """An iterator of lines that knows those of the present record and can take them back."""

    def __init__(self, found_lines):
        self._lines = iter(found_lines)
        self._again = deque()
        self._record = []
        self._number = 0
        self.cut = False

    def begin(self):
        """Begin a record; return the number of its first line."""
        self._record = []
        self.cut = False
        return self._number + 1

    def take_back(self):
        """Return the first line of the record; those after it are read anew."""
        first, *others = self._record
        self._again.extendleft(reversed(others))
        self._number -= len(others)
        return first.rstrip("\r\n")

    def __iter__(self):
        return self

    def __next__(self):
        line = self._again.popleft() if self._again else next(self._lines, "")
        if not line:
            # the file ends within quotes
            self.cut = bool(self._record)
            raise StopIteration
        self._record.append(line)
        self._number += 1
        if len(line) >= LONGEST_LINE:
            self._skip_line()
            raise csv.Error("line too long")
        return line

    def _skip_line(self):
        """The rest of a line that is too long is passed over, a piece at a time."""
        while not self._record[-1].endswith(("\n", "\r")):
            piece = next(self._lines, "\n")
            self._record[-1] = self._record[-1][: LONGEST_LINE - 1] + piece[-1]
