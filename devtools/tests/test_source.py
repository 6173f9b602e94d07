"""Odoo's source: the mirror, the folder that is named, and the messages when there is none."""

import pytest

from devtools import debian, source, system
from devtools.errors import DevError


def _odoo(folder, version="19, 0", addons="addons"):
    (folder / "odoo").mkdir(parents=True)
    (folder / "odoo" / "release.py").write_text(f"version_info = ({version}, 0, FINAL, 0, '')\n")
    sale = folder / addons / "sale"
    sale.mkdir(parents=True)
    (sale / "__manifest__.py").write_text("{}")
    return folder


def test_a_clone_of_the_branch_is_taken(tmp_path, monkeypatch, ws):
    clone = _odoo(tmp_path / "odoo-19.0")
    monkeypatch.setenv("ODOO_SOURCE", str(clone))
    found = source.ensure(ws)
    assert (found.path, found.server_addons) == (clone, clone / "addons")


def test_an_unpacked_package_is_taken(tmp_path):
    folder = _odoo(tmp_path / "dist-packages", addons="odoo/addons")
    assert source.from_folder(folder).server_addons == folder / "odoo" / "addons"


def test_another_version_is_refused(tmp_path):
    with pytest.raises(DevError, match="not Odoo 19.0"):
        source.from_folder(_odoo(tmp_path / "odoo-18.0", version="18, 0"))


def test_a_folder_without_odoo_is_refused_with_the_mend(tmp_path):
    with pytest.raises(DevError) as caught:
        source.from_folder(tmp_path)
    assert "holds no Odoo" in caught.value.message
    assert "branch 19.0" in caught.value.mend


def test_without_debian_the_way_out_is_named(ws, monkeypatch):
    monkeypatch.setattr(system, "is_debian", lambda: False)
    with pytest.raises(DevError) as caught:
        source.ensure(ws)
    assert "not Debian" in caught.value.message
    assert "ODOO_SOURCE" in caught.value.mend


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sources.list", "deb http://mirror.example/debian bookworm main\n"),
        ("sources.list", "deb [arch=amd64] http://mirror.example/debian/ bookworm main\n"),
        ("sources.list.d/debian.sources", "Types: deb\nURIs: http://mirror.example/debian\n"),
    ],
)
def test_the_machines_own_mirror_is_used(tmp_path, name, text):
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / name).write_text("# a comment\ndeb http://other.example/debian-security x\n" + text)
    assert debian.find_mirror(tmp_path) == "http://mirror.example/debian"


def test_no_mirror_is_said(tmp_path):
    with pytest.raises(DevError, match="No Debian mirror"):
        debian.find_mirror(tmp_path)


def test_a_package_that_left_the_archive_is_said(monkeypatch):
    monkeypatch.setattr(debian, "run", lambda *_, **__: "odoo-19:\n  Candidate: (none)\n")
    with pytest.raises(DevError, match="no longer has the package odoo-19"):
        debian._refuse_when_gone([])


def test_half_an_unpacked_source_is_made_anew(ws, monkeypatch):
    half = ws.state / "source.new"
    half.mkdir(parents=True)
    (half / "rest").touch()
    monkeypatch.setattr(system, "is_debian", lambda: True)
    monkeypatch.setattr(debian, "fetch", lambda _ws: [])
    found = source.ensure(ws)
    assert not half.exists()
    assert (found.server_addons / source.SELFIE).is_file()
    assert not (ws.state / "source" / "rest").exists()
