"""A working copy of its own for each test, and a machine where everything may be missing."""

from pathlib import Path

import pytest

from devtools.workspace import Workspace


@pytest.fixture
def ws(tmp_path: Path, monkeypatch) -> Workspace:
    root = tmp_path / "copy"
    (root / "addons").mkdir(parents=True)
    (root / "odoo.conf").write_text("[options]\nhttp_port = 8069\ndb_template = template1\n")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("ODOO_SOURCE", raising=False)
    return Workspace(root, tmp_path / "cache")
