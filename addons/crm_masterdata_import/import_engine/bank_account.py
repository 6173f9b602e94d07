"""Bank account numbers: Hungarian ones of two or three blocks of eight digits, and IBAN."""

import re

SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212]")
DOMESTIC = re.compile(r"[0-9]{16}(?:[0-9]{8})?")
IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
HUNGARIAN_IBAN = re.compile(r"HU[0-9]{26}")
WEIGHTS = (9, 7, 3, 1)


def parse_bank_account(text):
    """Return ``11773016-11111018[-00000000]`` or a compact IBAN, or nothing where invalid.

    Hungarian numbers: the eighth digit checks bank and branch, the last one the account, with
    weights 9, 7, 3, 1 modulo 10. IBAN: ISO 13616, modulo 97; a Hungarian one also by its number.
    """
    number = SEPARATORS.sub("", text).upper()
    if DOMESTIC.fullmatch(number):
        blocks = (number[i : i + 8] for i in range(0, len(number), 8))
        return "-".join(blocks) if _domestic_checks(number) else ""
    return number if _iban_checks(number) else ""


def _domestic_checks(number):
    return _weighted(number[:8]) and _weighted(number[8:])


def _weighted(digits):
    return sum(WEIGHTS[i % 4] * int(digit) for i, digit in enumerate(digits)) % 10 == 0


def _iban_checks(number):
    if not IBAN.fullmatch(number):
        return False
    domestic = HUNGARIAN_IBAN.fullmatch(number) and _domestic_checks(number[4:])
    if number.startswith("HU") and not domestic:
        return False
    return int("".join(str(int(char, 36)) for char in number[4:] + number[:4])) % 97 == 1
