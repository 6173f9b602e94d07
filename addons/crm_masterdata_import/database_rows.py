"""Rows of another database as a file would hold them, and how far they reach."""

from .external_database.errors import NO_COLUMN, DatabaseError
from .import_engine import cell_text
from .import_engine.watermark import greater, mark_of


class DatabaseRows:
    """An iterator of ``(row number, cells)``, from 1; wholly empty rows are left out.

    ``headers`` are the names of the columns; ``reached`` is the greatest mark of the rows given
    so far, or the one it began with.

    :param session: the connection
    :param select: the query, which only reads
    :param column: name of the column that tells what is new, case ignored; empty: all is read
    :param above: the `Mark` where to begin. Rows that have exactly it are read again, since
        others of the same moment may have come; so are those without a value.
    """

    def __init__(self, session, select, column="", above=None):
        self.reached = above
        query = select
        if column and above:
            name = session.quote(find(column, session.headers(select)))
            query = (
                f"SELECT * FROM ({select}\n) AS source_rows"  # noqa: S608 - checked and typed
                f" WHERE {name} >= {above.literal(session.dialect)} OR {name} IS NULL"
            )
        self.headers, self._rows = session.table(query)
        self._place = self.headers.index(find(column, self.headers)) if column else None

    def __iter__(self):
        for number, values in enumerate(self._rows, 1):
            if self._place is not None:
                self.reached = greater(self.reached, mark_of(values[self._place]))
            cells = [cell_text(value) for value in values]
            if any(cell and not cell.isspace() for cell in cells):
                yield number, cells


def find(column, headers):
    """Return the header that a column's name means.

    :raise DatabaseError: ``no_column``
    """
    if column in headers:
        return column
    found = [header for header in headers if header.lower() == column.lower()]
    if not found:
        raise DatabaseError(NO_COLUMN, column)
    return found[0]
