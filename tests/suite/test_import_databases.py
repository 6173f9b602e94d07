"""Customers out of a real MariaDB and a second PostgreSQL: read, never written, in time or not."""

import csv
import os
import signal
import threading
import time
import xmlrpc.client
from urllib.parse import quote

import psycopg2
import pymysql
import pytest
from external_database import DatabaseError, Limits, connected, parse

from tests.helpers import databases
from tests.helpers.mariadb import MariaDb
from tests.helpers.server import Node

from .test_import_rpc import APART, DATA, EXPECTED
from .test_roles_rpc import ACCESS_REFUSED, ROLES

MAKE_USERS = 'env["crm.suite.demo"]._load_users(); env.cr.commit()'
PASSWORD = "ti:tok@1"
MISTAKE = 2  # the fault code of UserError
QUICK = Limits(connect=5, statement=1)


class Other:
    """The other program's database: ``url``, and ``run`` that writes as its owner."""

    def __init__(self, url, connection, mark):
        self.url, self._connection, self.mark = url, connection, mark

    def run(self, statement, rows=None):
        """Run a statement, once for each of the rows if given; return what it answers."""
        with self._connection.cursor() as cursor:
            if rows is None:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
            cursor.executemany(statement, rows)
            return []


@pytest.fixture(scope="module")
def mariadb():
    with MariaDb() as server:
        own = pymysql.connect(
            host="127.0.0.1",
            port=server.port,
            user=server.user,
            password=server.password,
            database=server.database,
            autocommit=True,
        )
        user = f"{server.user}:{server.password}"
        url = f"mariadb://{user}@127.0.0.1:{server.port}/{server.database}"
        yield Other(url, own, "`")


@pytest.fixture(scope="module")
def postgresql():
    info, name = databases.environment().connection, "import_source_of_suite"
    words = {"host": info.host, "user": info.user, "port": info.port, "password": info.password}
    words = {word: value for word, value in words.items() if value}
    keeper = connect(words, "postgres")
    keeper.cursor().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    keeper.cursor().execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    own = connect(words, name)
    place = f"host={quote(info.host, safe='')}" + (f"&port={info.port}" if info.port else "")
    user = f"{info.user}:{quote(info.password or PASSWORD, safe='')}"
    yield Other(f"postgresql://{user}@/{name}?{place}", own, '"')
    own.close()
    keeper.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
    keeper.close()


def connect(words, name):
    """Return a connection on which each statement stands at once."""
    connection = psycopg2.connect(**words, dbname=name)
    connection.autocommit = True
    return connection


@pytest.fixture(params=["mariadb", "postgresql"])
def other(request):
    found = request.getfixturevalue(request.param)
    found.run("DROP TABLE IF EXISTS t")
    found.run("CREATE TABLE t (id int, name varchar(2000))")
    found.run("INSERT INTO t VALUES (%s, %s)", [(number, "x" * 2000) for number in range(20_000)])
    return found


def fill(other):
    """Put the sample of the ERP into a table; return the query that reads it in order."""
    with (DATA / "erp_customers.csv").open(encoding="cp1250", newline="") as file:
        headers, *rows = csv.reader(file, delimiter=";")
    names = [f"{other.mark}{header}{other.mark}" for header in headers]
    other.run("DROP TABLE IF EXISTS erp")
    columns = ", ".join(f"{name} text" for name in names)
    other.run(f"CREATE TABLE erp (place int, {columns})")
    marks = ", ".join(["%s"] * (len(headers) + 1))
    padded = [[*row, *[""] * (len(headers) - len(row))] for row in rows]
    other.run(
        f"INSERT INTO erp VALUES ({marks})",  # noqa: S608
        [[place, *row] for place, row in enumerate(padded)],
    )
    return f"SELECT {', '.join(names)} FROM erp ORDER BY place"  # noqa: S608


def failure(other, query, limits=QUICK, *, between=None):
    """Read a query to its end, doing something after the first row; return the error."""
    with pytest.raises(DatabaseError) as caught, connected(parse(other.url), limits) as session:
        _headers, rows = session.table(query)
        next(rows)
        if between:
            between()
        sum(1 for _row in rows)
    assert PASSWORD not in str(caught.value)
    return caught.value


def test_rows_come_while_they_are_asked_for(other):
    with connected(parse(other.url)) as session:
        headers, rows = session.table("SELECT * FROM t ORDER BY id")
        assert headers == ("id", "name")
        assert next(rows) == (0, "x" * 2000)
        assert sum(1 for _row in rows) == 19_999


@pytest.mark.parametrize(
    "statement", ["DELETE FROM t", "DROP TABLE t", "CREATE TABLE u (a int)", "TRUNCATE TABLE t"]
)
def test_the_database_itself_refuses_to_write(other, statement):
    """Even what no check of the query has stopped."""
    assert failure(other, statement).code in ("writes", "refused")
    assert other.run("SELECT count(*) FROM t")[0][0] == 20_000


def test_several_statements_are_no_query(mariadb):
    mariadb.run("CREATE TABLE IF NOT EXISTS kept (a int)")
    assert failure(mariadb, "SELECT 1; DROP TABLE kept").code == "refused"
    assert mariadb.run("SELECT count(*) FROM kept")[0][0] == 0


