"""What is wrong with a Hungarian number; the check digits are worked out by hand.

12345676: 9·1 + 7·2 + 3·3 + 1·4 + 9·5 + 7·6 + 3·7 = 144, so the eighth digit is 6.
11773016: 9·1 + 7·1 + 3·7 + 1·7 + 9·3 + 7·0 + 3·1 = 74, so 6; 11111018: 9+7+3+1+9+0+3 = 32, so 8.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_engine.bank_account import parse_bank_account
from import_engine.number_faults import (
    COUNTIES,
    COUNTY,
    FILLER,
    LENGTH,
    Fault,
    bank_account_fault,
    registry_number_fault,
    tax_number_fault,
)
from import_engine.registry_number import parse_registry_number
from import_engine.tax_number import parse_tax_number

DIGITS = st.text("0123456789", min_size=6, max_size=26)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("12345676-2-42", None),
        ("hu 12345676", None),
        ("12345676-5-42", None),
        ("25978221-2-43", None),
        ("12345678-2-42", Fault("check_digit", "8", "6")),
        ("HU12345678", Fault("check_digit", "8", "6")),
        # ten digits that do not begin with 8 are nobody's
        ("1234567-2-42", Fault("length", "10")),
        ("1234567-6-42", Fault("length", "10")),
        ("12345676-2-4", Fault("length", "10")),
        ("12345676-2-421", Fault("length", "12")),
        ("12345676-6-42", Fault("vat_code", "6")),
        ("12345676-2-21", Fault("county", "21")),
        ("12345676-2-01", Fault("county", "01")),
        ("12345676-2-45", Fault("county", "45")),
        ("12345676-2-51", None),
        ("00000000-0-00", Fault("filler")),
        ("8071592153", Fault("person")),
        ("12345676-2-4Z", Fault("not_digits")),
        ("HU", Fault("not_digits")),
    ],
)
def test_tax_number(text, fault):
    assert tax_number_fault(text) == fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("12345676-5-42", None),
        ("12345676-2-42", Fault("not_group", "2", "5")),
        ("12345676", Fault("length", "8")),
        ("12345677-5-42", Fault("check_digit", "7", "6")),
    ],
)
def test_number_of_a_vat_group(text, fault):
    assert tax_number_fault(text, group=True) == fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("01-09-123456", None),
        ("Cg. 20 10 123456", None),
        ("21-09-123456", Fault("court", "21")),
        ("00-09-123456", Fault("court", "00")),
        ("01-09-12345", Fault("length", "9")),
        ("01-09-12345A", Fault("not_digits")),
    ],
)
def test_registry_number(text, fault):
    assert registry_number_fault(text) == fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("11773016-11111018", None),
        ("11773016 11111018 00000000", None),
        ("HU42 1177 3016 1111 1018 0000 0000", None),
        ("11773017-11111018", Fault("bank_digit", "7", "6")),
        ("11773016-11111019", Fault("account_digit", "9", "8")),
        ("11773016-11111018-00000001", Fault("account_digit", "1", "0")),
        ("11773016-1111101", Fault("length", "15")),
        ("HU42 1177 3016 1111 1018 0000 000", Fault("length", "23")),
        ("HU43 1177 3016 1111 1018 0000 0000", Fault("iban_digits", "43", "42")),
        ("HU42 1177 3017 1111 1018 0000 0000", Fault("bank_digit", "7", "6")),
        ("11773016-1111101X", Fault("not_digits")),
    ],
)
def test_bank_account(text, fault):
    assert bank_account_fault(text) == fault


@given(DIGITS)
def test_tax_numbers_without_a_fault_are_those_that_load(text):
    """A load asks less in one point only: it does not know the offices."""
    fault = tax_number_fault(text)
    parsed = parse_tax_number(text, "HU")
    assert bool(parsed.value or parsed.group) == (fault is None or fault.code == COUNTY)


@given(st.integers(0, 9_999_999), st.sampled_from("12345"), st.sampled_from(sorted(COUNTIES)))
def test_the_digit_that_is_named_mends_the_number(seven, code, county):
    number = f"{seven:07}X-{code}-{county}"
    tried = [tax_number_fault(number.replace("X", str(digit))) for digit in range(10)]
    right = [digit for digit, fault in enumerate(tried) if fault is None or fault.code == FILLER]
    named = {fault.expected for fault in tried if fault and fault.expected}
    if len(set(f"{seven:07}")) > 1:
        assert [str(digit) for digit in right] == sorted(named)
        assert len(right) == 1


@given(DIGITS)
def test_accounts_and_registry_numbers_without_a_fault_are_those_that_load(text):
    assert bool(parse_bank_account(text)) == (bank_account_fault(text) is None)
    assert bool(parse_registry_number(text)) == (registry_number_fault(text) is None)


@given(st.text("0123456789", min_size=24, max_size=24))
def test_an_iban_is_mended_step_by_step(digits):
    """Each fault says what would be right; taking its word leads to a good number."""
    number = f"HU00{digits}"
    for _step in range(4):
        fault = bank_account_fault(number)
        if fault is None:
            break
        assert fault.code != LENGTH
        place = {"bank_digit": 11, "account_digit": 27, "iban_digits": 2}[fault.code]
        number = number[:place] + fault.expected + number[place + len(fault.expected) :]
    assert bank_account_fault(number) is None
    assert parse_bank_account(number) == number
