"""When a message may go out: between hours of a day, not on Sundays."""

from datetime import datetime, time, timedelta

SUNDAY = 6


def next_allowed(moment: datetime, start: timedelta, end: timedelta, on_sundays: bool) -> datetime:
    """Return the first moment, from one on, between two hours of a day that is no rest day.

    :param moment: local time; so is the result
    :param start: since midnight; included
    :param end: since midnight; excluded
    :raises ValueError: the hours are no window of a day
    """
    if not timedelta(0) <= start < end <= timedelta(days=1):
        raise ValueError("no window")
    midnight = datetime.combine(moment.date(), time())
    if moment - midnight < end and _may(midnight, on_sundays):
        return max(moment, midnight + start)
    midnight += timedelta(days=1)
    if not _may(midnight, on_sundays):
        midnight += timedelta(days=1)
    return midnight + start


def _may(day, on_sundays):
    return on_sundays or day.weekday() != SUNDAY
