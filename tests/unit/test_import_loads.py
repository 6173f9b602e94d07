"""Whole loads in memory: what must hold for any rows."""

import copy

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from import_engine import stored_identity, suggest
from import_engine.codes import MERGED, OUTCOMES, REASONS, REJECTED, WARNINGS

from .import_runner import Database

HEADERS = ["Vevőkód", "Név", "Adószám", "Cégjegyzékszám", "Telefon", "E-mail", "Ország"]
COLUMNS = suggest(HEADERS)
# few values of each column, so that rows meet
VALUES = (
    ["", "V1", "V2", "V3"],
    ["", "Kiss Kft.", "KISS KFT.", "Nagy Anna", "Tóth Éva"],
    ["", "12345676", "12345676-2-42", "76543211-1-03", "12345676-5-42", "ATU13585627", "1", "US1"],
    ["", "01-09-111111", "02-09-222222", "folyamatban"],
    ["", "06301318609", "06301318609, 06 1 234 5678", "123", "12;34"],
    ["", "a@b.hu", "c@d.hu", "x@y"],
    ["", "HU", "Ausztria", "XX"],
)
rows = st.lists(st.tuples(*map(st.sampled_from, VALUES)).map(list), max_size=12)
policies = st.dictionaries(
    st.sampled_from(["name", "vat", "company_registry", "phone", "email"]),
    st.sampled_from(["overwrite", "fill_empty", "keep"]),
)
options = st.fixed_dictionaries(
    {"same_tax_number": st.sampled_from(["reject", "site"]), "policies": policies}
)


# reasons that depend on what else is there
MATCHING = {"ambiguous_match", "code_conflict", "archived_match"}


def numbered(cells):
    return list(enumerate(cells, 2))


def load(database, cells, source="erp", **rules):
    return database.load(COLUMNS, numbered(cells), source, **rules)


@given(rows, rows, options)
def test_every_row_has_one_outcome_and_the_counts_add_up(before, cells, rules):
    database = Database()
    load(database, before, "shop", **rules)
    result = load(database, cells, **rules)
    assert sorted(result.outcomes) == [number for number, _cells in numbered(cells)]
    assert set(result.outcomes.values()) <= set(OUTCOMES)
    assert set(result.reasons.values()) <= set(REASONS)
    assert set(result.counts.warnings) <= set(WARNINGS)
    assert result.counts.adds_up(len(cells))
    counted = result.counts.as_dict()
    assert counted["rows"] == sum(counted[outcome] for outcome in OUTCOMES) == len(cells)
    assert sum(counted["reasons"].values()) == counted[REJECTED]


@given(rows, rows, options)
def test_a_dry_run_says_what_the_load_does_and_changes_nothing(before, cells, rules):
    database = Database()
    load(database, before, "shop", **rules)
    untouched = copy.deepcopy(database.partners)
    dry = load(database, cells, dry_run=True, **rules)
    assert database.partners == untouched
    assert load(database, cells, **rules) == dry


def is_domestic(cells):
    """A registry number that is no key in a foreign row may be one on its partner."""
    return cells[2][:2] not in ("AT", "US") and cells[6] != "Ausztria"


@given(rows, rows, options)
def test_loading_a_file_twice_creates_and_updates_nothing(before, cells, rules):
    # rows with a code find their partner again; a name may have changed hands in between, and a
    # row that was rejected may find what a later one created
    cells = [row for row in cells if row[0] and is_domestic(row)]
    database = Database()
    load(database, before, "shop", **rules)
    assume(not set(load(database, cells, **rules).reasons.values()) & MATCHING)
    assert_no_news(load(database, cells, **rules))


@given(rows, rows, options)
def test_any_file_comes_to_rest(before, cells, rules):
    database = Database()
    load(database, before, "shop", **rules)
    for _ in range(len(cells) + 1):
        load(database, cells, **rules)
    assert_no_news(load(database, cells, **rules))


def assert_no_news(result):
    assert (result.counts.outcomes["created"], result.counts.outcomes["updated"]) == (0, 0)


@given(rows, rows, st.lists(st.sampled_from(["name", "email", "vat"]), max_size=4), options)
def test_partners_are_looked_up_as_the_load_then_writes_them(before, cells, edited, rules):
    before, cells = (list(filter(is_domestic, found)) for found in (before, cells))
    database = Database()
    load(database, before, "erp", **rules)
    for partner, target in zip(database.partners.values(), edited, strict=False):
        # somebody changes or empties a value that the source had delivered
        partner.values[target] = "" if target == "vat" else f"typed{partner.values.get(target)}"
    result = load(database, cells, **rules)
    for place, standing in result.standing.items():
        partner = database.partners[database.written[place]]
        values = partner.values | {"code": partner.codes.get("erp", "")}
        assert standing == stored_identity(values, "HU")