def test_a_slow_database_is_given_up(mariadb, postgresql):
    for other, query in ((mariadb, "SELECT SLEEP(30)"), (postgresql, "SELECT pg_sleep(30)")):
        start = time.monotonic()
        assert failure(other, query).code == "timeout"
        assert time.monotonic() - start < 10


def test_a_killed_connection_ends_the_load(mariadb, postgresql):
    def kill_mariadb():
        found = (
            "SELECT id FROM information_schema.processlist"
            " WHERE user = 'tester' AND id <> CONNECTION_ID()"
        )
        for (connection,) in mariadb.run(found):
            mariadb.run(f"KILL {connection}")

    def kill_postgresql():
        postgresql.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    for other, kill in ((mariadb, kill_mariadb), (postgresql, kill_postgresql)):
        other.run("DROP TABLE IF EXISTS big")
        other.run("CREATE TABLE big (name varchar(2000))")
        rows = [("x" * 2000,)] * 20_000
        other.run("INSERT INTO big VALUES (%s)", rows)
        assert failure(other, "SELECT * FROM big", Limits(), between=kill).code == "lost"


def test_a_database_that_falls_silent_is_given_up(postgresql):
    """It is stopped as a hanging machine would be: no answer, no error, the line stands."""
    stopped = []

    def stop():
        found = postgresql.run(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        for (pid,) in found:
            os.kill(pid, signal.SIGSTOP)
            stopped.append(pid)

    postgresql.run("DROP TABLE IF EXISTS big")
    postgresql.run("CREATE TABLE big AS SELECT repeat('x', 2000) FROM generate_series(1, 20000)")
    # the driver waits in C, where nothing but the connection's end wakes it
    guard = threading.Timer(60, lambda: [os.kill(pid, signal.SIGKILL) for pid in stopped])
    guard.start()
    try:
        assert failure(postgresql, "SELECT * FROM big", between=stop).code == "timeout"
    finally:
        guard.cancel()
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)


def test_memory_does_not_grow_with_the_rows(other):
    """The whole table, forty megabytes, would show."""
    with connected(parse(other.url)) as session:
        _headers, rows = session.table("SELECT * FROM t AS a")
        before = resident()
        most = max(resident() for number, _row in enumerate(rows) if number % 1000 == 0)
    assert most - before < 15 * 2**20


def resident():
    """Return the bytes of memory that this process uses."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.fixture(scope="module")
def firm():
    """A served database with one user for each role."""
    with databases.copy_of(databases.template()) as name:
        databases.shell(name, MAKE_USERS)
        with Node(name) as node:
            yield node


def make_source(node, code, other, query):
    """Return the id of a new source that reads a database, made by the administrator."""
    values = {"name": code, "code": code, "kind": "sql", "query": query}
    admin = node.as_user("administrator")
    return admin.execute("crm.import.source", "create", values | {"connection_url": other.url})


def test_the_samples_from_mariadb(firm, mariadb):
    source = make_source(firm, "erp", mariadb, fill(mariadb))
    client = firm.as_user("sales_manager")
    for name, options in (("1_erp", {"dry_run": True}), ("1_erp", {}), ("3_erp_again", {})):
        result = client.execute("crm.import.source", "load_database", [source], **options)
        expected = {key: value for key, value in EXPECTED[name].items() if key not in APART}
        assert {key: result[key] for key in expected} == expected
    # without order, MariaDB tells by a number what is new
    admin = firm.as_user("administrator")
    values = {"query": "SELECT * FROM erp", "watermark_column": "place"}
    admin.execute("crm.import.source", "write", [source], values)
    assert client.execute("crm.import.source", "load_database", [source])["rows"] == 2046
    assert admin.read("crm.import.source", source, "watermark")["watermark"] == "2045"
    assert client.execute("crm.import.source", "load_database", [source])["rows"] == 1


@pytest.mark.parametrize("role", ROLES)
def test_no_role_reads_the_password(firm, postgresql, role):
    source = make_source(firm, f"live_{role}", postgresql, "t")
    call = firm.as_user(role).execute
    answers = []
    for model, method, *words in (
        ("crm.import.source", "read", [source]),
        ("crm.import.source", "read", [source], ["connection_url"]),
        ("crm.import.source", "export_data", [source], ["connection_url"]),
        ("crm.import.source", "search_read", [("id", "=", source)], ["connection_url"]),
        ("crm.import.source", "copy_data", [source]),
        ("crm.import.connection", "search_read", []),
        ("crm.import.connection", "search_read", [], ["address"]),
        ("crm.import.connection", "read", [1]),
        ("crm.import.connection", "formatted_read_group", [], ["address"], ["__count"]),
        ("crm.import.connection", "write", [1], {"address": "x"}),
        ("crm.import.source", "write", [source], {"connection_url": "postgresql://x:y@z/w***"}),
    ):
        try:
            answers.append(str(call(model, method, *words)))
        except xmlrpc.client.Fault as fault:
            own = role == "administrator" and model == "crm.import.source"
            # who may not export is told so as of a mistake
            refusals = (ACCESS_REFUSED, MISTAKE) if method == "export_data" else (ACCESS_REFUSED,)
            assert own or fault.faultCode in refusals, (method, fault.faultString)
            answers.append(fault.faultString)
    text = " ".join(answers)
    assert PASSWORD not in text and quote(PASSWORD, safe="") not in text
    assert ("***" in text) == (role == "administrator")


def test_the_log_has_no_password(firm):
    assert PASSWORD not in firm.log and quote(PASSWORD, safe="") not in firm.log
