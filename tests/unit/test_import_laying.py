"""Values laid over one another and held against the partner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_engine import Change, Laid, Stored, has_news, lay
from import_engine.laying import lay_over

NAME = {"name": "Kiss Kft."}


def held(row, values=None, delivered=None, **options):
    return lay([row], Stored(values or {}, delivered or {}), country="HU", **options)


def test_later_values_over_earlier_ones_and_empty_cells_erase_nothing():
    rows = [{"name": "Kiss", "city": "Érd"}, {"name": "Kiss Kft."}, {"zip": "2030"}]
    assert lay_over(rows) == {"name": "Kiss Kft.", "city": "Érd", "zip": "2030"}


@pytest.mark.parametrize(
    ("numbers", "laid"),
    [
        (["12345676-2-42", "HU12345676"], "12345676-2-42"),
        (["HU12345676", "12345676-2-42"], "12345676-2-42"),
        (["12345676-2-42", "12345676-1-03"], "12345676-1-03"),
    ],
)
def test_the_shorter_form_does_not_replace_the_longer(numbers, laid):
    assert lay_over([{"vat": number} for number in numbers]) == {"vat": laid}


def test_a_telephone_takes_its_further_numbers_along():
    first = {"phone": "+36 1 111 1111", "phone:others": "+36 1 222 2222"}
    assert lay_over([first, {"phone": "+36 1 333 3333"}]) == {"phone": "+36 1 333 3333"}
    assert lay_over([first, {"name": "Kiss"}]) == {**first, "name": "Kiss"}


def test_a_created_partner_has_all_values_and_the_default_country():
    row = {"code": "V1", "name": "Kiss", "phone": "+36 1 111 1111", "phone:others": "12\n34"}
    assert lay([row], country="HU") == Laid(
        "created",
        {
            "code": Change("", "V1"),
            "name": Change("", "Kiss"),
            "phone": Change("", "+36 1 111 1111"),
            "country": Change("", "HU"),
        },
        ("12", "34"),
        {"name": "Kiss", "phone": "+36 1 111 1111", "phone:others": "12\n34"},
        row,
        "Kiss",
    )


def test_the_default_country_is_for_created_partners_without_one():
    assert lay([{"country": "AT"}], country="HU").changes == {"country": Change("", "AT")}
    assert held(NAME, NAME).changes == {}


@pytest.mark.parametrize(
    ("policy", "before", "after"),
    [
        ("overwrite", "Érd", "Győr"),
        ("overwrite", "", "Győr"),
        ("fill_empty", "Érd", None),
        ("fill_empty", "", "Győr"),
        ("keep", "Érd", None),
        ("keep", "", None),
    ],
)
def test_policies(policy, before, after):
    values = {"city": before} if before else {}
    laid = held({"city": "Győr"}, values, policies={"city": policy})
    assert laid.changes == ({"city": Change(before, after)} if after else {})
    assert laid.outcome == ("updated" if after else "unchanged")
    assert laid.delivered == {"city": "Győr"}


def test_what_the_source_delivered_last_time_is_no_news():
    laid = held({"city": "Érd", "zip": "2030"}, {"city": "Győr"}, {"city": "Érd", "zip": "9021"})
    assert laid.changes == {"zip": Change("", "2030")}
    assert laid.delivered == {"city": "Érd", "zip": "2030"}


def test_an_empty_cell_leaves_the_memory_alone():
    laid = held(NAME, NAME, {"city": "Érd"})
    assert (laid.outcome, laid.delivered) == ("unchanged", {"city": "Érd", **NAME})


def test_a_new_code_is_a_change_whatever_the_policy():
    laid = held({"code": "V1", **NAME}, NAME, policies={"code": "keep"})
    assert (laid.outcome, laid.changes) == ("updated", {"code": Change("", "V1")})
    assert "code" not in laid.delivered


def test_becoming_a_company_is_a_change_and_never_taken_back():
    company = {**NAME, "is_company": "1"}
    assert held(company, NAME).changes == {"is_company": Change("", "1")}
    assert held(NAME, company).outcome == "unchanged"
    # somebody made it a person again: the same row is no news
    assert held(company, NAME, {"is_company": "1"}).outcome == "unchanged"


@pytest.mark.parametrize(
    ("before", "value", "changes"),
    [
        ("12345676-2-42", "HU12345676", False),
        ("HU12345676", "12345676-2-42", True),
        ("12345676-2-42", "12345676-1-03", True),
        # the same number as somebody typed it
        ("12345676242", "12345676-2-42", False),
    ],
)
def test_forms_of_a_tax_number(before, value, changes):
    assert bool(held({"vat": value}, {"vat": before}).changes) is changes


def test_the_longer_form_is_what_is_remembered():
    laid = held({"vat": "HU12345676"}, {}, {"vat": "12345676-2-42"})
    assert (laid.outcome, laid.delivered) == ("unchanged", {"vat": "12345676-2-42"})


def test_telephones_compare_as_e164():
    laid = held({"phone": "+36 30 131 8609"}, {"phone": "06 30 131-8609"})
    assert laid.outcome == "unchanged"


PHONES = {"phone": "+36 30 131 8609", "phone:others": "+36 1 234 5678\nmellék 12"}


@pytest.mark.parametrize(
    ("values", "delivered", "policy", "additions"),
    [
        ({}, {}, "overwrite", ("+36 1 234 5678", "mellék 12")),
        ({"note": "Hívni: +36 (1) 234-5678"}, {}, "overwrite", ("mellék 12",)),
        ({}, PHONES, "overwrite", ()),
        # the cell is news by its first number, or by its others
        ({}, PHONES | {"phone": "+36 30 111 1111"}, "overwrite", ("+36 1 234 5678", "mellék 12")),
        ({}, PHONES | {"phone:others": "x"}, "overwrite", ("+36 1 234 5678", "mellék 12")),
        ({}, {}, "keep", ()),
        ({"phone": "+36 30 111 1111"}, {}, "fill_empty", ()),
        ({"phone": "+36 30 131 8609"}, {}, "fill_empty", ("+36 1 234 5678", "mellék 12")),
        ({}, {}, "fill_empty", ("+36 1 234 5678", "mellék 12")),
    ],
)
def test_further_numbers_go_into_the_note(values, delivered, policy, additions):
    laid = held(PHONES, values, delivered, policies={"phone": policy})
    assert laid.additions == additions


def test_an_addition_to_the_note_is_a_change():
    laid = held({"phone:others": "12\n34"}, NAME)
    assert (laid.outcome, laid.changes, laid.additions) == ("updated", {}, ("12", "34"))


def test_the_note_of_the_load_is_asked_too():
    laid = held({"note": "tel: +36 1 234 5678", "phone:others": "+36 1 234 5678"}, NAME)
    assert laid.additions == ()


def test_categories_are_added_never_taken():
    laid = held({"category": "VIP; export"}, {"category": "nagyker; VIP"})
    assert laid.changes == {"category": Change("nagyker; VIP", "nagyker; VIP; export")}
    assert held({"category": "VIP"}, {"category": "nagyker; VIP"}).outcome == "unchanged"


def test_a_site_has_nothing_that_belongs_to_its_company():
    row = {"code": "V2", "name": "Kiss Kft. raktár", "city": "Érd", "contact.name": "Anna"}
    row |= {"vat": "12345676-2-42", "company_registry": "01-09-123456", "is_company": "1"}
    laid = lay([row | {"group_vat": "12345676-5-42"}], site=True)
    assert set(laid.changes) == {"code", "name", "city"}
    assert set(laid.delivered) == {"name", "city"}


def test_later_rows_are_merged():
    laid = held(NAME, NAME)
    assert (laid.outcome_of(True), laid.outcome_of(False)) == ("unchanged", "merged")


values = st.dictionaries(
    st.sampled_from(["name", "city", "vat", "phone", "phone:others", "is_company", "category"]),
    st.sampled_from(["1", "HU12345676", "12345676-2-42", "+36 30 131 8609", "VIP; x", "Érd"]),
)
policies = st.dictionaries(
    st.sampled_from(["name", "vat", "phone"]), st.sampled_from(["overwrite", "fill_empty", "keep"])
)


@given(st.lists(values, min_size=1, max_size=3), values, values, policies)
def test_the_second_load_of_the_same_rows_changes_nothing(rows, stored, delivered, policy):
    first = lay(rows, Stored(stored, delivered), policy, "HU")
    written = dict(stored) | {target: change.after for target, change in first.changes.items()}
    written["note"] = "\n".join(first.additions)
    again = lay(rows, Stored(written, first.delivered), policy, "HU")
    assert (again.outcome, again.delivered) == ("unchanged", first.delivered)


@pytest.mark.parametrize(
    ("row", "code", "news"),
    [
        ({"name": "Kiss Kft.", "city": "Érd"}, "", False),
        ({"name": "Kiss Kft.", "city": "Vác"}, "", True),
        ({"name": "Kiss Kft.", "zip": "2030"}, "", True),
        ({"vat": "HU12345676"}, "", False),
        ({"code": "V1"}, "", True),
        ({"code": "V1"}, "V1", False),
    ],
)
def test_what_could_change_a_partner(row, code, news):
    delivered = {"name": "Kiss Kft.", "city": "Érd", "vat": "12345676-2-42"}
    assert has_news([row], delivered, code) is news


@given(st.lists(values, min_size=1, max_size=3), values, values, policies)
def test_rows_without_news_change_nothing(rows, stored, delivered, policy):
    """The short way, which does not look at what is stored, comes to what the long way says."""
    # half of the values come again as they were
    again = [
        {target: delivered.get(target, value) for target, value in row.items()} for row in rows
    ]
    for chosen in (rows, again):
        if not has_news(chosen, delivered):
            laid = lay(chosen, Stored(stored, delivered), policy, country="HU")
            assert (laid.outcome, laid.delivered) == ("unchanged", delivered)
