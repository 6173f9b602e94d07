"""What is wrong with a Hungarian number, in the words of whoever typed it."""

from odoo.tools import LazyTranslate

from .import_engine import number_faults as faults

_lt = LazyTranslate(__name__)

TAX_NUMBER, GROUP_NUMBER = "vat", "l10n_hu_group_vat"
REGISTRY, ACCOUNT = "company_registry", "acc_number"

_TAX_NUMBER = {
    faults.NOT_DIGITS: _lt(
        "The tax number %(number)s has other signs than digits. Write it as 12345676-2-42, or"
        " as HU12345676."
    ),
    faults.LENGTH: _lt(
        "The tax number %(number)s has %(found)s digits. A Hungarian tax number has 11, as in"
        " 12345676-2-42; an EU VAT number has 8 behind HU."
    ),
    faults.FILLER: _lt(
        "%(number)s is no tax number but a filler. Leave the field empty until you know the number."
    ),
    faults.PERSON: _lt(
        "%(number)s is a private person's tax identification number. A company has a tax "
        "number of 11 digits, as in 12345676-2-42."
    ),
    faults.CHECK_DIGIT: _lt(
        "The tax number %(number)s is wrong: its eighth digit checks the first seven and "
        "would be %(expected)s, not %(found)s. Look for a mistyped digit among the first "
        "eight."
    ),
    faults.VAT_CODE: _lt(
        "The tax number %(number)s is wrong: its ninth digit says how VAT is paid and is 1 to"
        " 5, not %(found)s."
    ),
    faults.COUNTY: _lt(
        "The tax number %(number)s is wrong: its last two digits are a tax office's (02 to "
        "20, 22 to 44, or 51), and %(found)s is none."
    ),
}
_GROUP_NUMBER = _TAX_NUMBER | {
    faults.LENGTH: _lt(
        "The VAT group's number %(number)s has %(found)s digits. It has 11, as in 12345676-5-42."
    ),
    faults.NOT_GROUP: _lt(
        "The number %(number)s is not a VAT group's: a group's has %(expected)s as its ninth "
        "digit, not %(found)s. A member's own number belongs into the tax number."
    ),
}
_REGISTRY = {
    faults.NOT_DIGITS: _lt(
        "The company registry number %(number)s has other signs than digits. Write it as "
        "01-09-123456."
    ),
    faults.LENGTH: _lt(
        "The company registry number %(number)s has %(found)s digits. It has 10, as in "
        "01-09-123456."
    ),
    faults.COURT: _lt(
        "The company registry number %(number)s is wrong: it begins with the number of the "
        "court, 01 to 20, and %(found)s is none."
    ),
}
_ACCOUNT = {
    faults.NOT_DIGITS: _lt(
        "The bank account number %(number)s has other signs than digits. Write it as "
        "11773016-11111018-00000000, or as IBAN, beginning with HU."
    ),
    faults.LENGTH: _lt(
        "The bank account number %(number)s has %(found)s digits. A Hungarian one has 16 or "
        "24, in blocks of eight; in an IBAN there are 24 behind HU and two check digits."
    ),
    faults.BANK_DIGIT: _lt(
        "The bank account number %(number)s is wrong: the last digit of its first block "
        "checks bank and branch and would be %(expected)s, not %(found)s. Look for a mistyped"
        " digit there."
    ),
    faults.ACCOUNT_DIGIT: _lt(
        "The bank account number %(number)s is wrong: its last digit checks what stands "
        "behind the first block and would be %(expected)s, not %(found)s. Look for a mistyped"
        " digit there."
    ),
    faults.IBAN_DIGITS: _lt(
        "The IBAN %(number)s is wrong: the two digits behind HU check the rest and would be "
        "%(expected)s, not %(found)s."
    ),
}
_MESSAGES = {
    TAX_NUMBER: _TAX_NUMBER,
    GROUP_NUMBER: _GROUP_NUMBER,
    REGISTRY: _REGISTRY,
    ACCOUNT: _ACCOUNT,
}


def fault_message(env, kind, number, fault):
    """Return in words what is wrong with a number.

    :param kind: the field that it stands in, as above
    :param fault: the engine's `Fault`
    """
    sentence = env._(_MESSAGES[kind][fault.code])
    return sentence % {"number": number, "found": fault.found, "expected": fault.expected}
