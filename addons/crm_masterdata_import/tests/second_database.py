"""A second PostgreSQL database beside Odoo's, as the other program's."""

import csv
from urllib.parse import quote

import psycopg2

from odoo.sql_db import connection_info_for

from .test_import_samples import DATA

NAME = "import_source_of_tests"


class SecondDatabase:
    """A database of its own on the same server; what is done in it stands at once."""

    def __init__(self):
        self._info = connection_info_for("postgres")[1]
        self._maintain(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        self._maintain(f"CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'UTF8'")
        self._connection = self._connect(NAME)

    def drop(self):
        """Remove the database, whoever is connected."""
        self._connection.close()
        self._maintain(f"DROP DATABASE {NAME} WITH (FORCE)")

    @property
    def url(self):
        """Address of the database, with a password that the server does not ask for."""
        info = self._connection.info
        host = f"{quote(info.host)}:{info.port}" if not info.host.startswith("/") else ""
        socket = f"?host={quote(info.host, safe='')}&port={info.port}" if not host else ""
        password = quote(info.password or "ti:tok@1", safe="")
        return f"postgresql://{quote(info.user)}:{password}@{host}/{NAME}{socket}"

    def run(self, statement, *values):
        """Run a statement; return its rows, where it has some."""
        with self._connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def fill(self, table, file):
        """Make a table of a sample file; `place` has the order of its rows."""
        with (DATA / file).open(encoding="cp1250", newline="") as content:
            headers, *rows = csv.reader(content, delimiter=";")
        names = ", ".join(f'"{header}" text' for header in headers)
        self.run(f'CREATE TABLE "{table}" (place serial, {names})')
        marks = ", ".join(["%s"] * len(headers))
        with self._connection.cursor() as cursor:
            cursor.executemany(
                f'INSERT INTO "{table}" VALUES (DEFAULT, {marks})',  # noqa: S608
                [[*row, *[""] * (len(headers) - len(row))] for row in rows],
            )
        return ", ".join(f'"{header}"' for header in headers)

    def _connect(self, name):
        connection = psycopg2.connect(**{**self._info, "database": name})
        connection.autocommit = True
        return connection

    def _maintain(self, statement):
        connection = self._connect("postgres")
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
        finally:
            connection.close()
