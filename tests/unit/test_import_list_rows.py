"""Lists that others make: which columns count, who stands on them."""

from import_engine import list_places, list_rows
from import_engine.list_rows import ListRow

HEADERS = ("Sorszám", "Adós neve", "Cégnév", "Adószám", "Cégjegyzékszám", "Ország")


def rows(*cells, places=None):
    found = list_rows(enumerate(cells, start=2), places or list_places(HEADERS), "HU")
    return list(found)


def test_columns_are_recognised_and_others_ignored():
    assert list_places(HEADERS) == {"name": 2, "vat": 3, "company_registry": 4, "country": 5}


def test_without_a_number_there_is_no_list():
    assert list_places(("Név", "Város", "Telefon")) == {}
    assert list_places(("Adószám",)) == {"vat": 0}


def test_either_number_is_enough():
    both = ["1", "", "Kiss Kft.", "12345676-2-42", "01-09-123456", ""]
    registry = ["2", "", "Nagy Bt.", "", "Cg. 01 06 654321"]
    assert rows(both, registry) == [
        ListRow(2, "Kiss Kft.", "12345676", "01-09-123456"),
        ListRow(3, "Nagy Bt.", "", "01-06-654321"),
    ]


def test_rows_that_find_nobody_are_none():
    wrong = ["1", "", "Rossz", "12345678", "x", ""]
    filler = ["1", "", "Töltelék", "11111111-1-11", "", ""]
    group = ["1", "", "Csoport", "12345676-5-42", "", ""]
    assert rows(wrong, filler, group, ["", "", "Név"]) == [None] * 4


def test_a_wrong_tax_number_beside_a_good_registry_number():
    assert rows(["1", "", "A", "12345678", "01-09-123456", ""]) == [
        ListRow(2, "A", "", "01-09-123456")
    ]


def test_foreign_firms():
    vienna = ["1", "", "Wien", "ATU13585627", "FN 1", "Ausztria"]
    assert rows(vienna) == [ListRow(2, "Wien", "ATU13585627", "")]
