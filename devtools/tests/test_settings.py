"""odoo.conf and DATABASE_URL choose the PostgreSQL; the effective file has what Odoo needs."""

import configparser
from pathlib import Path

import pytest

from devtools import settings
from devtools.errors import DevError
from devtools.settings import Connection
from devtools.source import Source


def test_without_a_host_the_embedded_one_is_used(ws):
    assert settings.external_connection(ws) is None


def test_odoo_conf_names_a_server(ws):
    conf = ws.root / "odoo.conf"
    conf.write_text(conf.read_text() + "db_host = db.example\ndb_port = 5433\ndb_password = p%w\n")
    found = settings.external_connection(ws)
    assert found == Connection("db.example", "odoo", "5433", "p%w")


def test_database_url_outranks_odoo_conf(ws, monkeypatch):
    conf = ws.root / "odoo.conf"
    conf.write_text(conf.read_text() + "db_host = db.example\n")
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:s%40cret@other.example:5434/")
    found = settings.external_connection(ws)
    assert found == Connection("other.example", "me", "5434", "s@cret")


def test_a_wrong_address_is_explained(ws, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://x")
    with pytest.raises(DevError, match="not a PostgreSQL address"):
        settings.external_connection(ws)


def test_the_effective_file_has_paths_and_server_and_is_private(ws):
    source = Source(Path("/odoo"), (Path("/odoo/addons"),), "x")
    settings.write_effective(ws, source, Connection("/run/pg", "odoo", embedded=True))
    path = settings.config_file(ws)
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(path)
    options = parser["options"]
    assert options["addons_path"] == f"{ws.addons},/odoo/addons"
    assert options["db_host"] == "/run/pg"
    assert options["http_port"] == "8069"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_broken_odoo_conf_is_said(ws):
    (ws.root / "odoo.conf").write_text("# nothing\n")
    with pytest.raises(DevError, match="no \\[options\\] section"):
        settings.read(ws)
