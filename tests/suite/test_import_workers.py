"""Loads shared by workers: the same outcome for every row, whoever dies meanwhile."""

import json

from tests.helpers import databases

from .test_import_rpc import APART, DATA, EXPECTED, LOADS

KILLS, UNDO_KILLS = 20, 6
SCRIPT = """
from tests.suite.import_workers import load_samples
load_samples(env, {folder!r}, {loads!r}, {kills})
"""
UNDO_SCRIPT = """
from tests.suite.import_workers import undo_load
undo_load(env, {folder!r}, "erp_customers.csv", {kills})
"""
NAMES_SCRIPT = """
from tests.suite.import_workers import load_new_names
load_new_names(env)
"""


def test_samples_by_two_workers_that_get_killed(demo_template):
    loads = [(name, file, code) for name, (file, code) in LOADS.items()]
    with databases.copy_of(demo_template) as name:
        script = SCRIPT.format(folder=str(DATA), loads=loads, kills=KILLS)
        output = databases.shell(name, script)
        [line] = [line for line in output.splitlines() if line.startswith("results: ")]
        results = json.loads(line.removeprefix("results: "))
        assert [result.pop("killed") for result in results.values()][-1] == KILLS
        for load, result in results.items():
            assert result.pop("run_id")
            assert result.pop("state") == "done"
            expected = {key: value for key, value in EXPECTED[load].items() if key not in APART}
            assert result == expected, load
        assert doubled_codes(name) == []


def test_an_undo_by_two_workers_that_get_killed(demo_template):
    with databases.copy_of(demo_template) as name:
        output = databases.shell(name, UNDO_SCRIPT.format(folder=str(DATA), kills=UNDO_KILLS))
        [line] = [line for line in output.splitlines() if line.startswith("results: ")]
        result = json.loads(line.removeprefix("results: "))
        assert result == {
            "created": EXPECTED["1_erp"]["created"],
            "begun": "undoing",
            "ended": "undone",
            "killed": UNDO_KILLS,
            "kept": 0,
            "more": 0,
            "remembered": 0,
        }


def test_new_names_are_made_once(demo_template):
    """Every part needs the same new tags and the same new industry; two workers make them."""
    with databases.copy_of(demo_template) as name:
        output = databases.shell(name, NAMES_SCRIPT)
        [line] = [line for line in output.splitlines() if line.startswith("results: ")]
        result = json.loads(line.removeprefix("results: "))["names"]
        assert (result["created"], result["rejected"]) == (200, 0)
        tags = (
            "SELECT name ->> 'en_US' FROM res_partner_category WHERE name ->> 'en_US' LIKE 'Új %'"
        )
        assert sorted(databases.query(name, tags)) == ["Új címke 0", "Új címke 1"]
        industries = "SELECT 1 FROM res_partner_industry WHERE name ->> 'en_US' = 'Új iparág'"
        assert databases.query(name, industries) == ["1"]


def doubled_codes(name):
    """Return the codes that two customers have in one source, or one customer twice."""
    return databases.query(
        name,
        "SELECT code FROM crm_import_code GROUP BY source_id, code HAVING count(*) > 1"
        " UNION SELECT min(code) FROM crm_import_code GROUP BY source_id, partner_id"
        " HAVING count(*) > 1",
    )
