"""Tax numbers of other countries, in the Union by python-stdnum."""

from functools import lru_cache

from stdnum.eu import vat
from stdnum.exceptions import ValidationError

VALID, INVALID, UNCHECKED = "valid", "invalid", "unchecked"
# Greece's tax office writes EL; Northern Ireland (XI) is no country
UNION = frozenset(code.upper() for code in vat.MEMBER_STATES - {"xi"}) | {"EL"}


def check_foreign(number, checker=None):
    """Return ``(verdict, number)`` for a compact number that begins with its country's code.

    The number comes back in its compact form (Greek ones with EL), empty where it is invalid.

    :param checker: called with a country's ISO code and the number behind it for countries
        outside the Union; says True, False, or None where it knows no rule. Without it such
        numbers are unchecked.
    """
    code, rest = number[:2], number[2:]
    if code in UNION:
        return _check_union("EL" if code == "GR" else code, rest)
    valid = checker(code, rest) if checker else None
    if valid is None:
        return UNCHECKED, number
    return (VALID, number) if valid else (INVALID, "")


@lru_cache(maxsize=4096)
def _check_union(code, rest):
    try:
        return VALID, vat.validate(code + rest)
    except ValidationError:
        return INVALID, ""
