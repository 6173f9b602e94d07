"""Headers find their targets by themselves, and the header row is found."""

import pytest
from import_engine import Column, bind, kind_of, suggest
from import_engine.reading.table import find_header

ERP = "Vevőkód,Név,Adószám,Cégjegyzékszám,Irányítószám,Város,Cím,Telefon,E-mail,Ország"
SHOP = "Customer code,Company name,Tax number,Company registry,ZIP,City,Street,Phone,Email,Country"
TARGETS = "code,name,vat,company_registry,zip,city,street,phone,email,country"


@pytest.mark.parametrize("headers", [ERP, SHOP, ERP.upper()])
def test_usual_headers_are_known(headers):
    assert [column.target for column in suggest(headers.split(","))] == TARGETS.split(",")


def test_case_accents_and_punctuation_do_not_count():
    found = suggest(["ADOSZAM", "e mail", "Ir. szám", "Bankszámla-szám"])
    assert [column.target for column in found] == ["vat", "email", "zip", "bank.acc_number"]


MASTER_DATA = {
    "Hitelkeret": "credit_limit",
    "Credit limit": "credit_limit",
    "Árbevétel kategória": "revenue_class",
    "TEÁOR": "industry",
    "Kapcsolattartó szerepköre": "contact.role",
    "Székhely": "street",
    "Székhely irányítószáma": "zip",
    "Levelezési cím": "postal.street",
    "Levelezési irányítószám": "postal.zip",
    "Mailing city": "postal.city",
}


@pytest.mark.parametrize(("header", "target"), MASTER_DATA.items())
def test_headers_of_master_data(header, target):
    assert [column.target for column in suggest([header])] == [target]


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("credit_limit", "number"),
        ("contact.role", "list"),
        ("postal.zip", "zip"),
        ("postal.country", "country"),
        # whatever the axis is called, a segment is text
        ("segment.phone", "text"),
        ("segment.category", "text"),
    ],
)
def test_kinds_of_master_data(target, kind):
    assert kind_of(target) == kind


def test_of_two_headers_for_one_field_the_leftmost_counts():
    assert suggest(["Telefon", "Név", "Mobil", "Szín", ""]) == (
        Column(0, "Telefon", "phone"),
        Column(1, "Név", "name"),
        Column(2, "Mobil"),
        Column(3, "Szín"),
        Column(4, ""),
    )


def test_a_kept_mapping_meets_todays_file():
    columns, missing = bind({"Cég": "name", "Azon.": "code", "Fax": "fax"}, ["AZON", "Új", "cég"])
    assert columns == (Column(0, "AZON", "code"), Column(1, "Új"), Column(2, "cég", "name"))
    assert missing == ("Fax",)


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([["Név", "Cím"], ["Kiss", "Fő utca 1."]], 0),
        ([["Vevőlista 2026.03."], ["", "készült: Név"], ["Név", "Cím", "X"]], 2),
        # unknown names: the first row about as wide as the widest
        ([["Lista"], ["a", "b", "c", "d"], ["1", "2", "3", "4"]], 1),
        ([["egyetlen"]], 0),
    ],
)
def test_the_header_row_is_found(rows, place):
    assert find_header(rows) == place
