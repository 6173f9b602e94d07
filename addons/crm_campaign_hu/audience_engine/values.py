"""What stands in a criterion's value."""

from decimal import Decimal, InvalidOperation

from .faults import Fault

LARGEST = Decimal(10) ** 15
LARGEST_ID = 2**31 - 1
#: thousands may be set apart by these
BLANKS = dict.fromkeys(map(ord, " \u00a0\u202f"))


def as_text(value):
    """Return a value as it is kept: numbers, truths and lists of them are welcome as well.

    :raise Fault: it is something else
    """
    if isinstance(value, bool):
        return "1" if value else "0"
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value)) if abs(value) < LARGEST else repr(value)
    if isinstance(value, str | int | float | Decimal):
        return str(value)
    if isinstance(value, list | tuple | set):
        return ",".join(as_text(one) for one in value)
    raise Fault("value", value=str(value)[:60])


def numbers(text, most=0):
    """Return the numbers that stand in a text, with a decimal point, set apart by commas."""
    found = tuple(_number(part) for part in text.split(","))
    if most and len(found) > most:
        raise Fault("one_number", value=text[:60])
    return found


def _number(text):
    text = text.translate(BLANKS)
    if not text:
        raise Fault("value_missing")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise Fault("number", value=text[:60]) from None
    if not number.is_finite() or abs(number) > LARGEST:
        raise Fault("number", value=text[:60])
    return number


def ids(text):
    """Return the ids that stand in a text, set apart by commas; none in an empty one."""
    found = []
    for part in filter(None, (one.strip() for one in text.split(","))):
        if not (part.isascii() and part.isdigit()) or not 0 < int(part[:12]) <= LARGEST_ID:
            raise Fault("id", value=part[:60])
        found.append(int(part))
    return tuple(dict.fromkeys(found))


def words(text):
    """Return the ids (int) and names (str) that stand in a text, set apart by commas."""
    found = []
    for part in filter(None, (one.strip() for one in text.split(","))):
        found += ids(part) if part.isascii() and part.isdigit() else (part,)
    return tuple(dict.fromkeys(found))
