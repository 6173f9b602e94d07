"""Who needs whom, read from the manifests."""

import pytest

from devtools import database, manifests
from devtools.errors import DevError


def _addon(ws, name, depends):
    folder = ws.addons / name
    folder.mkdir()
    (folder / "__manifest__.py").write_text(repr({"name": name, "depends": depends}))


def test_the_closure_is_split_into_ours_and_others(ws):
    _addon(ws, "card", ["messages", "sale"])
    _addon(ws, "messages", ["mail"])
    _addon(ws, "prices", ["sale"])
    mine, others = manifests.closure(ws.addons, ["card"])
    assert sorted(mine) == ["card", "messages"]
    assert others == ["mail", "sale"]


def test_a_name_of_odoos_is_somebody_elses(ws):
    assert manifests.closure(ws.addons, ["sale"]) == ([], ["sale"])


def test_a_name_that_no_folder_holds_is_refused(ws):
    _addon(ws, "card", [])
    manifests.check(ws.addons, [], ["card"])
    with pytest.raises(DevError, match="No such addon: crad"):
        manifests.check(ws.addons, [], ["card", "crad"])


@pytest.mark.parametrize("name", ["", "a b", "1st", "x;drop", "postgres", "template1", "a" * 60])
def test_names_that_are_no_databases_are_refused(name):
    with pytest.raises(DevError):
        database.check_name(name)


def test_ordinary_names_are_taken():
    for name in ("ugyfelkor", "t_chain-2"):
        database.check_name(name)
