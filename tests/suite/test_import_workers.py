"""Loads shared by workers: the same outcome for every row, whoever dies meanwhile."""

import json

import pytest

from tests.helpers import databases

from .test_import_rpc import APART, DATA, EXPECTED, LOADS

SCRIPT = """
from tests.suite.import_workers import load_samples
load_samples(env, {folder!r}, {loads!r}, {kills})
"""


@pytest.mark.parametrize("kills", [0, 20], ids=["at once", "killed"])
def test_samples_by_two_workers(demo_template, kills):
    loads = [(name, file, code) for name, (file, code) in LOADS.items()]
    with databases.copy_of(demo_template) as name:
        script = SCRIPT.format(folder=str(DATA), loads=loads, kills=kills)
        output = databases.shell(name, script)
        [line] = [line for line in output.splitlines() if line.startswith("results: ")]
        results = json.loads(line.removeprefix("results: "))
        assert [result.pop("killed") for result in results.values()][-1] == kills
        for load, result in results.items():
            assert result.pop("run_id")
            assert result.pop("state") == "done"
            expected = {key: value for key, value in EXPECTED[load].items() if key not in APART}
            assert result == expected, load
        assert doubled_codes(name) == []


def doubled_codes(name):
    """Return the codes that two customers have in one source, or one customer twice."""
    return databases.query(
        name,
        "SELECT code FROM crm_import_code GROUP BY source_id, code HAVING count(*) > 1"
        " UNION SELECT min(code) FROM crm_import_code GROUP BY source_id, partner_id"
        " HAVING count(*) > 1",
    )
