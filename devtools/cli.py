"""The command line of ./dev."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable

from . import cleaning, database, environment, server
from .errors import DevError, explain_os_error
from .story.errors import StoryError
from .workspace import Workspace


def main(words: list[str]) -> int:
    """Run one command; the exit code is 0 when all went well."""
    options = parser().parse_args(words)
    try:
        return options.run(options) or 0
    except (DevError, StoryError) as error:
        print(f"\n✗ {error}", file=sys.stderr)
        return 1
    except OSError as error:
        known = explain_os_error(error)
        if not known:
            raise
        print(f"\n✗ {known}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run the command again: it goes on where it was.", file=sys.stderr)
        return 130


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="./dev", description="Work on Ügyfélkör.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    up = _add(commands, "up", _up, "set up, run the demo company's story, serve it")
    up.add_argument("--port", type=int, default=8069)
    up.add_argument("--db", default="ugyfelkor", metavar="NAME")
    up.add_argument("--no-serve", action="store_true", help="stop after the table")
    up.add_argument("--json", action="store_true", help="the table as JSON on the last line")
    test = _add(commands, "test", _test, "lint and run the tests")
    test.add_argument("paths", nargs="*", metavar="PATHS")
    test.add_argument("-k", metavar="EXPR", default="", help="only tests that match (pytest's -k)")
    test.add_argument(
        "--odoo",
        metavar="A,B",
        default="",
        help="Odoo's or OCA's own tests of these addons, without ours and with",
    )
    db = _add(commands, "db", _db, "make a fresh database")
    db.add_argument("name", metavar="NAME")
    db.add_argument("--addons", default=",".join(database.DEFAULT_ADDONS), metavar="A,B")
    db.add_argument("--demo", action="store_true", help="with the demo company")
    shell = _add(commands, "shell", _shell, "Odoo's shell, or a script from standard input")
    shell.add_argument("name", metavar="NAME")
    serve = _add(commands, "serve", _serve, "serve a database")
    serve.add_argument("name", metavar="NAME")
    serve.add_argument("--port", type=int, default=8069)
    serve.add_argument("--workers", type=int, default=0)
    bench = _add(commands, "bench", _bench, "run benchmarks and print ratios")
    bench.add_argument("names", nargs="*", metavar="NAME")
    _add(commands, "lint", _lint, "ruff, pylint-odoo, XML and PO checks")
    _add(commands, "stop", lambda _: cleaning.stop(Workspace.here()), "end what ./dev started")
    _add(commands, "clean", lambda _: cleaning.clean(Workspace.here()), "remove what ./dev made")
    return top


def _add(commands, name: str, run: Callable, text: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


def _up(options) -> int:
    from . import demo  # noqa: PLC0415 - each command loads what it needs

    return demo.up(options.db, options.port, serve=not options.no_serve, as_json=options.json)


def _test(options) -> int:
    from . import compare, testing  # noqa: PLC0415

    if options.odoo:
        return compare.run(options.odoo.split(","))
    return testing.run(options.paths, options.k)


def _db(options) -> None:
    addons = tuple(filter(None, options.addons.split(",")))
    database.fresh(environment.ensure(), options.name, addons, options.demo)


def _shell(options) -> int:
    env = environment.ensure()
    words = env.command("shell", "-d", options.name, "--no-http", "--log-level=warn")
    return subprocess.run(words, env=env.variables(), cwd=os.getcwd()).returncode


def _serve(options) -> int:
    env = environment.ensure()
    process = server.start(env, options.name, options.port, options.workers)
    print(f"{server.address(options.port)}  (Ctrl-C ends it)", flush=True)
    return server.serve(process)


def _bench(options) -> int:
    from . import bench  # noqa: PLC0415

    return bench.run(environment.ensure(), options.names)


def _lint(_options) -> int:
    from . import lint  # noqa: PLC0415

    ws = environment.ensure().ws
    return lint.run(ws.root, ws.python)
