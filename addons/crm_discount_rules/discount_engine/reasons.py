"""Why rules did not count on a line, and how far the line is in the tiers of those that can."""

from collections.abc import Callable

from .book import Entry, RuleBook, Term
from .exclusive import standing
from .facts import Order
from .matching import customer_matches, in_period, pricelist_matches
from .measures import Measures
from .outcome import (
    BEATEN_BY,
    BELOW_THRESHOLD,
    CUSTOMER_NOT_ELIGIBLE,
    INACTIVE,
    LIMITED,
    NO_EFFECT,
    OUT_OF_PERIOD,
    PRICELIST_NOT_ELIGIBLE,
    PRODUCT_NOT_IN_SCOPE,
    REPLACED_BY_EXCLUSIVE,
    Applied,
    Level,
    Rejected,
    Threshold,
)
from .work import Offer, WorkLine

_ORDER_CONDITIONS: tuple[tuple[str, Callable[[Entry, Order], bool]], ...] = (
    (INACTIVE, lambda entry, _order: entry.rule.active),
    (OUT_OF_PERIOD, lambda entry, order: in_period(entry.rule, order.date)),
    (CUSTOMER_NOT_ELIGIBLE, lambda entry, order: customer_matches(entry.rule, order)),
    (PRICELIST_NOT_ELIGIBLE, lambda entry, order: pricelist_matches(entry.rule, order)),
)


class Reasons:
    """Explains the lines of one order, once they are priced."""

    def __init__(self, order: Order, book: RuleBook, measures: Measures):
        self._measures = measures
        self._elsewhere = {
            entry: _rejected(entry, _order_reason(entry, order) or PRODUCT_NOT_IN_SCOPE)
            for entry in sorted(book.entries, key=lambda entry: entry.rule.code)
        }

    def rejected(self, line: WorkLine, applied: tuple[Applied, ...]) -> tuple[Rejected, ...]:
        """Why each rule that is not among `applied` did not count on the line, by code."""
        counted = {each.code for each in applied}
        here = _LineReasons(line, self._measures)
        reasons = dict(self._elsewhere)
        for entry in line.rules:
            if entry.rule.code in counted:
                del reasons[entry]
            else:
                reasons[entry] = _rejected(entry, *here.reason(entry))
        return tuple(reasons.values())

    def thresholds(self, line: WorkLine) -> tuple[Threshold, ...]:
        """How far the line is in the tiers of each rule that can touch it, by code."""
        found = (self._threshold(entry, line) for entry in line.rules)
        return tuple(sorted(found, key=lambda threshold: threshold.code))

    def _threshold(self, entry: Entry, line: WorkLine) -> Threshold:
        rule = entry.rule
        value = self._measures.value(entry, line)
        above = (term for term in self._measures.terms(entry) if term.min_value > value)
        reached, ahead = self._measures.reached(entry, line), next(above, None)
        levels = _level(reached), _level(ahead)
        return Threshold(rule.code, rule.id, rule.measure, rule.benefit, value, *levels)


class _LineReasons:
    """What kept rules from counting on a line that they can touch."""

    def __init__(self, line: WorkLine, measures: Measures):
        self._line = line
        self._measures = measures
        self._alone = standing(line)
        self._offering = {each.entry for each in (*line.offers, *line.exclusives)}
        self._winners = {each.entry.stage: each.entry for each in line.counted}
        counted = [self._alone] if self._alone else line.counted
        self._counted = {each.entry for each in counted}

    def reason(self, entry: Entry) -> tuple[str, str | None]:
        """The reason and, for some, the code of the rule that is to blame."""
        if self._measures.reached(entry, self._line) is None:
            return BELOW_THRESHOLD, None
        if entry not in self._offering:
            return NO_EFFECT, None
        if entry in self._counted:
            return LIMITED, None
        if self._alone:
            return REPLACED_BY_EXCLUSIVE, self._alone.entry.rule.code
        return BEATEN_BY, self._winner_over(entry).rule.code

    def _winner_over(self, entry: Entry) -> Entry:
        """Who beat a rule in its group; an exclusive rule lost to all groups together."""
        lost_alone = any(each.entry is entry for each in self._line.exclusives)
        return self._largest().entry if lost_alone else self._winners[entry.stage]

    def _largest(self) -> Offer:
        return max(self._line.counted, key=lambda each: each.unit)


def _order_reason(entry: Entry, order: Order) -> str | None:
    failed = (code for code, holds in _ORDER_CONDITIONS if not holds(entry, order))
    return next(failed, None)


def _rejected(entry: Entry, reason: str, by: str | None = None) -> Rejected:
    return Rejected(entry.rule.code, entry.rule.id, reason, by)


def _level(term: Term | None) -> Level | None:
    return Level(term.min_value, term.value) if term else None
