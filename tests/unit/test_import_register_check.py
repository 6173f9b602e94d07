"""What a register's answer means; tax numbers' check digits are worked out by hand elsewhere."""

import pytest
from import_engine import filled_tax_number, pause_minutes, same_address, same_name, street_line


@pytest.mark.parametrize(
    ("kept", "answered", "expected"),
    [
        ("HU12345676", "12345676-2-42", "12345676-2-42"),
        ("12345676", "12345676-2-42", "12345676-2-42"),
        ("12345676-2-13", "12345676-2-42", ""),
        ("12345676-2-42", "12345676-2-42", ""),
        # another number, a VAT group's, half an answer, none
        ("HU10585560", "12345676-2-42", ""),
        ("HU12345676", "12345676-5-42", ""),
        ("HU12345676", "12345676-2", ""),
        ("HU12345676", "", ""),
        ("", "12345676-2-42", ""),
    ],
)
def test_only_missing_digits_are_filled(kept, answered, expected):
    assert filled_tax_number(kept, answered) == expected


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Kiss Kft.", "KISS KFT"),
        ("Kőris Építőanyag Kft.", "KŐRIS ÉPÍTŐANYAG KORLÁTOLT FELELŐSSÉGŰ TÁRSASÁG"),
        ("Nagy Zrt.", "NAGY ZÁRTKÖRŰEN MŰKÖDŐ RÉSZVÉNYTÁRSASÁG"),
        ("Nagy Nyrt.", "NAGY NYILVÁNOSAN MŰKÖDŐ RÉSZVÉNYTÁRSASÁG"),
        ("Kiss Anna e.v.", "Kiss Anna egyéni vállalkozó"),
    ],
)
def test_names_that_are_one(left, right):
    assert same_name(left, right)
    assert same_name(right, left)


@pytest.mark.parametrize(
    ("left", "right"), [("Kiss Kft.", "Kiss Bt."), ("Kiss Kft.", "Kis Kft."), ("Kiss Kft.", "Kiss")]
)
def test_names_that_are_two(left, right):
    assert not same_name(left, right)


def test_addresses_that_are_one():
    left = ("1132", "Budapest", "Váci út 22-24. 3. em.")
    assert same_address(left, ("1132", "BUDAPEST", "VÁCI ÚT 22-24., III. em.")) is False
    assert same_address(left, ("1132", "BUDAPEST", "VÁCI ÚT 22-24., 3. emelet"))
    assert same_address(("9021", "Győr", "Fő u. 1"), ("9021", "GYŐR", "FŐ UTCA 1."))


def test_addresses_that_are_two():
    assert not same_address(("9021", "Győr", "Fő u. 1"), ("9021", "Győr", "Fő u. 11"))
    assert not same_address(("9021", "Győr", "Fő u. 1"), ("9022", "Győr", "Fő u. 1"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"street": "Fő", "kind": "utca", "number": "1"}, "Fő utca 1."),
        ({"street": "Fő", "kind": "utca", "number": "1/A"}, "Fő utca 1/A"),
        ({"street": "Fő", "kind": "utca"}, "Fő utca"),
        (
            {"street": "Fő", "kind": "tér", "number": "2", "parts": [("B", "ép."), ("3", "em.")]},
            "Fő tér 2., B ép. 3. em.",
        ),
        ({"parts": [("", "ép.")]}, ""),
    ],
)
def test_a_street_on_one_line(words, expected):
    assert street_line(**words) == expected


def test_pauses_double_up_to_half_a_day():
    assert [pause_minutes(n) for n in (1, 2, 3, 10, 11, 1000)] == [1, 2, 4, 512, 720, 720]
    assert [pause_minutes(n, 60) for n in (1, 2, 5)] == [60, 120, 720]
