"""A connection that only reads, streams, and does not wait for ever."""

import contextlib
import os
import socket
import threading
from dataclasses import dataclass

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from .dialects import DIALECTS
from .errors import BAD_VALUE, LOST, REFUSED, TIMEOUT, UNREACHABLE, DatabaseError

# rows that are held at a time
PAGE = 1000
# the database gives up by itself before we do
GRACE = 5
LONGEST_DETAIL = 500


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: until a connection stands, and until a database that is silent is given up."""

    connect: int = 10
    statement: int = 120


@contextlib.contextmanager
def connected(address, limits=None):
    """Give a block a `Session` with the database at an address.

    :raise DatabaseError: there is no driver, or no connection
    """
    limits = limits or Limits()
    address.check_driver()
    dialect = DIALECTS[address.dialect]
    engine = create_engine(
        address.url,
        poolclass=NullPool,
        # what is closed is undone by the database; a dead one is not asked again
        pool_reset_on_return=None,
        hide_parameters=True,
        connect_args=dialect.connect_args(limits),
    )
    event.listen(engine, "connect", lambda connection, _record: dialect.prepare(connection, limits))
    try:
        connection = engine.connect()
    except (SQLAlchemyError, dialect_error(engine), OSError, ValueError, TypeError) as error:
        raise _explained(address, error, UNREACHABLE) from None
    driver = connection.connection.dbapi_connection
    try:
        yield Session(address, connection, driver, limits)
    finally:
        with contextlib.suppress(SQLAlchemyError, OSError):
            dialect.abandon(driver)
            # hard, since a database in trouble may not answer a polite good-bye
            connection.invalidate()
            connection.close()


def dialect_error(engine):
    """Return the class of the driver's own errors."""
    return engine.dialect.loaded_dbapi.Error


class Session:
    """A connection in use. One query is read at a time."""

    def __init__(self, address, connection, driver, limits):
        self._address, self._limits = address, limits
        self._connection, self._driver = connection, driver
        self._is_cut = False

    @property
    def dialect(self):
        """Name of the dialect of queries: postgresql, mysql or mssql."""
        return self._address.dialect

    def quote(self, name):
        """Return the name of a column as it is written in a query."""
        return self._connection.dialect.identifier_preparer.quote_identifier(name)

    def headers(self, query):
        """Return the names of a query's columns, without any rows."""
        with self._watched():
            result = self._execute(f"SELECT * FROM ({query}\n) AS source_rows WHERE 1 = 0")  # noqa: S608
            found = tuple(result.keys())
            result.close()
        return found

    def table(self, query):
        """Return ``(headers, rows)`` of a query; rows are tuples and come while asked for.

        :raise DatabaseError: also while rows are read
        """
        with self._watched():
            result = self._execute(query)
            if not result.returns_rows:
                raise DatabaseError(REFUSED, query.split(None, 1)[0])
            headers = tuple(map(str, result.keys()))
        return headers, self._rows(result)

    def _execute(self, query):
        options = self._connection.execution_options(yield_per=PAGE, no_parameters=True)
        return options.exec_driver_sql(query)

    def _rows(self, result):
        while True:
            with self._watched():
                page = result.fetchmany(PAGE)
            if not page:
                return
            yield from page

    @contextlib.contextmanager
    def _watched(self):
        """Cut the connection where a block waits for a database that does not answer at all."""
        timer = threading.Timer(self._limits.statement + GRACE, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        except (SQLAlchemyError, dialect_error(self._connection.engine)) as error:
            code = TIMEOUT if self._is_cut else None
            raise _explained(self._address, error, code) from None
        except OSError as error:
            raise _explained(self._address, error, LOST) from None
        except (ValueError, OverflowError) as error:
            raise _explained(self._address, error, BAD_VALUE) from None
        finally:
            timer.cancel()

    def _cut(self):
        """Only PostgreSQL's driver waits for ever; it names its socket."""
        self._is_cut = True
        if hasattr(self._driver, "fileno"):
            with (
                contextlib.suppress(dialect_error(self._connection.engine), OSError),
                socket.socket(fileno=os.dup(self._driver.fileno())) as line,
            ):
                line.shutdown(socket.SHUT_RDWR)


def _explained(address, error, code=None):
    """Return our error of another's; without a code it says what happened to a query."""
    original = error.orig if isinstance(error, DBAPIError) else error
    dialect = DIALECTS[address.dialect]
    try:
        found, text = dialect.explain(original)
    except AttributeError:
        found, text = REFUSED, str(original)
    if isinstance(error, DBAPIError) and error.connection_invalidated and found == REFUSED:
        found = LOST
    lines = text.strip().splitlines() or [""]
    return DatabaseError(code or found, address.scrub(lines[0])[:LONGEST_DETAIL])
