"""Rules that combine: group after group, each under its policy and its cap."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from .benefits import offer, offers
from .book import Entry, Stage
from .measures import Measures
from .numbers import ZERO
from .ratio import Ratio
from .rules import AMOUNT_TOTAL, BEST, CASCADE, FIRST, NO, SUM
from .work import Offer, WorkLine

# a group's rules on one line, from the earliest on
Member = tuple[WorkLine, list[Entry]]


def combine(lines: Iterable[WorkLine], measures: Measures) -> None:
    """Take off each line what its groups' rules give; what they left is each line's new base.

    The lines go through a group together, for an amount for the whole order is shared over the
    prices that all of them have come to.
    """
    for stage, members in _stages(lines):
        if stage.group.policy == CASCADE:
            _cascade(stage, members, measures)
        else:
            _compete(stage, members, measures)


def shrink(given: list[Offer], most: Ratio) -> list[Offer]:
    """The offers, all smaller in proportion when together they exceed `most` per unit."""
    total = sum((each.unit for each in given), ZERO)
    if total <= most:
        return given
    share = most / total
    return [each._replace(unit=each.unit * share) for each in given]


def _stages(lines: Iterable[WorkLine]) -> list[tuple[Stage, list[Member]]]:
    stages: dict[Stage, list[Member]] = defaultdict(list)
    for line in lines:
        own: dict[Stage, list[Entry]] = defaultdict(list)
        for entry in line.rules:
            if entry.rule.exclusive == NO:
                own[entry.stage].append(entry)
        for stage, entries in own.items():
            stages[stage].append((line, entries))
    return sorted(stages.items(), key=lambda item: (item[0].group.sequence, item[0].group.code))


def _compete(stage: Stage, members: list[Member], measures: Measures) -> None:
    choose = _POLICIES[stage.group.policy]
    pools = measures.pools(lambda entry: entry.stage is stage)
    for line, entries in members:
        found = offers(entries, line, measures, pools)
        line.offers += found
        _settle(stage, line, choose(found))


def _cascade(stage: Stage, members: list[Member], measures: Measures) -> None:
    start = {line: line.base for line, _entries in members}
    given: dict[WorkLine, list[Offer]] = {line: [] for line in start}
    for entry, lines in _by_rule(members):
        pool = measures.pool(entry) if entry.rule.benefit == AMOUNT_TOTAL else ZERO
        for line in lines:
            found = offer(entry, line, measures, pool)
            if found:
                given[line].append(found)
                line.base -= found.unit
    for line, found in given.items():
        line.base = start[line]
        line.offers += found
        _settle(stage, line, found)


def _by_rule(members: list[Member]) -> list[tuple[Entry, list[WorkLine]]]:
    lines: dict[Entry, list[WorkLine]] = defaultdict(list)
    for line, entries in members:
        for entry in entries:
            lines[entry].append(line)
    return sorted(lines.items(), key=lambda item: item[0].rank)


def _settle(stage: Stage, line: WorkLine, chosen: list[Offer]) -> None:
    if stage.cap is not None:
        chosen = shrink(chosen, line.base * stage.cap)
    elif len(chosen) > 1:
        chosen = shrink(chosen, line.base)
    line.counted += chosen
    for each in chosen:
        line.base -= each.unit


def _best(found: list[Offer]) -> list[Offer]:
    return [max(found, key=lambda each: each.unit)] if found else []


_POLICIES: dict[str, Callable[[list[Offer]], list[Offer]]] = {
    BEST: _best,
    FIRST: lambda found: found[:1],
    SUM: lambda found: found,
}
