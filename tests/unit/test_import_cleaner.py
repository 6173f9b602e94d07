"""Rows as they come out of cleaning, one example for each rule, reason and warning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_engine import Cleaner, CleanRow, Identity, UnreadableCells, suggest
from import_engine.headers import Column

HEADERS = {
    "code": "Vevőkód",
    "name": "Név",
    "vat": "Adószám",
    "company_registry": "Cégjegyzékszám",
    "zip": "Irányítószám",
    "phone": "Telefon",
    "email": "E-mail",
    "country": "Ország",
}
CLEANER = Cleaner(suggest(HEADERS.values()), "HU")


def clean(cleaner=CLEANER, number=2, **cells):
    cells = {"name": "Kiss Anna"} | cells
    return cleaner.clean(number, [cells.get(target, "") for target in HEADERS])


def test_a_whole_row():
    row = clean(
        code=" V1 ",
        name="Kiss  Kft.",
        vat="12345676-2-42",
        company_registry="Cg. 01-09-123456",
        zip="H-1011",
        phone="06 30 131 8609",
        email="Info@Kiss.example.hu",
        country="Magyarország",
    )
    values = {
        "code": "V1",
        "name": "Kiss Kft.",
        "vat": "12345676-2-42",
        "company_registry": "01-09-123456",
        "zip": "1011",
        "phone": "+36 30 131 8609",
        "email": "info@kiss.example.hu",
        "country": "HU",
        "is_company": "1",
    }
    assert row == CleanRow(2, values, "12345676", "01-09-123456")
    assert row.identity == Identity(
        "V1",
        "12345676-2-42",
        "12345676",
        "01-09-123456",
        "01-09-123456",
        "Kiss Kft.",
        "info@kiss.example.hu",
        "+36301318609",
    )


def test_cells_without_a_value_leave_nothing():
    row = clean(code="-", vat="nincs", email="N/A", phone="??", country=" ")
    assert row == CleanRow(2, {"name": "Kiss Anna"})


def test_missing_cells_at_the_end_are_empty():
    assert CLEANER.clean(3, ["V1", "Kiss Anna"]).values == {"code": "V1", "name": "Kiss Anna"}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"name": ""}, "missing_name"),
        ({"name": "-"}, "missing_name"),
        ({"name": "X", "vat": "1", "country": "XX"}, "missing_name"),
        ({"vat": "12345678-2-42"}, "invalid_vat"),
        # an unknown country counts as none for the tax number, so this comes first
        ({"vat": "12345678", "country": "XX"}, "invalid_vat"),
        ({"vat": "12345676", "country": "XX"}, "unknown_country"),
        ({"country": "Ruritánia"}, "unknown_country"),
    ],
)
def test_reasons(cells, reason):
    assert clean(**cells) == CleanRow(2, reason=reason)


def test_more_cells_than_headers_cannot_be_read():
    cells = ["V1", "Kiss Anna", "", "", "", "", "", "", ""]
    assert CLEANER.clean(7, cells) == CleanRow(7, reason="unreadable_row")
    assert CLEANER.clean(7, UnreadableCells(["x"])) == CleanRow(7, reason="unreadable_row")


@pytest.mark.parametrize(
    ("cells", "warnings", "values"),
    [
        ({"vat": "DE123"}, ("invalid_vat_foreign",), {}),
        ({"vat": "US12-3"}, ("unchecked_vat_foreign",), {"vat": "US123", "is_company": "1"}),
        ({"vat": "8123456789"}, ("personal_id",), {}),
        ({"vat": "11111111-1-11"}, ("placeholder",), {}),
        ({"vat": "12345676-5-42"}, ("group_vat",), {"group_vat": "12345676-5-42"}),
        ({"company_registry": "folyamatban"}, ("invalid_registry",), {}),
        ({"phone": "123"}, ("invalid_phone",), {}),
        ({"email": "x@y"}, ("invalid_email",), {}),
        (
            {"phone": "12, 34"},
            ("extra_phone", "invalid_phone"),
            {"phone:others": "12\n34"},
        ),
        (
            {"phone": "06301318609, 06 1 234 5678"},
            ("extra_phone",),
            {"phone": "+36 30 131 8609", "phone:others": "+36 1 234 5678"},
        ),
        (
            {"vat": "8123456789", "email": "x@y", "phone": "1"},
            ("invalid_email", "personal_id", "invalid_phone"),
            {},
        ),
    ],
)
def test_warnings(cells, warnings, values):
    row = clean(**cells)
    assert row.reason == ""
    assert row.warnings == warnings
    assert row.values == {"name": "Kiss Anna"} | values


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        # the country cell, before the number's prefix, before the source's default
        ({"vat": "U13585627", "country": "Ausztria"}, "ATU13585627"),
        ({"vat": "HU12345676", "country": "Ausztria"}, "12345676"),
        ({"vat": "ATU13585627", "country": "HU"}, "ATU13585627"),
        ({"vat": "12345676"}, "12345676"),
    ],
)
def test_the_rows_country_says_how_to_read_its_tax_number(cells, key):
    assert clean(**cells).vat_key == key


@pytest.mark.parametrize(
    "cells",
    [
        {"country": "Ausztria"},
        {"vat": "ATU13585627"},
    ],
)
def test_a_foreign_registry_number_is_text_without_a_key(cells):
    row = clean(company_registry="FN  123456 a", **cells)
    assert row.values["company_registry"] == "FN 123456 a"
    assert (row.registry_key, row.warnings) == ("", ())


def test_the_sources_default_country_makes_a_row_foreign():
    cleaner = Cleaner(suggest(HEADERS.values()), "AT")
    row = clean(cleaner, vat="U13585627", company_registry="FN 1", phone="01 5131441")
    assert row.values["vat"] == "ATU13585627"
    assert row.values["company_registry"] == "FN 1"
    assert row.values["phone"] == "+43 1 5131441"
    assert "country" not in row.values


@pytest.mark.parametrize(
    ("cells", "company"),
    [
        ({"name": "Kiss Kft."}, True),
        ({"vat": "12345676"}, True),
        ({"company_registry": "01-09-123456"}, True),
        ({}, False),
        # as the samples have it (line 880 of erp_customers.csv)
        ({"vat": "12345676-5-42"}, False),
    ],
)
def test_company_or_person(cells, company):
    assert ("is_company" in clean(**cells).values) is company


def test_columns_of_children_are_cleaned_by_their_kind():
    targets = ["name", "contact.phone", "delivery.country", "bank.acc_number", "category"]
    targets += ["credit_limit", "founded"]
    cleaner = Cleaner([Column(i, target, target) for i, target in enumerate(targets)], "HU")
    good = ["Kiss", "06301318609", "Ausztria", "1177301611111018", "VIP,VIP", "1 000", "2020.1.2"]
    assert cleaner.clean(2, good).values == {
        "name": "Kiss",
        "contact.phone": "+36 30 131 8609",
        "delivery.country": "AT",
        "bank.acc_number": "11773016-11111018",
        "category": "VIP",
        "credit_limit": "1000",
        "founded": "2020-01-02",
    }
    bad = cleaner.clean(3, ["Kiss", "", "Ruritánia", "123", "", "sok", "tavaly"])
    assert bad.values == {"name": "Kiss"}
    assert sorted(bad.warnings) == [
        "invalid_bank_account",
        "invalid_country",
        "invalid_date",
        "invalid_number",
    ]


cells_of_rows = st.lists(
    st.text(max_size=20)
    | st.sampled_from(
        ["12345676-2-42", "ATU13585627", "8123456789", "Kiss Kft.", "AT", "Magyarország", "x@y.hu"]
        + ["06301318609, 123", "01-09-123456", "'=1", "US 1", "12345676-5-42", "nincs"]
    ),
    max_size=len(HEADERS),
)


@given(cells_of_rows)
def test_cleaning_what_was_cleaned_changes_nothing(cells):
    once = CLEANER.clean(2, cells)
    again = CLEANER.clean(2, [once.values.get(target, "") for target in HEADERS])
    if not once.reason:
        # a group's number stands in its own field by then
        known = {k: v for k, v in once.values.items() if k in HEADERS or k == "is_company"}
        assert again.values == known
        assert (again.vat_key, again.registry_key) == (once.vat_key, once.registry_key)
        assert again.reason == ""
