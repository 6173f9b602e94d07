"""What is wrong with a Hungarian number that somebody typed: the first fault, with what is right.

The rules are those of `tax_number`, `registry_number` and `bank_account`. A row of a file needs no
more than their verdict; a person who looks at the number can be told where to look.
"""

from dataclasses import dataclass

from . import bank_account, registry_number, tax_number

NOT_DIGITS, LENGTH, FILLER, PERSON = "not_digits", "length", "filler", "person"
CHECK_DIGIT, VAT_CODE, NOT_GROUP, COUNTY = "check_digit", "vat_code", "not_group", "county"
COURT = "court"
BANK_DIGIT, ACCOUNT_DIGIT, IBAN_DIGITS = "bank_digit", "account_digit", "iban_digits"

# companies, sole traders, Budapest, the largest taxpayers and special cases
COUNTIES = frozenset(f"{code:02}" for code in (*range(2, 21), *range(22, 45), 51))
VAT_CODES = frozenset("12345")
COURTS = frozenset(f"{code:02}" for code in range(1, 21))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: a code, what stands there, and what should, where that can be said."""

    code: str
    found: str = ""
    expected: str = ""


def tax_number_fault(text, group=False):
    """Return the first `Fault` of a Hungarian tax number or EU VAT number, or None.

    :param group: it is to be the number of a VAT group
    """
    digits = tax_number.compact(text).removeprefix("HU")
    if not _only_digits(digits):
        return Fault(NOT_DIGITS)
    if tax_number.PERSONAL.fullmatch(digits):
        return Fault(PERSON)
    if len(digits) not in ((11,) if group else (8, 11)):
        return Fault(LENGTH, str(len(digits)))
    if digits[:8] == digits[0] * 8:
        return Fault(FILLER)
    expected = str(tax_number.check_digit(digits[:7]))
    if digits[7] != expected:
        return Fault(CHECK_DIGIT, digits[7], expected)
    return _ending_fault(digits[8:], group)


def registry_number_fault(text):
    """Return the first `Fault` of a Hungarian company registry number, or None."""
    digits = registry_number.compact(text)
    if not _only_digits(digits):
        return Fault(NOT_DIGITS)
    if len(digits) != 10:
        return Fault(LENGTH, str(len(digits)))
    return None if digits[:2] in COURTS else Fault(COURT, digits[:2])


def bank_account_fault(text):
    """Return the first `Fault` of a Hungarian account number, also as IBAN, or None."""
    number = bank_account.compact(text)
    is_iban = number.startswith("HU")
    digits = number[4:] if is_iban else number
    if not _only_digits(number.removeprefix("HU")):
        return Fault(NOT_DIGITS)
    if len(digits) not in ((24,) if is_iban else (16, 24)):
        return Fault(LENGTH, str(len(digits)))
    for code, part in ((BANK_DIGIT, digits[:8]), (ACCOUNT_DIGIT, digits[8:])):
        expected = str(bank_account.check_digit(part[:-1]))
        if part[-1] != expected:
            return Fault(code, part[-1], expected)
    if is_iban and number[2:4] != bank_account.iban_digits("HU", digits):
        return Fault(IBAN_DIGITS, number[2:4], bank_account.iban_digits("HU", digits))
    return None


def _ending_fault(ending, group):
    """What is wrong behind the eighth digit, if anything stands there."""
    if not ending:
        return None
    code, county = ending[0], ending[1:]
    if code not in VAT_CODES:
        return Fault(VAT_CODE, code)
    if group and code != tax_number.GROUP_CODE:
        return Fault(NOT_GROUP, code, tax_number.GROUP_CODE)
    return None if county in COUNTIES else Fault(COUNTY, county)


def _only_digits(text):
    return text.isascii() and text.isdigit()
