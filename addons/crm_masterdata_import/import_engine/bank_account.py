"""Bank account numbers: Hungarian ones of two or three blocks of eight digits, and IBAN."""

import re

SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212]")
DOMESTIC = re.compile(r"[0-9]{16}(?:[0-9]{8})?")
IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
HUNGARIAN_IBAN = re.compile(r"HU[0-9]{26}")
WEIGHTS = (9, 7, 3, 1)


def compact(text):
    """Return ``text`` in capitals, without white space and dashes."""
    return SEPARATORS.sub("", text).upper()


def check_digit(digits):
    """Return the digit that must follow ``digits``: 7 of bank and branch, 7 or 15 of an account."""
    return -sum(WEIGHTS[i % 4] * int(digit) for i, digit in enumerate(digits)) % 10


def iban_digits(country, number):
    """Return the two check digits of the IBAN of an account: ISO 13616, modulo 97."""
    return f"{98 - _remainder(f'{number}{country}00'):02}"


def parse_bank_account(text):
    """Return ``11773016-11111018[-00000000]`` or a compact IBAN, or nothing where invalid.

    Hungarian numbers: the eighth digit checks bank and branch, the last one the account, with
    weights 9, 7, 3, 1 modulo 10. IBAN: ISO 13616, modulo 97; a Hungarian one also by its number.
    """
    number = compact(text)
    if DOMESTIC.fullmatch(number):
        blocks = (number[i : i + 8] for i in range(0, len(number), 8))
        return "-".join(blocks) if _domestic_checks(number) else ""
    return number if _iban_checks(number) else ""


def _domestic_checks(number):
    return all(check_digit(part[:-1]) == int(part[-1]) for part in (number[:8], number[8:]))


def _iban_checks(number):
    if not IBAN.fullmatch(number):
        return False
    domestic = HUNGARIAN_IBAN.fullmatch(number) and _domestic_checks(number[4:])
    if number.startswith("HU") and not domestic:
        return False
    return _remainder(number[4:] + number[:4]) == 1


def _remainder(text):
    return int("".join(str(int(char, 36)) for char in text)) % 97
