"""The sample files, in the order of their loads, give what is expected of every row."""

import json

import pytest
from import_engine.phone import e164

from .import_runner import DATA, Database

EXPECTED = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))
LOADS = json.loads((DATA / "loads.json").read_text(encoding="utf-8"))
# what the expected partners leave out
LEFT_OUT = ("group_vat", "note")


@pytest.fixture(scope="module")
def history():
    """The database after the four loads, and ``(result, dry run, partners)`` of each."""
    database, loads = Database(), {}
    for name, (file, source) in LOADS.items():
        dry = database.load_file(DATA / file, source, dry_run=True)
        result = database.load_file(DATA / file, source)
        loads[name] = (result, dry, len(database.partners))
    return database, loads


@pytest.mark.parametrize("name", LOADS)
def test_every_row_has_the_expected_outcome(history, name):
    result, _dry, partners = history[1][name]
    expected = dict(EXPECTED[name])
    rejected = {int(number): reason for number, reason in expected.pop("rejected_rows").items()}
    assert result.reasons == rejected
    assert partners == expected.pop("partners_after")
    assert result.counts.as_dict() == expected


@pytest.mark.parametrize("name", LOADS)
def test_a_dry_run_says_the_same(history, name):
    result, dry, _partners = history[1][name]
    assert dry == result


def test_the_partners_stand_as_expected(history):
    partners = {
        source_code: partner
        for partner in history[0].partners.values()
        for source_code in partner.codes.items()
    }
    for expected in EXPECTED["partners"]:
        partner = partners[next(iter(expected["codes"].items()))]
        assert _shown(partner) == expected


def _shown(partner):
    shown = {key: value for key, value in partner.values.items() if key not in LEFT_OUT}
    if "phone" in shown:
        shown["phone"] = e164(shown["phone"])
    if "is_company" in shown:
        shown["is_company"] = True
    return {**shown, "codes": partner.codes}
