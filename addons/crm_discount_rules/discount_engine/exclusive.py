"""Rules that stand alone: computed on the undiscounted price, without their group."""

from collections.abc import Iterable

from .benefits import offers
from .book import Entry
from .measures import Measures
from .rules import ALWAYS, AMOUNT_TOTAL, NO
from .work import Offer, WorkLine


def offer_alone(lines: Iterable[WorkLine], measures: Measures) -> None:
    """Note what each exclusive rule takes off each line; asked before any group changes a base."""
    alone: dict[WorkLine, list[Entry]] = {}
    for line in lines:
        entries = [entry for entry in line.rules if entry.rule.exclusive != NO]
        if entries:
            alone[line] = entries
    pools = {
        entry: measures.pool(entry)
        for entry in {entry for entries in alone.values() for entry in entries}
        if entry.rule.benefit == AMOUNT_TOTAL
    }
    for line, entries in alone.items():
        line.exclusives = offers(entries, line, measures, pools)


def standing(line: WorkLine) -> Offer | None:
    """The exclusive rule that replaces all others on the line, once the groups are done.

    `always` before `better`, then the larger discount, then the earlier; `better` stands where
    its price is lower than, or equal to, what the groups left.
    """
    always = [each for each in line.exclusives if each.entry.rule.exclusive == ALWAYS]
    best = max(always or line.exclusives, key=lambda each: each.unit, default=None)
    if best and (always or line.unit_price - best.unit <= line.base):
        return best
    return None
