"""Which levels of an escalation are due for a ticket, and since when."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from .hours import Pause, Timeline


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a policy; `delay` counts on the clock of the timeline that comes with it."""

    id: int
    trigger: str
    threshold: float = 0.0
    delay: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a ticket.

    `progress` holds the moments of work on it, oldest first; `repeats` tells for a level how many
    complaints of the same kind there were; `customer_rank` is 1 for the customer who bought most.
    """

    id: int
    received_at: datetime
    first_answer_at: datetime | None = None
    progress: tuple[datetime, ...] = ()
    deadline: datetime | None = None
    value: float = 0.0
    reopened_at: datetime | None = None
    reopen_count: int = 0
    repeats: Mapping[int, int] = field(default_factory=dict)
    rating: float | None = None
    rated_at: datetime | None = None
    customer_rank: int | None = None
    manager_asked_at: datetime | None = None
    manager_decided_at: datetime | None = None
    closed_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A level that is due. `base` is the fact behind it: the same fact never counts twice."""

    ticket_id: int
    level_id: int
    base: datetime
    moment: datetime


@dataclass(frozen=True, slots=True)
class _Episode:
    """A state that began with the fact `base`, lets time run from `start`, and ended at `end`."""

    base: datetime
    start: datetime
    end: datetime | None = None


def due_now(level: Level, facts: Facts, timeline: Timeline, now: datetime) -> Due | None:
    """Return what is due for a ticket by `now`: of states that last, the newest.

    Of a closed ticket only a bad rating counts.
    """
    found = None
    if facts.closed_at and level.trigger != "rating":
        return None
    for episode in _STARTS[level.trigger](level, facts):
        if episode.end is None:
            moment = _moment(level, facts, timeline, episode)
            if moment is not None and moment <= now:
                found = Due(facts.id, level.id, episode.base, moment)
    return found


def due_between(
    level: Level, facts: Facts, timeline: Timeline, first: datetime, last: datetime
) -> list[Due]:
    """Return what came due from `first` to `last`, also of states that ended later."""
    found = []
    for episode in _STARTS[level.trigger](level, facts):
        moment = _moment(level, facts, timeline, episode)
        ends = [end for end in (episode.end, facts.closed_at) if end is not None]
        if moment is not None and first <= moment <= last and all(moment < end for end in ends):
            found.append(Due(facts.id, level.id, episode.base, moment))
    return found


def fresh(
    dues: Iterable[Due], known: Mapping[tuple[int, int], Mapping[datetime, int]]
) -> Iterator[tuple[Due, int]]:
    """Yield each due that has no event yet, with the number of its occurrence.

    :param known: (ticket, level) → the facts that had their event → its occurrence
    """
    for due in dues:
        seen = known.get((due.ticket_id, due.level_id), {})
        if due.base not in seen:
            yield due, max(seen.values(), default=0) + 1


def _moment(level, facts, timeline, episode):
    # the law's day comes whether we wait for the customer or not
    pauses = () if level.trigger == "deadline" else facts.pauses
    return timeline.due(episode.start, level.delay, pauses)


def _no_first_answer(_level, facts):
    yield _Episode(facts.received_at, facts.received_at, facts.first_answer_at)


def _no_progress(_level, facts):
    moments = (facts.received_at, *facts.progress)
    for start, end in pairwise((*moments, None)):
        yield _Episode(start, start, end)


def _deadline(level, facts):
    """The threshold says how many hours before the deadline the level's time begins."""
    if facts.deadline:
        yield _Episode(facts.deadline, facts.deadline - timedelta(hours=level.threshold))


def _value(level, facts):
    if facts.value >= level.threshold > 0:
        yield _Episode(facts.received_at, facts.received_at)


def _reopened(level, facts):
    if facts.reopened_at and facts.reopen_count >= max(level.threshold, 1):
        yield _Episode(facts.reopened_at, facts.reopened_at)


def _repeat(level, facts):
    if facts.repeats.get(level.id, 0) >= max(level.threshold, 2):
        yield _Episode(facts.received_at, facts.received_at)


def _rating(level, facts):
    if facts.rated_at and facts.rating is not None and facts.rating <= level.threshold:
        yield _Episode(facts.rated_at, facts.rated_at)


def _customer(level, facts):
    """The threshold says how many of the best customers count."""
    if facts.customer_rank and facts.customer_rank <= level.threshold:
        yield _Episode(facts.received_at, facts.received_at)


def _manager(_level, facts):
    if facts.manager_asked_at:
        yield _Episode(facts.manager_asked_at, facts.manager_asked_at, facts.manager_decided_at)


_STARTS = {
    "no_first_answer": _no_first_answer,
    "no_progress": _no_progress,
    "deadline": _deadline,
    "value": _value,
    "reopened": _reopened,
    "repeat": _repeat,
    "rating": _rating,
    "customer": _customer,
    "manager": _manager,
}
