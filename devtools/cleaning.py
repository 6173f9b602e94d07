"""Ends what ./dev started, and removes what it made."""

import shutil
from pathlib import Path

from . import postgres, server, settings
from .progress import say, step
from .workspace import Workspace


def stop(ws: Workspace) -> None:
    count = server.stop_all(ws) if ws.state.is_dir() else 0
    database = postgres.stop(ws)
    say(f"Stopped: {count} server(s){', PostgreSQL' if database else ''}")


def clean(ws: Workspace) -> None:
    """Remove this working copy's state; the shared downloads when nobody else uses them."""
    _drop_external(ws)
    stop(ws)
    with step("removing"):
        home = postgres.Cluster.of(ws).home if ws.python.exists() else None
        _remove(ws.state)
        if home:
            _remove(home)
        _leave_cache(ws)
    say("Removed what ./dev made here")


def _drop_external(ws: Workspace) -> None:
    """On a PostgreSQL that is not ours, only the databases that ./dev made."""
    connection = settings.external_connection(ws)
    if not connection or not ws.python.exists():
        return
    from . import database, sql  # noqa: PLC0415 - only here, and only with a server
    from .environment import ensure  # noqa: PLC0415

    env = ensure()
    for name in sql.names(env):
        if sql.comment(env, name).startswith(database.MARK):
            database.remove(env, name)


def _leave_cache(ws: Workspace) -> None:
    users = ws.cache / "users"
    if not users.is_dir():
        return
    (users / ws.short_name).unlink(missing_ok=True)
    if not any(Path(path.read_text()).is_dir() for path in users.iterdir()):
        _remove(ws.cache)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
