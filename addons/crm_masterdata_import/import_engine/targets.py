"""What a column may be laid into, and what kind of value stands there.

A target is a partner's field, ``code`` (the customer's code in the source), ``category``,
``note``, ``bank.acc_number``, a field of a child (``contact.*``, ``delivery.*``, ``invoice.*``,
``postal.*``), or a segment on an axis: ``segment.<code of the axis>``.
"""

from functools import cache

TEXT, LIST, PHONE, EMAIL, COUNTRY = "text", "list", "phone", "email", "country"
ZIP, VAT, REGISTRY, NUMBER, DATE, BANK = "zip", "vat", "registry", "number", "date", "bank"

CODE, NAME = "code", "name"
IS_COMPANY = "is_company"
# the number of a VAT group, which a tax number's column may hold
GROUP_VAT = "group_vat"
SEGMENT = "segment."
# the further numbers of a telephone column, one a line; they end in the note
OTHERS = ":others"

_KINDS = {
    "phone": PHONE,
    "fax": PHONE,
    "mobile": PHONE,
    "email": EMAIL,
    "country": COUNTRY,
    "zip": ZIP,
    "vat": VAT,
    "company_registry": REGISTRY,
    "credit_limit": NUMBER,
    "revenue": NUMBER,
    "headcount": NUMBER,
    "founded": DATE,
    "birthdate": DATE,
    "acc_number": BANK,
    "category": LIST,
    "role": LIST,
}
# a tax or registry number identifies the partner; below a child it is only text
_OF_PARTNER = frozenset({VAT, REGISTRY})


@cache
def kind_of(target):
    """Return the kind of value of a target; what is not known otherwise is text."""
    if target.startswith(SEGMENT):
        return TEXT
    kind = _KINDS.get(target.rpartition(".")[2], TEXT)
    return TEXT if kind in _OF_PARTNER and "." in target else kind
