"""Reads odoo.conf and writes the effective one: paths and database filled in."""

import configparser
import os
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from .errors import DevError
from .source import Source
from .stamps import write_atomically
from .workspace import Workspace


@dataclass(frozen=True)
class Connection:
    """How to reach PostgreSQL; `embedded` when ./dev runs the server itself."""

    host: str
    user: str
    port: str = ""
    password: str = ""
    embedded: bool = False

    def environment(self) -> dict[str, str]:
        """What PostgreSQL's own programs read (for one command, never for the whole process)."""
        names = {
            "PGHOST": self.host,
            "PGPORT": self.port,
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
        }
        return {name: value for name, value in names.items() if value}


def read(ws: Workspace) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ws.root / "odoo.conf")
    if not parser.has_section("options"):
        raise DevError("odoo.conf has no [options] section", "restore the file from the repository")
    return parser


def external_connection(ws: Workspace) -> Connection | None:
    """The PostgreSQL that DATABASE_URL or odoo.conf names, if any."""
    url = os.environ.get("DATABASE_URL")
    if url:
        return _from_url(url)
    options = read(ws)["options"]
    if not options.get("db_host"):
        return None
    return Connection(
        host=options["db_host"],
        user=options.get("db_user") or "odoo",
        port=options.get("db_port", ""),
        password=options.get("db_password", ""),
    )


def _from_url(url: str) -> Connection:
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.hostname:
        raise DevError(
            "DATABASE_URL is not a PostgreSQL address",
            "write it as postgresql://user:password@host:5432/",
        )
    return Connection(
        host=unquote(parts.hostname),
        user=unquote(parts.username or "odoo"),
        port=str(parts.port or ""),
        password=unquote(parts.password or ""),
    )


def write_effective(ws: Workspace, source: Source, connection: Connection) -> None:
    """Write .dev/odoo.conf, the one that Odoo is started with (readable by its owner only)."""
    parser = read(ws)
    options = parser["options"]
    options["addons_path"] = ",".join(str(path) for path in (ws.addons, *source.addons))
    options["data_dir"] = str(ws.data_dir)
    options["bin_path"] = str(ws.bin)
    options["db_host"] = connection.host
    options["db_user"] = connection.user
    for name, value in (("db_port", connection.port), ("db_password", connection.password)):
        options.pop(name, None)
        if value:
            options[name] = value
    lines = [f"{name} = {value}" for name, value in options.items()]
    write_atomically(config_file(ws), "[options]\n" + "\n".join(lines) + "\n", mode=0o600)


def config_file(ws: Workspace):
    return ws.state / "odoo.conf"
