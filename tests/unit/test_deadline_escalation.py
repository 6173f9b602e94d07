"""Which level is due, when, and never twice for the same fact."""

from datetime import datetime, timedelta

import pytest
from deadline_engine import ALWAYS, Due, Facts, Level, Timeline, due_between, due_now, fresh
from hypothesis import given
from hypothesis import strategies as st

# eight hours each day of August 2026
DAYS = [datetime(2026, 8, day, 8) for day in range(1, 31)]
SHIFTS = Timeline((day, day + timedelta(hours=8)) for day in DAYS)
NOW = datetime(2026, 8, 12, 12)
RECEIVED = datetime(2026, 8, 10, 8)
TICKET = Facts(id=7, received_at=RECEIVED)


def level(trigger, threshold=0.0, delay=0):
    return Level(3, trigger, threshold, timedelta(hours=delay))


def facts(**more):
    return Facts(**{"id": 7, "received_at": RECEIVED, **more})


def aug(day, hour, minute=0):
    return datetime(2026, 8, day, hour, minute)


def test_no_first_answer():
    rule = level("no_first_answer", delay=12)
    assert due_now(rule, TICKET, SHIFTS, NOW) == Due(7, 3, RECEIVED, aug(11, 12))
    assert due_now(rule, TICKET, SHIFTS, aug(11, 12)) is not None
    assert due_now(rule, TICKET, SHIFTS, aug(11, 11, 59)) is None
    assert due_now(rule, facts(first_answer_at=NOW), SHIFTS, NOW) is None


def test_no_progress_counts_from_the_last_step():
    rule = level("no_progress", delay=4)
    stalled = facts(progress=(aug(11, 8), aug(12, 8)))
    assert due_now(rule, stalled, SHIFTS, NOW) == Due(7, 3, aug(12, 8), NOW)
    assert due_now(rule, facts(progress=(aug(12, 8, 1),)), SHIFTS, NOW) is None


def test_a_deadline_is_near_and_comes_though_we_wait_for_the_customer():
    rule = level("deadline", threshold=48)
    ticket = facts(deadline=aug(14, 12), pauses=((aug(11, 8), None),))
    assert due_now(rule, ticket, ALWAYS, NOW) == Due(7, 3, aug(14, 12), NOW)
    assert due_now(rule, ticket, ALWAYS, aug(12, 11, 59)) is None
    assert due_now(level("no_first_answer", delay=25), ticket, ALWAYS, NOW) is None
    assert due_now(rule, TICKET, ALWAYS, NOW) is None


@pytest.mark.parametrize(
    ("rule", "more", "base"),
    [
        (level("value", 1000), {"value": 1000.0}, RECEIVED),
        (level("value", 1000), {"value": 999.99}, None),
        (level("value", 0), {"value": 0.0}, None),
        (level("reopened"), {"reopened_at": aug(11, 9), "reopen_count": 2}, aug(11, 9)),
        (level("reopened", 2), {"reopened_at": aug(11, 9), "reopen_count": 1}, None),
        (level("reopened"), {}, None),
        (level("repeat", 3), {"repeats": {3: 3}}, RECEIVED),
        (level("repeat", 3), {"repeats": {3: 2, 4: 9}}, None),
        (level("repeat"), {"repeats": {3: 1}}, None),
        (level("rating", 2), {"rating": 1.0, "rated_at": aug(11, 9)}, aug(11, 9)),
        (level("rating", 2), {"rating": 3.0, "rated_at": aug(11, 9)}, None),
        (level("rating", 2), {"rating": 0.0}, None),
    ],
)
def test_other_triggers(rule, more, base):
    due = due_now(rule, facts(**more), SHIFTS, NOW)
    assert (due and due.base) == base


def test_what_has_not_come_in_yet_is_not_due():
    assert due_now(level("no_first_answer"), TICKET, ALWAYS, aug(9, 8)) is None


def test_one_of_the_best_customers():
    assert due_now(level("customer", 10), facts(customer_rank=10), ALWAYS, NOW).base == RECEIVED
    assert due_now(level("customer", 10), facts(customer_rank=11), ALWAYS, NOW) is None
    assert due_now(level("customer", 10), facts(), ALWAYS, NOW) is None


def test_a_manager_takes_his_time():
    rule, asked = level("manager", delay=4), aug(11, 8)
    waiting = facts(manager_asked_at=asked)
    assert due_now(rule, waiting, SHIFTS, aug(11, 12)) == Due(7, 3, asked, aug(11, 12))
    assert due_now(rule, waiting, SHIFTS, aug(11, 11, 59)) is None
    assert due_now(rule, TICKET, SHIFTS, NOW) is None
    decided = facts(manager_asked_at=asked, manager_decided_at=aug(11, 13))
    assert due_now(rule, decided, SHIFTS, NOW) is None
    first, last = aug(1, 0), aug(30, 0)
    assert due_between(rule, decided, SHIFTS, first, last) == [Due(7, 3, asked, aug(11, 12))]


def test_of_a_closed_ticket_only_a_bad_rating_counts():
    closed = facts(closed_at=aug(11, 9), rating=1.0, rated_at=aug(11, 10))
    assert due_now(level("no_first_answer"), closed, SHIFTS, NOW) is None
    assert due_now(level("rating", 2), closed, SHIFTS, NOW).base == aug(11, 10)


def test_looking_back_finds_what_was_answered_late():
    rule = level("no_first_answer", delay=4)
    late, in_time = facts(first_answer_at=aug(10, 13)), facts(first_answer_at=aug(10, 11))
    first, last = aug(1, 0), aug(30, 0)
    assert due_between(rule, late, SHIFTS, first, last) == [Due(7, 3, RECEIVED, aug(10, 12))]
    assert due_between(rule, in_time, SHIFTS, first, last) == []
    assert due_between(rule, late, SHIFTS, first, aug(10, 11)) == []
    assert due_between(rule, facts(closed_at=aug(10, 11)), SHIFTS, first, last) == []


def test_looking_back_finds_each_standstill():
    rule = level("no_progress", delay=8)
    worked = facts(progress=(aug(12, 8), aug(12, 10), aug(14, 8)), closed_at=aug(16, 8))
    dues = due_between(rule, worked, SHIFTS, aug(1, 0), aug(30, 0))
    assert [due.moment for due in dues] == [aug(10, 16), aug(13, 10), aug(14, 16)]


def test_the_same_fact_never_counts_twice():
    due = Due(7, 3, RECEIVED, NOW)
    assert list(fresh([due], {})) == [(due, 1)]
    assert list(fresh([due], {(7, 3): {RECEIVED: 1}})) == []
    assert list(fresh([due], {(7, 3): {aug(1, 8): 1, aug(2, 8): 2}})) == [(due, 3)]
    assert list(fresh([due], {(8, 3): {RECEIVED: 1}, (7, 4): {RECEIVED: 1}})) == [(due, 1)]


MOMENTS = st.integers(0, 20 * 24 * 60).map(lambda count: aug(1, 0) + timedelta(minutes=count))


@given(st.sets(MOMENTS, max_size=8), st.integers(1, 30), MOMENTS)
def test_today_and_looking_back_agree(steps, delay, now):
    """What is due now is the last of what came due until now, if that state still lasts."""
    rule = level("no_progress", delay=delay)
    received, *progress = sorted({aug(1, 0), *steps})
    ticket = facts(received_at=received, progress=tuple(progress))
    due = due_now(rule, ticket, SHIFTS, now)
    past = due_between(rule, ticket, SHIFTS, aug(1, 0), now)
    assert due == next((one for one in past if one.base == (progress or [received])[-1]), None)
