"""What registers and lists say of a customer, in the user's words."""

from odoo.tools import LazyTranslate

from .registers import REFUSED, UNREACHABLE, UNREADABLE

_lt = LazyTranslate(__name__)

NAV, VIES, LIST = "nav", "vies", "list"
NAMES = {NAV: "NAV Online Számla", VIES: "VIES"}
RESULTS = {
    (NAV, "valid"): _lt("The tax number is valid."),
    (NAV, "invalid"): _lt(
        "The tax number is not valid: the taxpayer was deleted or its tax number suspended."
    ),
    (NAV, "unknown"): _lt("The tax office knows no taxpayer with this tax number."),
    (VIES, "valid"): _lt("The number is valid for trade within the European Union."),
    (VIES, "invalid"): _lt("The number is not valid for trade within the European Union."),
    (LIST, "gone"): _lt("It is no longer on the list."),
}
LISTED = {
    "insolvent": _lt("It is under insolvency proceedings."),
    "unpaid": _lt("It is known for not paying."),
    "tax_debt": _lt("It owes taxes."),
    "other": _lt("It is on the list."),
}
FAILURES = {
    REFUSED: _lt(
        "%(register)s does not accept the company %(company)s (%(detail)s). Correct its "
        "credentials in the settings of invoicing; until then nobody is asked about."
    ),
    UNREACHABLE: _lt("%(register)s does not answer (%(detail)s). It is asked again later."),
    UNREADABLE: _lt(
        "The answer of %(register)s could not be read (%(detail)s). It is asked again later."
    ),
}
NOT_SET_UP = {
    NAV: _lt(
        "The company %(company)s has no credentials for NAV. Enter them in the settings of "
        "invoicing, in test or production mode."
    ),
    VIES: _lt(
        "VIES is not asked for the company %(company)s. Tick Verify VAT Numbers in the settings "
        "of invoicing."
    ),
}


def failure_message(env, register, company, code, detail):
    """Return in words why a register did not answer."""
    sentence = env._(FAILURES[code])
    facts = {"register": NAMES[register], "company": company.display_name}
    return sentence % {**facts, "detail": detail or "–"}


def not_set_up_message(env, register, company):
    """Return in words why a register is not asked at all."""
    sentence = env._(NOT_SET_UP[register])
    return sentence % {"company": company.display_name}


def result_message(env, register, result, kind=""):
    """Return a result in words.

    :param kind: of the list that it comes from
    """
    text = LISTED[kind or "other"] if result == "listed" else RESULTS[register, result]
    return env._(text)
