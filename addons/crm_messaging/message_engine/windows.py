"""When a message may go out: between hours of a day, not on rest days."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

SUNDAY = 6
#: no country rests longer; days that are all said to be rest days end the search
LONGEST_REST = 31


def next_allowed(
    moment: datetime, start: timedelta, end: timedelta, is_rest: Callable[[date], bool]
) -> datetime:
    """Return the first moment, from one on, between two hours of a day that is no rest day.

    :param moment: local time; so is the result
    :param start: since midnight; included
    :param end: since midnight; excluded
    :param is_rest: whether nothing goes out on a day
    :raises ValueError: the hours are no window of a day
    """
    if not timedelta(0) <= start < end <= timedelta(days=1):
        raise ValueError("no window")
    midnight = datetime.combine(moment.date(), time())
    if moment - midnight < end and not is_rest(midnight.date()):
        return max(moment, midnight + start)
    for _day in range(LONGEST_REST):
        midnight += timedelta(days=1)
        if not is_rest(midnight.date()):
            break
    return midnight + start
