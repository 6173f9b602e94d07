"""The law's terms: each day worked out with a calendar in hand."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from deadline_engine import DayTable, LegalTerms, end_of_day, legal_deadlines, local_day
from hypothesis import given
from hypothesis import strategies as st

BUDAPEST = ZoneInfo("Europe/Budapest")


def days(year, text):
    return {date(year, *map(int, word.split("-"))) for word in text.split()}


REST = days(2026, "1-1 1-2 3-15 4-3 4-5 4-6 5-1 5-24 5-25 8-20 8-21 10-23 11-1 12-24 12-25 12-26")
REST |= days(2027, "1-1 3-15 3-26 3-28 3-29 5-1 5-16 5-17 8-20 10-23 11-1 12-24 12-25 12-26")
HUNGARY = DayTable(frozenset(REST), frozenset(days(2026, "1-10 8-8")))


def deadlines(regime, received, zone=BUDAPEST, **more):
    moment = datetime.fromisoformat(received)
    return legal_deadlines(regime, moment, zone, HUNGARY, LegalTerms(), **more)


# received (UTC), last moment (UTC); the days that count stand beside
@pytest.mark.parametrize(
    ("received", "due"),
    [
        # Thu 6, Fri 7, Sat 8 (transferred), Mon 10, Tue 11
        ("2026-08-05T10:00:00", "2026-08-11T21:59:59"),
        # Tue 18, Wed 19, Mon 24, Tue 25, Wed 26: 20 a feast, 21 transferred rest
        ("2026-08-17T08:00:00", "2026-08-26T21:59:59"),
        # half past eleven on New Year's Eve: 5, 6, 7, 8, 9 January
        ("2025-12-31T22:30:00", "2026-01-09T22:59:59"),
        # half past midnight: it is New Year's Day already, the same five days
        ("2025-12-31T23:30:00", "2026-01-09T22:59:59"),
        # 6, 7, 8, 9, Saturday 10 January is worked
        ("2026-01-05T09:00:00", "2026-01-10T22:59:59"),
        # 19 to 22 October, Mon 26: clocks went back on the 25th
        ("2026-10-16T09:00:00", "2026-10-26T22:59:59"),
        # Thu 2, then Good Friday and Easter Monday, 7, 8, 9, 10 April
        ("2026-04-01T09:00:00", "2026-04-10T21:59:59"),
        # 28, 29, 30, 31 December, 4 January 2027
        ("2026-12-23T09:00:00", "2027-01-04T22:59:59"),
        # 30, 31 March, 1, 2, 5 April: Easter 2027, summer time since the 28th
        ("2027-03-25T09:00:00", "2027-04-05T21:59:59"),
        # on a Saturday evening: Mon 18, Tue 19, Wed 20, Thu 21, Fri 22 January
        ("2027-01-16T21:00:00", "2027-01-22T22:59:59"),
        # Thursday: Fri 14, Tue 18, Wed 19, Thu 20, Fri 21 May; Whit Monday is the 17th
        ("2027-05-13T07:00:00", "2027-05-21T21:59:59"),
    ],
)
def test_statement_within_five_working_days(received, due):
    assert deadlines("warranty", received).statement == datetime.fromisoformat(due)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        # thirty days after 26 September is 26 October, winter time
        ("2026-09-26T10:00:00", "2026-10-26T22:59:59"),
        # Christmas Eve stays: calendar days do not move
        ("2026-11-24T10:00:00", "2026-12-24T22:59:59"),
        # the last second of 27 February, and one second later
        ("2026-02-27T22:59:59", "2026-03-29T21:59:59"),
        ("2026-02-27T23:00:00", "2026-03-30T21:59:59"),
        ("2027-02-01T10:00:00", "2027-03-03T22:59:59"),
    ],
)
def test_answer_within_thirty_days(received, due):
    found = deadlines("consumer", received)
    assert found.answer == datetime.fromisoformat(due)
    assert (found.statement, found.repair, found.refund) == (None, None, None)


def test_repair_within_fifteen_days_over_the_change_of_clocks():
    found = deadlines("warranty", "2027-10-16T10:00:00")
    assert found.repair == datetime(2027, 10, 31, 22, 59, 59)
    assert (found.answer, found.refund) == (None, None)


@pytest.mark.parametrize(
    ("zone", "received", "due"),
    [
        ("Europe/Budapest", "2026-06-20T10:00:00", "2026-07-04T21:59:59"),
        # ten in the evening of 4 March in New York; 18 March in summer time (UTC-4)
        ("America/New_York", "2026-03-05T03:00:00", "2026-03-19T03:59:59"),
        # one in the morning of 21 September in Auckland; 5 October in summer time (UTC+13)
        ("Pacific/Auckland", "2026-09-20T13:00:00", "2026-10-05T10:59:59"),
        # UTC itself
        ("UTC", "2026-06-20T23:59:59", "2026-07-04T23:59:59"),
    ],
)
def test_refund_within_fourteen_days(zone, received, due):
    found = deadlines("withdrawal", received, ZoneInfo(zone))
    assert found.refund == datetime.fromisoformat(due)


def test_a_complaint_that_withdraws_has_a_refund_term_too():
    found = deadlines("consumer", "2026-06-20T10:00:00", withdraws=True)
    assert found.refund == datetime(2026, 7, 4, 21, 59, 59)
    assert found.answer == datetime(2026, 7, 20, 21, 59, 59)


@pytest.mark.parametrize("regime", ["b2b", "none"])
def test_firms_and_questions_have_no_terms(regime):
    found = deadlines(regime, "2026-06-20T10:00:00", withdraws=True)
    assert found == type(found)()


def test_a_week_needs_a_working_day():
    with pytest.raises(ValueError, match="working day"):
        DayTable(weekend=frozenset(range(7))).add_working_days(date(2026, 1, 1), 1)


DATES = st.dates(date(2026, 1, 1), date(2027, 11, 30))
ZONES = st.sampled_from(["UTC", "Europe/Budapest", "America/New_York", "Pacific/Auckland"])


@given(DATES, st.integers(0, 30))
def test_so_many_days_were_worked(day, count):
    end = HUNGARY.add_working_days(day, count)
    between = [day + timedelta(days=step + 1) for step in range((end - day).days)]
    assert sum(map(HUNGARY.works, between)) == count
    assert not count or HUNGARY.works(end)


@given(DATES, ZONES)
def test_a_day_ends_on_that_day(day, zone):
    moment = end_of_day(day, ZoneInfo(zone))
    assert local_day(moment, ZoneInfo(zone)) == day
    assert local_day(moment + timedelta(seconds=1), ZoneInfo(zone)) == day + timedelta(days=1)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 11, 1)), ZONES)
def test_every_term_is_in_the_future_and_later_receipt_is_never_earlier(received, zone):
    tz = ZoneInfo(zone)
    first = legal_deadlines("warranty", received, tz, HUNGARY, LegalTerms())
    later = legal_deadlines("warranty", received + timedelta(days=1), tz, HUNGARY, LegalTerms())
    assert received < first.statement <= later.statement
    assert received < first.repair < later.repair
