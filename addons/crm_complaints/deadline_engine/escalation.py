"""Which level of an escalation is due for a ticket, since when and for the how-manieth time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .hours import Pause, Timeline


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a policy. `delay` counts on the clock of the timeline that comes with it."""

    id: int
    trigger: str
    threshold: float = 0.0
    delay: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an open ticket; the numbers count how often a fact came anew."""

    id: int
    received_at: datetime
    first_answer_at: datetime | None = None
    progress_at: datetime | None = None
    progress_no: int = 1
    deadline: datetime | None = None
    deadline_no: int = 1
    value: float = 0.0
    reopened_at: datetime | None = None
    reopen_count: int = 0
    repeats: int = 0
    rating: float | None = None
    rated_at: datetime | None = None
    rating_no: int = 0
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A level that is due: unique by ticket, level and occurrence."""

    ticket_id: int
    level_id: int
    occurrence: int
    moment: datetime
    base: datetime


def due_of(level: Level, facts: Facts, timeline: Timeline, now: datetime) -> Due | None:
    """Return what is due by `now`, None if nothing is."""
    start = _STARTS[level.trigger](level, facts)
    if start is None:
        return None
    base, occurrence = start
    if base > now:
        return None
    # the law's day comes whether we wait for the customer or not
    pauses = () if level.trigger == "deadline" else facts.pauses
    moment = timeline.due(base, level.delay, pauses)
    if moment is None or moment > now:
        return None
    return Due(facts.id, level.id, occurrence, moment, base)


def _no_first_answer(_level, facts):
    return None if facts.first_answer_at else (facts.received_at, 1)


def _no_progress(_level, facts):
    return facts.progress_at or facts.received_at, facts.progress_no


def _deadline(level, facts):
    """The threshold says how many hours before the deadline the level's time begins."""
    if not facts.deadline:
        return None
    return facts.deadline - timedelta(hours=level.threshold), facts.deadline_no


def _value(level, facts):
    return (facts.received_at, 1) if facts.value >= level.threshold > 0 else None


def _reopened(level, facts):
    if not facts.reopened_at or facts.reopen_count < max(level.threshold, 1):
        return None
    return facts.reopened_at, facts.reopen_count


def _repeat(level, facts):
    return (facts.received_at, 1) if facts.repeats >= max(level.threshold, 2) else None


def _rating(level, facts):
    if facts.rated_at is None or facts.rating is None or facts.rating > level.threshold:
        return None
    return facts.rated_at, facts.rating_no


_STARTS = {
    "no_first_answer": _no_first_answer,
    "no_progress": _no_progress,
    "deadline": _deadline,
    "value": _value,
    "reopened": _reopened,
    "repeat": _repeat,
    "rating": _rating,
}
TRIGGERS = tuple(_STARTS)
