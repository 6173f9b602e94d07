"""Databases for tests: copied from a template in seconds, dropped afterwards.

Everything goes through the functions behind ``./dev db``, so tests and people get the same.
"""

import contextlib
import functools
import os
import secrets
import shutil
import subprocess

from devtools import database, postgres, sql
from devtools import environment as dev_environment
from devtools.locks import lock

from .ports import wait_for

ADDONS = database.DEFAULT_ADDONS


@functools.cache
def environment():
    """Return the set-up working copy (:class:`devtools.environment.Environment`)."""
    return dev_environment.ensure()


def template(addons=ADDONS, demo=False):
    """Return the name of a whole database with these addons, made when the code has changed."""
    env = environment()
    kind = "demo" if demo else "empty"
    name = f"suite_{kind}_{'_'.join(addons)}"[:50]
    mine, _others = database.manifests.closure(env.ws.addons, list(addons))
    wanted = f"{database.MARK} {database.code_key(env, mine)}"
    with lock(env.ws, f"template-{name}"):
        if name not in sql.names(env) or sql.comment(env, name) != wanted:
            database.fresh(env, name, tuple(addons), demo)
    return name


def clone(source, name=None):
    """Copy a database with its files, and return the copy's name (a random one if none given)."""
    env = environment()
    name = name or f"{source[:30]}_{secrets.token_hex(4)}"
    database.remove(env, name)
    database.copy(env, source, name)
    return name


def drop(name):
    """Remove a database and its files."""
    database.remove(environment(), name)


@contextlib.contextmanager
def copy_of(source):
    """Give a block a copy of a database; it is removed at the end."""
    name = clone(source)
    try:
        yield name
    finally:
        drop(name)


def query(name, statement):
    """Return the first column of an SQL statement's rows, as text."""
    return sql.query(environment(), statement, name)


def wait_until_idle(name, seconds=60):
    """Wait until no transaction runs on a database: a killed client's last call has ended then."""
    statement = (
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
        " AND backend_type = 'client backend' AND state <> 'idle' AND pid <> pg_backend_pid()"
    )
    wait_for(lambda: not query(name, statement), seconds, f"end of the work on {name}")


def shell(name, script):
    """Run a script in Odoo's shell on a database and return what it printed."""
    return database.run_script(environment(), name, script, f"script on {name}")


def filestore(name):
    """Return the folder with a database's attachments."""
    return environment().ws.data_dir / "filestore" / name


def backup(name, folder):
    """Write a backup as the operators' page tells: ``pg_dump`` first, then a copy of the files."""
    folder.mkdir(parents=True)
    _postgres("pg_dump", "--format=custom", f"--file={folder / 'database.dump'}", name)
    shutil.copytree(filestore(name), folder / "filestore")


def restore(folder, name):
    """Make a database out of a backup."""
    _postgres("createdb", "--template=template0", name)
    _postgres("pg_restore", "--no-owner", f"--dbname={name}", str(folder / "database.dump"))
    shutil.copytree(folder / "filestore", filestore(name), dirs_exist_ok=True)


def _postgres(program, *words):
    env = environment()
    if env.connection.embedded:
        program = str(postgres.Cluster.of(env.ws).programs / program)
    variables = {**os.environ, **env.connection.environment()}
    subprocess.run([program, *words], env=variables, check=True, capture_output=True, text=True)
