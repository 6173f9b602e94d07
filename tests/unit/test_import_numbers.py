"""Bank accounts, numbers and dates, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_engine.bank_account import parse_bank_account
from import_engine.numbers import parse_date, parse_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 9·1+7·1+3·7+1·7+9·3+7·0+3·1+1·6 = 80; 9+7+3+1+9+0+3+8 = 40
        ("11773016-11111018", "11773016-11111018"),
        ("11773016 11111018 00000000", "11773016-11111018-00000000"),
        ("1177301611111018", "11773016-11111018"),
        ("11773017-11111018", ""),
        ("11773016-11111019", ""),
        ("11773016-111110", ""),
        # ISO 13616's own examples
        ("GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432"),
        ("de89370400440532013000", "DE89370400440532013000"),
        ("DE88370400440532013000", ""),
        ("HU42 1177 3016 1111 1018 0000 0000", "HU42117730161111101800000000"),
        ("HU42 1177 3016 1111 1018 0000 000", ""),
        ("bankszámla", ""),
    ],
)
def test_bank_account(text, expected):
    assert parse_bank_account(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 234 567,50 Ft", "1234567.5"),
        ("1.000.000,- Ft", "1000000"),
        ("500 000,– HUF", "500000"),
        ("500.000.-", "500000"),
        ("HUF 1 250 000", "1250000"),
        ("€ 1.250,50", "1250.5"),
        ("-5 000 Ft", "-5000"),
        # thousands of forints: nobody can tell how many
        ("500 eFt", ""),
        ("Ft", ""),
        ("1 234,56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234", "1234"),
        ("1,234", "1.2340"),
        ("150.000 Ft", "150000"),
        ("007", "7"),
        ("-0,50", "-0.5"),
        ("1,234,567", "1234567"),
        ("0.123", "0.1230"),
        ("sok", ""),
        ("1,2,3", ""),
        ("", ""),
    ],
)
def test_number(text, expected):
    assert parse_number(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-31", "2026-01-31"),
        ("2026.01.31.", "2026-01-31"),
        ("2026. 1. 31", "2026-01-31"),
        ("2026-01-31 10:20:00", "2026-01-31"),
        ("31.01.2026", "2026-01-31"),
        ("2026-02-30", ""),
        ("tavaly", ""),
    ],
)
def test_date(text, expected):
    assert parse_date(text) == expected


@given(st.text("0123456789.,- '") | st.text())
def test_numbers_and_dates_are_stable(text):
    for parse in (parse_number, parse_date):
        value = parse(text)
        assert not value or parse(value) == value
