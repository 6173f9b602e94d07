"""What each kind of database needs to be read safely: limits, read-only, and its errors."""

from . import errors

# so many seconds a server waits for us while we work on what it has sent
PATIENCE = 600
# MySQL ends a query after so many silences: its limit counts from the query's start
WHOLE = 30


class Dialect:
    """What is the same everywhere."""

    @staticmethod
    def abandon(connection):
        """Let go of rows that are still to come."""


class PostgreSql(Dialect):
    """PostgreSQL through psycopg2: a read-only session, a cursor on the server."""

    @staticmethod
    def connect_args(limits):
        """Return the driver's arguments."""
        return {"connect_timeout": limits.connect, "application_name": "Customer import"}

    @staticmethod
    def prepare(connection, limits):
        """Make a new connection one that only reads, and gives up in time."""
        from psycopg2 import extensions  # noqa: PLC0415 - each database needs its driver alone

        # Odoo makes floating point numbers of decimals, everywhere: long numbers would suffer
        extensions.register_type(extensions.DECIMAL, connection)
        connection.set_session(readonly=True)
        with connection.cursor() as cursor:
            cursor.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
            cursor.execute("SET standard_conforming_strings = on")
            cursor.execute("SET statement_timeout = %s", (limits.statement * 1000,))
            cursor.execute("SET lock_timeout = %s", (limits.statement * 1000,))
        connection.commit()

    @staticmethod
    def explain(error):
        """Return ``(code, text)`` of one of the driver's errors."""
        text = error.diag.message_primary or str(error)
        state = error.pgcode or ""
        if state == "57014":
            return errors.TIMEOUT, text
        if state == "25006":
            return errors.WRITES, text
        if state.startswith(("57P", "08")) or type(error).__name__ == "InterfaceError":
            return errors.LOST, text
        if not state and ("closed" in text or "EOF" in text or "connection" in text):
            return errors.LOST, text
        return errors.REFUSED, text


class MySql(Dialect):
    """MySQL and MariaDB through PyMySQL: a read-only session, rows as the server sends them."""

    TIMEOUTS = (1969, 3024, 1205)
    LOST = (2006, 2013, 1053, 1317, 1927, 0)
    READ_ONLY = 1792

    @staticmethod
    def connect_args(limits):
        """Return the driver's arguments."""
        return {
            "connect_timeout": limits.connect,
            "read_timeout": limits.statement,
            "write_timeout": limits.statement,
            "local_infile": False,
        }

    @staticmethod
    def prepare(connection, limits):
        """Make a new connection one that only reads, and gives up in time."""
        whole = limits.statement * WHOLE
        with connection.cursor() as cursor:
            cursor.execute("SELECT VERSION()")
            is_mariadb = "mariadb" in cursor.fetchone()[0].lower()
            limit = f"max_statement_time = {whole}"
            if not is_mariadb:
                limit = f"max_execution_time = {whole * 1000}"
            cursor.execute(f"SET SESSION {limit}")
            cursor.execute(f"SET SESSION net_write_timeout = {PATIENCE}")
            # a backslash means what our check of the query takes it for
            cursor.execute("SET SESSION sql_mode = REPLACE(@@sql_mode, 'NO_BACKSLASH_ESCAPES', '')")
            cursor.execute("SET SESSION TRANSACTION READ ONLY")
        connection.commit()

    @staticmethod
    def abandon(connection):
        """Let go of rows that are still to come; PyMySQL would read all of them first."""
        if connection._result is not None:
            connection._result.unbuffered_active = False

    @classmethod
    def explain(cls, error):
        """Return ``(code, text)`` of one of the driver's errors."""
        number, *texts = error.args or (0,)
        text = str(texts[0]) if texts else str(error)
        if number in cls.TIMEOUTS or "timed out" in text:
            return errors.TIMEOUT, text
        if number == cls.READ_ONLY:
            return errors.WRITES, text
        return errors.LOST if number in cls.LOST else errors.REFUSED, text


class MsSql(Dialect):
    """Microsoft SQL Server through pymssql or pyodbc, which knows no transaction that only reads.

    Queries that write are refused before (`read_only` of the engine), and what is done is undone.
    """

    @staticmethod
    def connect_args(limits):
        """Return the driver's arguments."""
        return {"timeout": limits.statement}

    @staticmethod
    def prepare(connection, limits):
        """Give up in time: a driver counts for itself, the server where another has a lock."""
        if hasattr(connection, "timeout"):
            connection.timeout = limits.statement
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCK_TIMEOUT {limits.statement * 1000}")
        connection.rollback()

    @staticmethod
    def explain(error):
        """Return ``(code, text)`` of one of the driver's errors."""
        text = " ".join(str(part) for part in error.args) or str(error)
        if "timed out" in text or "timeout" in text.lower():
            return errors.TIMEOUT, text
        lost = ("dead", "Not connected", "08S01", "communication")
        return errors.LOST if any(sign in text for sign in lost) else errors.REFUSED, text


DIALECTS = {"postgresql": PostgreSql, "mysql": MySql, "mssql": MsSql}