@given(rows, rows)
def test_strong_keys_stay_unique(before, cells):
    before, cells = (list(filter(is_domestic, found)) for found in (before, cells))
    database = Database()
    load(database, before, "shop")
    load(database, cells)
    partners = database.partners.values()
    codes = [code for partner in partners for code in partner.codes.items()]
    stored = [stored_identity(partner.values, "HU") for partner in partners]
    taxes = [identity.vat_key for identity in stored if identity.vat_key]
    registries = [identity.registry_key for identity in stored if identity.registry_key]
    for keys in (codes, taxes, registries):
        assert len(keys) == len(set(keys))


@given(rows, st.data())
def test_a_refused_row_is_as_if_it_had_not_been_there(cells, data):
    refused = data.draw(st.sets(st.sampled_from(range(2, len(cells) + 2)))) if cells else set()
    database, other = Database(), Database()
    result = load(database, cells, excluded=refused)
    kept = [(number, cell) for number, cell in numbered(cells) if number not in refused]
    without = other.load(COLUMNS, kept, "erp")
    assert database.partners == other.partners
    assert {n: o for n, o in result.outcomes.items() if n not in refused} == without.outcomes
    assert all(result.outcomes[number] == REJECTED for number in refused)


def row(code="", name="Kiss Kft.", vat="", registry="", phone="", email="", country=""):
    return [code, name, vat, registry, phone, email, country]


def test_two_sources_do_not_overwrite_each_other_every_night():
    database = Database()
    load(database, [row("V1", "Kiss Kft.", vat="12345676")], "erp")
    load(database, [row("W1", "KISS KERESKEDELMI KFT.", vat="12345676")], "shop")
    again = load(database, [row("V1", "Kiss Kft.", vat="12345676")], "erp")
    assert again.outcomes == {2: "unchanged"}
    assert database.partners[1].values["name"] == "KISS KERESKEDELMI KFT."
    news = load(database, [row("V1", "Kiss és Társa Kft.", vat="12345676")], "erp")
    assert news.outcomes == {2: "updated"}
    assert database.partners[1].values["name"] == "Kiss és Társa Kft."


def test_a_source_and_a_person_do_not_either():
    database = Database()
    load(database, [row("V1", email="a@b.hu")])
    database.partners[1].values["email"] = "typed@b.hu"
    assert load(database, [row("V1", email="a@b.hu")]).outcomes == {2: "unchanged"}
    assert database.partners[1].values["email"] == "typed@b.hu"


def test_a_load_that_was_not_finished_is_not_remembered():
    database = Database()
    load(database, [row("V1", email="a@b.hu")])
    load(database, [row("V1", email="c@d.hu")], dry_run=True)
    assert load(database, [row("V1", email="c@d.hu")]).outcomes == {2: "updated"}


def test_rows_of_one_partner_are_held_against_it_once():
    database = Database()
    load(database, [row("V1", email="a@b.hu")])
    result = load(database, [row("V1", email="c@d.hu"), row("V1", email="a@b.hu")])
    assert result.outcomes == {2: "unchanged", 3: MERGED}


def test_a_site_hangs_under_its_company_and_stays_itself():
    database = Database()
    cells = [row("V1", vat="12345676"), row("V2", "Kiss raktár", vat="12345676", email="r@b.hu")]
    first = load(database, cells, same_tax_number="site")
    assert first.outcomes == {2: "created", 3: "created"}
    site = database.partners[2]
    assert (site.company, site.codes) == (1, {"erp": "V2"})
    assert site.values == {"name": "Kiss raktár", "email": "r@b.hu", "country": "HU"}
    again = load(database, cells, same_tax_number="site")
    assert again.outcomes == {2: "unchanged", 3: "unchanged"}


@pytest.mark.parametrize("warning", ["extra_phone", "invalid_registry"])
def test_warnings_count_at_every_load_but_not_on_rejected_rows(warning):
    cells = [row("V1", registry="folyamatban", phone="06301318609, 06 1 234 5678")]
    cells += [row("V2", "", registry="folyamatban")]
    database = Database()
    for _ in range(2):
        result = load(database, cells)
        assert result.counts.warnings[warning] == 1
