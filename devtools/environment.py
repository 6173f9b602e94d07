"""Everything that a command needs before it can talk to Odoo, set up in order."""

import os
from dataclasses import dataclass

from . import postgres, python_env, settings, source, system
from .settings import Connection
from .source import Source
from .stamps import write_atomically
from .workspace import Workspace

# With `python -m odoo` Odoo's workers would start their live connections from a file inside the
# package, where it cannot be imported. Scripts in Odoo's shell import from the working copy.
LAUNCHER = """\
import sys

import odoo.cli

sys.path.append({root!r})
odoo.cli.main()
"""


@dataclass(frozen=True)
class Environment:
    """A working copy that is set up: Odoo's source, Python and PostgreSQL are there."""

    ws: Workspace
    source: Source
    connection: Connection

    def variables(self) -> dict[str, str]:
        """The process environment for Odoo: PG* of the outside would outrank odoo.conf."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        path = [str(self.ws.python.parent), str(self.ws.bin)]
        if self.connection.embedded:
            path.append(str(postgres.Cluster.of(self.ws).programs))
        kept["PATH"] = os.pathsep.join([*path, kept.get("PATH", os.defpath)])
        return kept

    def command(self, *words: object) -> list[str]:
        """Odoo's command line: `command("shell", "-d", "name")`."""
        config = settings.config_file(self.ws)
        split = 1 if words and words[0] == "shell" else 0
        ordered = (*words[:split], "-c", config, *words[split:])
        return [str(word) for word in (self.ws.python, self.ws.bin / "odoo", *ordered)]


def ensure(needs: tuple[system.Need, ...] = system.TO_RUN) -> Environment:
    """Set up what is missing and return the environment."""
    ws = Workspace.here()
    ws.state.mkdir(exist_ok=True)
    register(ws)
    system.ensure(needs)
    odoo = source.ensure(ws)
    python_env.ensure(ws, odoo)
    connection = postgres.ensure(ws, odoo)
    settings.write_effective(ws, odoo, connection)
    write_atomically(ws.bin / "odoo", LAUNCHER.format(root=str(ws.root)))
    return Environment(ws, odoo, connection)


def register(ws: Workspace) -> None:
    """Let the shared downloads know who uses them, so that the last one to leave removes them."""
    users = ws.cache / "users"
    users.mkdir(parents=True, exist_ok=True)
    (users / ws.short_name).write_text(str(ws.root))
