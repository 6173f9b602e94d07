"""What is wrong with a definition, as codes with parameters."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from .facts import Limits
from .numbers import exact
from .rules import (
    AMOUNT_TOTAL,
    BENEFITS,
    EXCLUSIVES,
    FREE_QTY,
    LINE_QTY,
    MEASURES,
    ORDER_AMOUNT,
    POLICIES,
    SCOPE_MEASURES,
    Group,
    Rule,
)

TOTAL_MEASURES = SCOPE_MEASURES | {ORDER_AMOUNT}
# a rule whose dates contradict each other never applies; nothing about a price is unclear
HARMLESS = frozenset(("dates_reversed",))


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; whoever shows it words the code."""

    code: str
    params: dict[str, object] = field(default_factory=dict)


class RuleError(ValueError):
    """A definition leaves a price undefined; `owner` is the code of the rule or group."""

    def __init__(self, owner: str, fault: Fault):
        super().__init__(f"{owner}: {fault.code}")
        self.owner = owner
        self.code = fault.code
        self.params = fault.params


def rule_faults(rule: Rule) -> tuple[Fault, ...]:
    """What is wrong with a rule, looked at alone.

    Codes: `unknown_measure`, `unknown_benefit`, `unknown_exclusive` (`value`); `tier_twice`
    (`min_value`); `total_needs_order_measure`; `free_needs_line_qty`; `free_needs_positive`
    (`min_value`, `value`); `dates_reversed` (`date_start`, `date_end`).
    """
    return (*_words(rule), *_tiers(rule), *_benefit(rule), *_dates(rule))


def group_faults(group: Group) -> tuple[Fault, ...]:
    """What is wrong with a group: `unknown_policy` (`value`), `cap_out_of_range` (`value`)."""
    found = []
    if group.policy not in POLICIES:
        found.append(Fault("unknown_policy", {"value": group.policy}))
    if not 0 <= exact(group.cap_percent) <= 100:
        found.append(Fault("cap_out_of_range", {"value": group.cap_percent}))
    return tuple(found)


def limit_faults(limits: Limits) -> tuple[Fault, ...]:
    """What is wrong with limits: `max_out_of_range`, `margin_out_of_range` (`value`)."""
    found = []
    margin = limits.min_margin_percent
    if not 0 <= exact(limits.max_percent) <= 100:
        found.append(Fault("max_out_of_range", {"value": limits.max_percent}))
    if margin is not None and not 0 <= exact(margin) < 100:
        found.append(Fault("margin_out_of_range", {"value": margin}))
    return tuple(found)


def _words(rule: Rule) -> Iterator[Fault]:
    for name, known in (("measure", MEASURES), ("benefit", BENEFITS), ("exclusive", EXCLUSIVES)):
        value = getattr(rule, name)
        if value not in known:
            yield Fault(f"unknown_{name}", {"value": value})


def _tiers(rule: Rule) -> Iterator[Fault]:
    counts = Counter(exact(tier.min_value) for tier in rule.tiers)
    for tier in {exact(tier.min_value): tier for tier in rule.tiers}.values():
        if counts[exact(tier.min_value)] > 1:
            yield Fault("tier_twice", {"min_value": tier.min_value})


def _benefit(rule: Rule) -> Iterator[Fault]:
    if rule.benefit == AMOUNT_TOTAL and rule.measure not in TOTAL_MEASURES:
        yield Fault("total_needs_order_measure")
    if rule.benefit == FREE_QTY:
        if rule.measure != LINE_QTY:
            yield Fault("free_needs_line_qty")
        for tier in rule.tiers:
            if exact(tier.min_value) <= 0 or exact(tier.value) <= 0:
                params = {"min_value": tier.min_value, "value": tier.value}
                yield Fault("free_needs_positive", params)


def _dates(rule: Rule) -> Iterator[Fault]:
    if rule.date_start and rule.date_end and rule.date_start > rule.date_end:
        params = {"date_start": rule.date_start, "date_end": rule.date_end}
        yield Fault("dates_reversed", params)
