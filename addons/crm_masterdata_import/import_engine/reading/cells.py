"""Values of cells, as spreadsheets and databases have them, made into text."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

DAY_SECONDS = 86400
# the largest whole number that a spreadsheet's floating point number holds exactly
EXACT = 2**53
# Excel counts from here, taking 1900 for a leap year, or from the Macintosh's first day
EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
BEFORE_THE_LEAP_DAY = 60


def cell_text(value):
    """Return a value of Python (from a database, for instance) as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return float_text(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value.is_finite() else ""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def number_text(text):
    """Return a number as a sheet's XML has it, whole ones without ``.0``."""
    if text.isdecimal():
        return text
    try:
        return float_text(float(text))
    except ValueError:
        return text


def float_text(number):
    """Return a floating point number as text, whole ones without ``.0``, infinite ones empty."""
    if number != number or number in (float("inf"), float("-inf")):
        return ""
    if number.is_integer() and abs(number) <= EXACT:
        return str(int(number))
    return repr(number)


def serial_text(serial, since_1904=False):
    """Return a spreadsheet's day number as ISO date, with the time where there is one."""
    if 0 <= serial < 1 and not since_1904:
        return str(timedelta(seconds=round(serial * DAY_SECONDS))).rjust(8, "0")
    days = serial + 1 if serial < BEFORE_THE_LEAP_DAY and not since_1904 else serial
    try:
        moment = EPOCHS[since_1904] + timedelta(seconds=round(days * DAY_SECONDS))
    except (OverflowError, ValueError):
        return float_text(serial)
    return moment_text(moment)


def moment_text(moment):
    """Return a date with its time in ISO form; midnight is no time."""
    if moment.time() == time.min:
        return moment.date().isoformat()
    return moment.isoformat(" ")


def trimmed(cells):
    """Return the cells of a sheet's row without the empty ones at its end."""
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]
