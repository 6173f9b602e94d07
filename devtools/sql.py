"""Asks PostgreSQL through psql: the few statements that ./dev itself needs."""

import os
import subprocess

from . import postgres
from .environment import Environment
from .errors import DevError, explain


def query(env: Environment, statement: str, database: str = "postgres", **values: str) -> list[str]:
    """The first column of the answer; `:'name'` in the statement stands for a value, quoted."""
    program = "psql"
    if env.connection.embedded:
        program = str(postgres.Cluster.of(env.ws).programs / "psql")
    variables = [word for name, value in values.items() for word in ("-v", f"{name}={value}")]
    try:
        result = subprocess.run(
            [program, "-XqAt", "-v", "ON_ERROR_STOP=1", *variables, "-d", database],
            env={**os.environ, "PGCLIENTENCODING": "UTF8", **env.connection.environment()},
            input=statement,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as error:
        raise DevError("psql is missing", "apt-get install postgresql-client") from error
    if result.returncode:
        raise explain(result.stderr) or DevError(f"PostgreSQL says: {result.stderr.strip()}")
    return result.stdout.splitlines()


def names(env: Environment) -> list[str]:
    return query(env, "SELECT datname FROM pg_database ORDER BY 1")


def comment(env: Environment, database: str) -> str:
    rows = query(
        env,
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = :'name'",
        name=database,
    )
    return rows[0] if rows else ""


def set_comment(env: Environment, database: str, text: str) -> None:
    query(env, "COMMENT ON DATABASE :\"name\" IS :'text'", name=database, text=text)


def drop(env: Environment, database: str) -> None:
    """Drop a database. PostgreSQL's FORCE may not end its own vacuum, a plain DROP does."""
    _disconnect(env, database)
    query(env, 'DROP DATABASE IF EXISTS :"name"', name=database)


def copy(env: Environment, old: str, new: str) -> None:
    """Copy a database; sessions on the old one are ended, PostgreSQL asks for that."""
    _disconnect(env, old)
    query(env, 'CREATE DATABASE :"new" TEMPLATE :"old"', new=new, old=old)


def rename(env: Environment, old: str, new: str) -> None:
    _disconnect(env, old)
    query(env, 'ALTER DATABASE :"old" RENAME TO :"new"', old=old, new=new)


def _disconnect(env: Environment, database: str) -> None:
    query(
        env,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = :'name' AND usename = current_user AND pid <> pg_backend_pid()",
        name=database,
    )
