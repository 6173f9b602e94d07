"""Addresses of databases (SQLAlchemy's URLs): understood, checked, and shown without secrets."""

import importlib
import re
from dataclasses import dataclass

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from .errors import BAD_ADDRESS, HIDDEN_SECRET, MISSING_DRIVER, UNKNOWN_KIND, DatabaseError

HIDDEN = "***"
# what an address says first → dialect of the queries, drivers (the first where none is named)
KINDS = {
    "postgresql": ("postgresql", ("psycopg2",)),
    "postgres": ("postgresql", ("psycopg2",)),
    "mysql": ("mysql", ("pymysql",)),
    "mariadb": ("mysql", ("pymysql",)),
    "mssql": ("mssql", ("pymssql", "pyodbc")),
}
PACKAGES = {"psycopg2": "psycopg2-binary", "pymysql": "PyMySQL"}
# options of an address that are no secret
SHOWN = frozenset({"charset", "driver", "host", "port", "sslmode", "ssl_ca", "sslrootcert"})


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is; ``dialect`` is postgresql, mysql or mssql.

    Its text never shows a password: :attr:`shown` is for people.
    """

    url: URL
    dialect: str

    @property
    def driver(self):
        """Name of the Python module that speaks with the database."""
        return self.url.get_driver_name()

    @property
    def shown(self):
        """The address as people may see it."""
        query = {name: value if name in SHOWN else HIDDEN for name, value in self.url.query.items()}
        shown = self.url.set(query=query)
        return shown.render_as_string(hide_password=True).replace("%2A%2A%2A", HIDDEN)

    def scrub(self, text):
        """Return a text without the secrets of the address, its host and its user."""
        secrets = [value for name, value in self.url.query.items() if name not in SHOWN]
        for secret in (self.url.password, *secrets):
            if secret:
                text = text.replace(str(secret), HIDDEN)
        for word in (self.url.host, self.url.username):
            if word:
                text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", HIDDEN, text)
        return text

    def check_driver(self):
        """Make sure that the driver is installed.

        :raise DatabaseError: ``missing_driver``, with the name of the package
        """
        try:
            importlib.import_module(self.driver)
        except ImportError:
            package = PACKAGES.get(self.driver, self.driver)
            raise DatabaseError(MISSING_DRIVER, package) from None


def parse(text):
    """Return the `Address` of a text; nothing of the text stands in the errors.

    :raise DatabaseError: ``bad_address``, ``unknown_kind``, or ``hidden_secret``: the text has
        asterisks where a password belongs
    """
    try:
        url = make_url(text.strip())
        port = url.port
    except (ArgumentError, ValueError):
        raise DatabaseError(BAD_ADDRESS) from None
    name, _plus, driver = url.drivername.partition("+")
    if name not in KINDS or (driver and driver not in KINDS[name][1]):
        raise DatabaseError(UNKNOWN_KIND)
    if not url.database or not (url.host or url.query.get("host")) or port == 0:
        raise DatabaseError(BAD_ADDRESS)
    if HIDDEN in (url.password, *url.query.values()):
        raise DatabaseError(HIDDEN_SECRET)
    dialect, drivers = KINDS[name]
    return Address(url.set(drivername=f"{dialect}+{driver or drivers[0]}"), dialect)
