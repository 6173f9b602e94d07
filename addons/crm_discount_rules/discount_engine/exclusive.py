"""Rules that stand alone: computed on the undiscounted price, without their group."""

from collections.abc import Iterable

from .benefits import offers
from .measures import Measures
from .rules import ALWAYS, NO
from .work import Offer, WorkLine


def offer_alone(lines: Iterable[WorkLine], measures: Measures) -> None:
    """Note what each exclusive rule takes off each line; asked before any group changes a base."""
    pools = measures.pools(lambda entry: entry.rule.exclusive != NO)
    for line in lines:
        entries = [entry for entry in line.rules if entry.rule.exclusive != NO]
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
