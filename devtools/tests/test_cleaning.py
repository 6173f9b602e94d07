"""Downloads stay while another working copy uses them."""

from devtools import cleaning, environment
from devtools.workspace import Workspace


def test_the_last_to_leave_removes_the_downloads(ws, tmp_path):
    other = Workspace(tmp_path / "other", ws.cache)
    other.root.mkdir()
    (other.root / "odoo.conf").write_text("[options]\n")
    environment.register(ws)
    environment.register(other)
    (ws.cache / "debian").mkdir()
    cleaning.clean(ws)
    assert (ws.cache / "debian").is_dir()
    cleaning.clean(other)
    assert not ws.cache.exists()


def test_a_working_copy_that_was_deleted_keeps_nothing(ws, tmp_path):
    environment.register(Workspace(tmp_path / "gone", ws.cache))
    environment.register(ws)
    cleaning.clean(ws)
    assert not ws.cache.exists()


def test_cleaning_twice_is_cleaning_once(ws):
    ws.state.mkdir()
    cleaning.clean(ws)
    cleaning.clean(ws)
    assert not ws.state.exists()
    assert (ws.root / "odoo.conf").is_file()
