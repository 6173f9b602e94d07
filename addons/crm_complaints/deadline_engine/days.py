"""Days: which are worked, and when a day ends in a place."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY = timedelta(days=1)
LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class DayTable:
    """Days that differ from the week's rule: rest days, and weekend days that are worked."""

    rest: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    weekend: frozenset[int] = frozenset({5, 6})

    def works(self, day: date) -> bool:
        """Tell whether people work on this day."""
        if day in self.worked:
            return True
        return day.weekday() not in self.weekend and day not in self.rest

    def add_working_days(self, day: date, count: int) -> date:
        """Return the last of `count` working days after `day`, which itself does not count."""
        if len(self.weekend) > 6:
            raise ValueError("a week without a working day")
        while count > 0:
            day += DAY
            count -= self.works(day)
        return day


def local_day(moment: datetime, zone: tzinfo) -> date:
    """Return the day that a UTC moment falls on in a place."""
    return moment.replace(tzinfo=UTC).astimezone(zone).date()


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """Return the last second of a day in a place, in UTC without zone."""
    return datetime.combine(day, LAST_SECOND, zone).astimezone(UTC).replace(tzinfo=None)
