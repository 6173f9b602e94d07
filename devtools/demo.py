"""./dev up: the demo company's database, its story, the table, the server."""

import json
from contextlib import contextmanager

from . import database, environment, server, sql
from .environment import Environment
from .locks import lock
from .progress import say, step
from .story import runner, table


def up(name: str, port: int, serve: bool = True, as_json: bool = False) -> int:
    """Set up what is missing, run the story, print the table, and serve until Ctrl-C."""
    database.check_name(name)
    env = environment.ensure()
    with lock(env.ws, f"up-{name}"):
        running = _running(env, name, port)
        if not running:
            server.check_port(port)
            prepare(env, name)
        with _served(env, name, port, running, keep=serve) as process:
            result = _tell_story(name, port)
            print(table.render(result), flush=True)
            if as_json:
                print(json.dumps(result, ensure_ascii=False), flush=True)
    if not serve:
        return 0
    if running:
        say(f"Already served by another run: {server.address(port)}")
        return 0
    say("Ctrl-C ends it")
    return server.serve(process)


def prepare(env: Environment, name: str) -> None:
    """Make the demo database, or bring it up to the addons' code of today."""
    if name not in sql.names(env):
        database.fresh(env, name, demo=True)
        return
    mark = f"{database.MARK} {database.code_key(env, list(database.DEFAULT_ADDONS))}"
    if sql.comment(env, name) != mark:
        database.install(env, name, list(database.DEFAULT_ADDONS), update=True)
        sql.set_comment(env, name, mark)


def _running(env: Environment, name: str, port: int) -> dict | None:
    """Another run's server for this database; one whose run was killed is ended."""
    records = [r for r in server.running(env.ws) if r["database"] == name]
    server.stop_records(env.ws, [r for r in records if not server.has_owner(r)])
    return next((r for r in records if r["port"] == port and server.has_owner(r)), None)


@contextmanager
def _served(env: Environment, name: str, port: int, running: dict | None, keep: bool):
    if running:
        yield None
        return
    process = server.start(env, name, port)
    try:
        yield process
    except BaseException:
        server.stop(process)
        raise
    if not keep:
        server.stop(process)


def _tell_story(name: str, port: int) -> dict:
    with step("running the company's story") as work:
        return runner.run(server.address(port), name, progress=work.note)
