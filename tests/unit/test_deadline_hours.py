"""Working time: opening hours, and pauses while the customer is asked."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from deadline_engine import ALWAYS, DayTable, Timeline, opening_hours
from deadline_engine.hours import merge, without
from hypothesis import given
from hypothesis import strategies as st

BUDAPEST = ZoneInfo("Europe/Budapest")
WEEK = {day: [(8.0, 12.0), (12.5, 16.5)] for day in range(5)}
TABLE = DayTable(frozenset({date(2026, 8, 20), date(2026, 8, 21)}), frozenset({date(2026, 8, 8)}))
AUGUST = Timeline(
    opening_hours([WEEK], TABLE, BUDAPEST, date(2026, 7, 27), date(2026, 9, 13))
)  # fmt: skip


def at(text):
    """A moment of Budapest's summer time as UTC."""
    return datetime.fromisoformat(f"2026-{text}") - timedelta(hours=2)


def hours(count):
    return timedelta(hours=count)


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        # Wed 5 August, within the morning
        ("08-05T09:00", 2, "08-05T11:00"),
        # over lunch
        ("08-05T11:00", 2, "08-05T13:30"),
        # eight hours are one day, and end when it closes
        ("08-05T08:00", 8, "08-05T16:30"),
        # at night counts from the morning
        ("08-05T20:00", 1, "08-06T09:00"),
        # Friday 15:30, one hour left; Saturday 8 is worked with a Monday's hours
        ("08-07T15:30", 2, "08-08T09:00"),
        # Wed 19, 16:00: half an hour, then a feast, a rest day, a weekend; Mon 24 until 8:30
        ("08-19T16:00", 1, "08-24T08:30"),
        # nothing to wait for
        ("08-05T20:00", 0, "08-05T20:00"),
    ],
)
def test_when_working_time_is_over(start, length, end):
    assert AUGUST.due(at(start), hours(length)) == at(end)


def test_pauses_do_not_count():
    # Mon 10, 8:00: 3 h; asked from 11:00 to Tue 11, 10:00; then 1 h more
    pauses = [(at("08-10T11:00"), at("08-11T10:00"))]
    assert AUGUST.due(at("08-10T08:00"), hours(4), pauses) == at("08-11T11:00")
    # a pause that ended before does not matter, one that comes later neither
    assert AUGUST.due(at("08-12T08:00"), hours(4), pauses) == at("08-12T12:00")
    assert AUGUST.due(at("08-10T08:00"), hours(3), pauses) == at("08-10T11:00")


def test_while_a_pause_lasts_nothing_is_due():
    pauses = [(at("08-10T11:00"), None)]
    assert AUGUST.due(at("08-10T08:00"), hours(4), pauses) is None
    assert AUGUST.due(at("08-10T08:00"), hours(2), pauses) == at("08-10T10:00")
    assert ALWAYS.due(at("08-10T12:00"), hours(0), pauses) is None


def test_the_clock_on_the_wall_never_stops():
    assert ALWAYS.due(at("08-07T15:30"), hours(48)) == at("08-09T15:30")
    assert ALWAYS.between(at("08-07T15:30"), at("08-09T15:30")) == hours(48)


def test_hours_follow_the_change_of_clocks():
    line = opening_hours([WEEK], DayTable(), BUDAPEST, date(2026, 10, 23), date(2026, 10, 26))
    assert line[0][0] == datetime(2026, 10, 23, 6)  # eight o'clock in summer time
    assert line[-1][1] == datetime(2026, 10, 26, 15, 30)  # half past four in winter time
    assert len(line) == 4


def test_two_weeks_take_turns():
    # 1 January of year 1 was a Monday: weeks are counted from there
    weeks = [{0: [(8.0, 10.0)]}, {0: [(13.0, 24.0)]}]
    zone = ZoneInfo("UTC")
    line = opening_hours(weeks, DayTable(), zone, date(2026, 8, 3), date(2026, 8, 16))
    assert (date(2026, 8, 3).toordinal() - 1) // 7 % 2 == 0
    assert line == [
        (datetime(2026, 8, 3, 8), datetime(2026, 8, 3, 10)),
        (datetime(2026, 8, 10, 13), datetime(2026, 8, 11)),
    ]


def test_closed_times_are_cut_out():
    day = [(at("08-10T08:00"), at("08-10T16:00"))]
    closed = [(at("08-10T07:00"), at("08-10T09:00")), (at("08-10T12:00"), at("08-10T13:00"))]
    assert without(day, closed) == [
        (at("08-10T09:00"), at("08-10T12:00")),
        (at("08-10T13:00"), at("08-10T16:00")),
    ]
    assert merge([day[0], day[0], (at("08-10T16:00"), at("08-10T17:00"))]) == [
        (at("08-10T08:00"), at("08-10T17:00"))
    ]


START = datetime(2026, 8, 3)
MINUTES = st.integers(0, 30 * 24 * 60).map(lambda count: START + timedelta(minutes=count))
LENGTHS = st.integers(0, 40 * 60).map(lambda count: timedelta(minutes=count))


def _pauses(moments):
    ordered = sorted(set(moments))
    return list(zip(ordered[::2], ordered[1::2], strict=False))


@given(MINUTES, LENGTHS, st.lists(MINUTES, max_size=6).map(_pauses))
def test_as_counted_minute_by_minute(start, length, pauses):
    """What the line says is what a clerk finds who ticks off each minute of work."""
    moment, left = start, length
    while any(begin <= moment < end for begin, end in pauses) and not left:
        moment += timedelta(minutes=1)
    end = AUGUST.ends[-1]
    while left and moment < end:
        asleep = any(begin <= moment < stop for begin, stop in pauses)
        step = timedelta(minutes=1)
        if not asleep and AUGUST.between(moment, moment + step):
            left -= step
        moment += step
    found = AUGUST.due(start, length, pauses)
    if length:
        assert found == (None if left else moment)


@given(MINUTES, LENGTHS)
def test_after_is_the_inverse_of_between(start, length):
    end = AUGUST.after(start, length)
    if end is not None:
        assert AUGUST.between(start, end) == length
