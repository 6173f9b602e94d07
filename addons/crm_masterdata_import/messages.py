"""What the engine's codes mean, in the user's words: what is wrong, and how to mend it."""

import base64
from contextlib import contextmanager

from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from .import_engine import codes, errors

_lt = LazyTranslate(__name__)

REASONS = {
    codes.UNREADABLE_ROW: _lt(
        "The row has more cells than the file has headers, or cannot be read. Look for a "
        "separator within a value."
    ),
    codes.MISSING_NAME: _lt("The name is missing."),
    codes.INVALID_VAT: _lt(
        "The tax number %(vat)s is wrong: a digit is mistyped or missing. Correct it, or leave "
        "the cell empty."
    ),
    codes.UNKNOWN_COUNTRY: _lt(
        "There is no country %(country)s. Write its name in Hungarian or English, or its "
        "two-letter code."
    ),
    codes.AMBIGUOUS_MATCH: _lt(
        "The row could be several customers, or one with another tax number: %(partners)s. Merge "
        "them or correct the row's numbers."
    ),
    codes.CODE_CONFLICT: _lt(
        "The customer has another code in this source: %(partners)s. If both codes are right, "
        "let the source make delivery addresses of second codes."
    ),
    codes.NO_KEY: _lt(
        "Nothing would find this customer again: the row has no customer code, tax number, "
        "company registry number, e-mail or telephone."
    ),
    codes.ARCHIVED_MATCH: _lt("The customer is archived. Restore it if you deal with it again."),
    codes.CONSTRAINT: _lt("The customer could not be saved: %(refusal)s"),
}
WARNINGS = {
    codes.INVALID_VAT_FOREIGN: _lt("The foreign tax number is wrong and was left out."),
    codes.UNCHECKED_VAT_FOREIGN: _lt("The foreign tax number could not be checked."),
    codes.PERSONAL_ID: _lt("The tax number is a person's; it was not stored."),
    codes.PLACEHOLDER: _lt("The tax number is a filler; it was left out."),
    codes.GROUP_VAT: _lt("The tax number is a VAT group's; it was kept as such."),
    codes.INVALID_REGISTRY: _lt("The company registry number is wrong and was left out."),
    codes.EXTRA_PHONE: _lt("Further telephone numbers were put into the note."),
    codes.INVALID_PHONE: _lt("The telephone number is wrong and was left out."),
    codes.INVALID_EMAIL: _lt("The e-mail address is wrong and was left out."),
    codes.INVALID_COUNTRY: _lt("The country of an address is unknown and was left out."),
    codes.INVALID_NUMBER: _lt("A number could not be read and was left out."),
    codes.INVALID_DATE: _lt("A date could not be read and was left out."),
    codes.INVALID_BANK_ACCOUNT: _lt("The bank account number is wrong and was left out."),
    "unknown_user": _lt("There is no user of that name; the responsible was left out."),
    "unknown_credit_limit": _lt("Credit limits are set by accountants; the limit was left out."),
    "unknown_payment_term": _lt("There are no payment terms of that name; they were left out."),
}
READ_ERRORS = {
    errors.EMPTY_FILE: _lt("The file is empty."),
    errors.WRONG_FORMAT: _lt(
        "This is no file of the expected kind. Save it as CSV, XLSX, XLS, ODS or XML."
    ),
    errors.NOT_TEXT: _lt("The file holds no text: it is not a CSV file, or it is damaged."),
    errors.WRONG_ENCODING: _lt(
        "The file is not in the encoding that the source names. Leave the source's encoding "
        "empty, so that it is recognised."
    ),
    errors.BROKEN_FILE: _lt("The file is damaged or cut off. Export it again."),
    errors.ENCRYPTED_FILE: _lt("The file is protected by a password. Save it without one."),
    errors.ZIP_BOMB: _lt("The file unpacks into far more than such a file holds; it is refused."),
    errors.DTD_REFUSED: _lt(
        "The XML file brings definitions of its own (DTD); they can do harm and are refused."
    ),
    errors.NO_SUCH_SHEET: _lt("The workbook has no such worksheet, or none that is visible."),
    errors.NO_SUCH_RECORD: _lt("The XML file has no element at the source's record path."),
    errors.TOO_LARGE: _lt("A cell or the file is larger than any file of customers."),
}


def reason_message(env, reason, **facts):
    """Return a rejection's reason in words; facts that the sentence needs and are missing: –."""
    known = dict.fromkeys(("vat", "country", "partners", "refusal"), "–") | facts
    sentence = env._(REASONS[reason])
    return sentence % known


def warning_message(env, codes_of_row):
    """Return the warnings of a row in words."""
    return " ".join(env._(WARNINGS[code]) for code in codes_of_row)


def decoded(env, content_base64):
    """Return the content of a file that came as base64.

    :raise UserError: it is no base64
    """
    try:
        return base64.b64decode(content_base64, validate=True)
    except (ValueError, TypeError) as error:
        raise UserError(env._("The content of the file must be text in base64.")) from error


@contextmanager
def explained(env):
    """Say in words what is wrong with a file that a block reads.

    :raise UserError: in place of the engine's error
    """
    try:
        yield
    except errors.ReadError as error:
        raise UserError(env._(READ_ERRORS[error.code])) from error
