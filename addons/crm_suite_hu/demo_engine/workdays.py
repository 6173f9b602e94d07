"""Days on which a Hungarian builders' merchant is open, and how busy the season is."""

from datetime import timedelta

FIXED_HOLIDAYS = {(1, 1), (3, 15), (5, 1), (8, 20), (10, 23), (11, 1), (12, 24), (12, 25), (12, 26)}
SEASON = (0.5, 0.6, 0.9, 1.15, 1.2, 1.2, 1.1, 1.05, 1.2, 1.15, 0.95, 0.55)
GROWTH = 0.35
BANK_WEEKDAYS = (1, 4)


def is_workday(day):
    """True from Monday to Friday, but for the holidays with a fixed date."""
    return day.weekday() < 5 and (day.month, day.day) not in FIXED_HOLIDAYS


def workdays(first, end):
    """List the working days from ``first`` up to, without, ``end``."""
    days = (first + timedelta(days=i) for i in range((end - first).days))
    return [day for day in days if is_workday(day)]


def add_workdays(day, count):
    """Return the working day that lies ``count`` working days after ``day``.

    The working day after a Friday is Monday; with 0 it is ``day`` itself or the next one open.
    """
    while count > 0:
        day += timedelta(days=1)
        count -= is_workday(day)
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def bank_day(day):
    """Return the first day from ``day`` on when the firm books its bank statement."""
    while day.weekday() not in BANK_WEEKDAYS or not is_workday(day):
        day += timedelta(days=1)
    return day


def busyness(day, first, end):
    """Weight of a day: the season's, grown by :data:`GROWTH` over the whole period."""
    share = (day - first).days / max((end - first).days, 1)
    return SEASON[day.month - 1] * (1 + GROWTH * share)
