"""Tax numbers; the check digits are worked out by hand.

12345676: 9·1 + 7·2 + 3·3 + 1·4 + 9·5 + 7·6 + 3·7 = 144, so the eighth digit is 6.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_engine.codes import (
    GROUP_VAT,
    INVALID_VAT_FOREIGN,
    PERSONAL_ID,
    PLACEHOLDER,
    UNCHECKED_VAT_FOREIGN,
)
from import_engine.tax_number import TaxNumber, is_shorter_form, parse_tax_number

LONG = TaxNumber("12345676-2-42", "12345676")
SHORT = TaxNumber("HU12345676", "12345676")
INVALID = TaxNumber(invalid=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12345676-2-42", LONG),
        ("12345676242", LONG),
        ("1234 5676-2-42", LONG),
        ("12345676/2/42", LONG),
        ("12345676.2.42", LONG),
        ("12345676–2—42", LONG),
        ("12345676\u22122\u201142", LONG),
        ("HU12345676-2-42", LONG),
        ("12345676", SHORT),
        ("HU12345676", SHORT),
        ("hu 12345676", SHORT),
        ("12345676-5-42", TaxNumber(group="12345676-5-42", warning=GROUP_VAT)),
        ("8123456789", TaxNumber(warning=PERSONAL_ID)),
        ("HU8123456789", TaxNumber(warning=PERSONAL_ID)),
        ("00000000", TaxNumber(warning=PLACEHOLDER)),
        ("11111111-1-11", TaxNumber(warning=PLACEHOLDER)),
        # the eighth digit should be 6
        ("12345678-2-42", INVALID),
        ("HU12345678", INVALID),
        # the ninth is 1 to 5
        ("12345676-6-42", INVALID),
        ("12345676-0-42", INVALID),
        ("00000000-0-00", INVALID),
        # ten digits, but not a personal id; seven; twelve; none
        ("7123456789", INVALID),
        ("1234567", INVALID),
        ("123456762421", INVALID),
        ("folyamatban", INVALID),
        # no digit behind NI: no prefix
        ("nincs még", INVALID),
        ("١٢٣٤٥٦٧٦", INVALID),
    ],
)
def test_hungarian(text, expected):
    assert parse_tax_number(text, "HU") == expected
    assert parse_tax_number(text) == expected


@pytest.mark.parametrize(
    ("text", "country", "value"),
    [
        ("ATU13585627", "HU", "ATU13585627"),
        ("atu 1358 5627", "HU", "ATU13585627"),
        ("U13585627", "AT", "ATU13585627"),
        ("136695976", "DE", "DE136695976"),
        ("DE 136,695 976".replace(",", "."), "", "DE136695976"),
        ("EL094259216", "HU", "EL094259216"),
        ("GR094259216", "HU", "EL094259216"),
        ("094259216", "GR", "EL094259216"),
    ],
)
def test_of_the_union(text, country, value):
    assert parse_tax_number(text, country) == TaxNumber(value, value)


@pytest.mark.parametrize(
    ("text", "country"), [("DE123", "HU"), ("12345676-2-42", "DE"), ("adószám", "AT")]
)
def test_invalid_of_the_union(text, country):
    assert parse_tax_number(text, country) == TaxNumber(warning=INVALID_VAT_FOREIGN)


def test_a_hungarian_number_in_a_foreign_row_is_hungarian():
    assert parse_tax_number("HU12345676", "DE") == SHORT


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (True, TaxNumber("CHE107787577IVA", "CHE107787577IVA")),
        (False, TaxNumber(warning=INVALID_VAT_FOREIGN)),
        (None, TaxNumber("CHE107787577IVA", warning=UNCHECKED_VAT_FOREIGN)),
    ],
)
def test_outside_the_union_somebody_else_checks(verdict, expected):
    asked = []

    def checker(country, number):
        asked.append((country, number))
        return verdict

    assert parse_tax_number("CHE-107.787.577 IVA", "HU", checker) == expected
    assert asked == [("CH", "E107787577IVA")]


def test_outside_the_union_without_a_checker_it_is_text():
    unchecked = TaxNumber("US123456789", warning=UNCHECKED_VAT_FOREIGN)
    assert parse_tax_number("12-3456789", "US") == unchecked


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("HU12345676", "12345676-2-42", True),
        ("HU12345676", "12345676-1-03", True),
        ("HU12345676", "76543216-2-42", False),
        ("HU12345676", "HU12345676", False),
        ("12345676-2-42", "HU12345676", False),
        ("HU12345676", "", False),
    ],
)
def test_shorter_form(short, long, expected):
    assert is_shorter_form(short, long) is expected


@given(st.integers(0, 9_999_999), st.integers(0, 9))
def test_exactly_one_eighth_digit_is_right(seven, digit):
    number = parse_tax_number(f"{seven:07d}{digit}", "HU")
    digits = [int(char) for char in f"{seven:07d}"]
    weighted = sum(a * b for a, b in zip(digits, (9, 7, 3, 1, 9, 7, 3), strict=True))
    right = (10 - weighted % 10) % 10
    assert number.invalid == (digit != right and len({*digits, digit}) > 1)


@given(st.text(), st.sampled_from(["", "HU", "AT", "DE", "US", "CH", "GR"]))
def test_parsing_what_was_parsed_changes_nothing(text, country):
    once = parse_tax_number(text, country)
    if once.value:
        assert parse_tax_number(once.value, country) == once
