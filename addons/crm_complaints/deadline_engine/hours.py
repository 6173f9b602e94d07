"""Working time as a line of intervals: how much of it passed, and when so much of it is over."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import accumulate

from .days import DAY, DayTable

Interval = tuple[datetime, datetime]
Pause = tuple[datetime, datetime | None]
NOTHING = timedelta()


class Timeline:
    """Intervals of UTC in which the clock runs; outside of them it stands."""

    def __init__(self, intervals: Iterable[Interval]):
        merged = merge(intervals)
        self.starts = [start for start, _end in merged]
        self.ends = [end for _start, end in merged]
        lengths = (end - start for start, end in merged)
        #: working time before each interval, and all of it at the end
        self.before = [*accumulate(lengths, initial=NOTHING)]

    def until(self, moment: datetime) -> timedelta:
        """Return the working time up to a moment."""
        place = bisect_right(self.starts, moment)
        if not place:
            return NOTHING
        return self.before[place - 1] + min(moment, self.ends[place - 1]) - self.starts[place - 1]

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time from `start` to `end`."""
        return self.until(end) - self.until(start)

    def after(self, start: datetime, length: timedelta) -> datetime | None:
        """Return when so much working time is over, None if the line ends before that."""
        if length <= NOTHING:
            return start
        target = self.until(start) + length
        place = bisect_left(self.before, target)
        if place == len(self.before):
            return None
        return self.starts[place - 1] + (target - self.before[place - 1])

    def due(
        self, start: datetime, length: timedelta, pauses: Sequence[Pause] = ()
    ) -> datetime | None:
        """Return when the time is up, without that of the pauses (in order, not overlapping).

        None as long as a pause lasts, and if the line ends before.
        """
        for pause_start, pause_end in pauses:
            if pause_end is not None and pause_end <= start:
                continue
            moment = self.after(start, length)
            if moment is None or moment <= pause_start:
                return moment
            if pause_end is None:
                return None
            length -= self.between(start, max(start, pause_start))
            start = pause_end
        return self.after(start, length)


def merge(intervals: Iterable[Interval]) -> list[Interval]:
    """Return the intervals in order, overlapping and touching ones as one, empty ones left out."""
    merged: list[Interval] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        elif start < end:
            merged.append((start, end))
    return merged


def without(intervals: Iterable[Interval], closed: Iterable[Interval]) -> list[Interval]:
    """Return the intervals less the closed times."""
    rest = merge(intervals)
    for shut, opens in merge(closed):
        cut = []
        for start, end in rest:
            if shut >= end or opens <= start:
                cut.append((start, end))
            else:
                cut += [(start, min(end, shut)), (max(start, opens), end)]
        rest = [(start, end) for start, end in cut if start < end]
    return rest


def opening_hours(
    weeks: Sequence[Mapping[int, Sequence[tuple[float, float]]]],
    table: DayTable,
    zone: tzinfo,
    first: date,
    last: date,
) -> list[Interval]:
    """Return the open intervals from day `first` to day `last`.

    :param weeks: for each kind of week (one, or two that take turns) weekday → hours from and to.
        A transferred working day without hours of its own has those of the week's first open day.
    """
    found: list[Interval] = []
    day = first
    while day <= last:
        week = weeks[(day.toordinal() - 1) // 7 % len(weeks)]
        worked = day in table.worked
        if worked or day not in table.rest:
            hours = week.get(day.weekday()) or (_usual(week) if worked else ())
            found += [(_moment(day, start, zone), _moment(day, end, zone)) for start, end in hours]
        day += DAY
    return found


def _usual(week):
    return next((week[weekday] for weekday in sorted(week) if week[weekday]), ())


def _moment(day: date, hour: float, zone: tzinfo) -> datetime:
    """The hour of a clock on the wall: on a day with a change of clocks too."""
    minutes = round(hour * 60)
    if minutes >= 24 * 60:
        day, minutes = day + timedelta(days=1), minutes - 24 * 60
    local = datetime.combine(day, time(minutes // 60, minutes % 60), zone)
    return local.astimezone(UTC).replace(tzinfo=None)


class _Always(Timeline):
    """The clock on the wall."""

    def __init__(self):
        super().__init__([(datetime.min, datetime.max)])

    def after(self, start, length):
        return start + max(length, NOTHING)


ALWAYS = _Always()
