"""A database of an earlier version is updated, and says what it said before."""

import json

import pytest

from devtools import database
from tests import upgrade
from tests.helpers import databases

# what later versions do without: the dialog that the guided screen has replaced, states of loads
WITHDRAWN = {
    "crm_masterdata_import": {
        "access_crm_import_load_user",
        "action_crm_import_load",
        "crm_import_load_view_form",
        "model_crm_import_load",
        "selection__crm_import_run__state__resolved",
        "selection__crm_import_run__state__staged",
    },
}
DUMPS = sorted(upgrade.FOLDER.glob("*.sql.xz"))


def test_there_is_a_dump_of_each_addon():
    env = databases.environment()
    addons = {path.name for path in env.ws.addons.iterdir() if (path / "__manifest__.py").exists()}
    assert {path.name.split("-")[0] for path in DUMPS} == addons


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.name)
def test_an_update_keeps_what_was_entered(dump):
    env = databases.environment()
    stem = dump.name.removesuffix(".sql.xz")
    addon = stem.split("-")[0]
    name = f"test_upgrade_{addon}"
    before = json.loads((upgrade.FOLDER / f"{stem}.json").read_text())
    upgrade.restore(env, dump, name)
    try:
        # with ours below it, which have changed as well
        mine, _others = database.manifests.closure(env.ws.addons, [addon])
        database.install(env, name, list(mine), update=True)
        after = upgrade.tell(env, name, addon)
    finally:
        databases.drop(name)
    assert after["facts"] == before["facts"]
    lost = set(before["xml_ids"]) - set(after["xml_ids"])
    assert lost <= WITHDRAWN.get(addon, set())
