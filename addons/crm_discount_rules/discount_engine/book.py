"""The rules of a company, checked, in order and indexed: built once, asked by many orders."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from .faults import HARMLESS, Fault, RuleError, group_faults, rule_faults
from .index import Index
from .numbers import HUNDRED, exact
from .ratio import Ratio
from .rules import MONEY_BENEFITS, MONEY_MEASURES, Group, Rule, Tier


@dataclass(frozen=True, slots=True)
class Term:
    """A tier in exact numbers; `share` is its value taken as a percentage."""

    min_value: Ratio
    value: Ratio
    share: Ratio

    def at_rate(self, rate: Ratio, rule: Rule) -> "Term":
        """The tier with its amounts of money in another currency."""
        return Term(
            self.min_value * rate if rule.measure in MONEY_MEASURES else self.min_value,
            self.value * rate if rule.benefit in MONEY_BENEFITS else self.value,
            self.share,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """A group in exact numbers: `cap` is the largest share of its base price, None without one."""

    group: Group
    cap: Ratio | None


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A rule in its place: `rank` counts from the earliest rule, `terms` from the lowest tier."""

    rank: int
    rule: Rule
    stage: Stage
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RuleBook:
    """All rules of one company, and those of every company, from the earliest to the latest."""

    company: Hashable
    entries: tuple[Entry, ...]
    index: Index[Entry]

    @classmethod
    def build(
        cls, rules: Iterable[Rule], groups: Iterable[Group], company: Hashable = None
    ) -> "RuleBook":
        """Check, order and index the rules that `company` may use; others are left out.

        Inactive rules stay in, to be named among those that do not apply. Raises RuleError for
        what would leave a price undefined: the codes of `rule_faults` and `group_faults` but
        harmless ones, and `unknown_group` (`value`), `code_twice`.
        """
        stages = _stages(groups)
        own = [rule for rule in rules if rule.company is None or rule.company == company]
        _check(own, stages)
        own.sort(key=lambda rule: _earliness(stages[rule.group].group, rule))
        entries = tuple(
            Entry(rank, rule, stages[rule.group], _terms(rule.tiers))
            for rank, rule in enumerate(own)
        )
        live = [(entry, entry.rule) for entry in entries if entry.rule.active]
        return cls(company, entries, Index.build(live))


def _stages(groups: Iterable[Group]) -> dict[str, Stage]:
    stages: dict[str, Stage] = {}
    for group in groups:
        if group.code in stages:
            raise RuleError(group.code, Fault("code_twice"))
        for fault in group_faults(group):
            raise RuleError(group.code, fault)
        stages[group.code] = Stage(group, exact(group.cap_percent) / HUNDRED or None)
    return stages


def _check(rules: list[Rule], stages: dict[str, Stage]) -> None:
    for code, fault in _undefined(rules, stages):
        raise RuleError(code, fault)


def _undefined(rules: list[Rule], stages: dict[str, Stage]) -> Iterator[tuple[str, Fault]]:
    counts = Counter(rule.code for rule in rules)
    for rule in rules:
        if counts[rule.code] > 1:
            yield rule.code, Fault("code_twice")
        if rule.group not in stages:
            yield rule.code, Fault("unknown_group", {"value": rule.group})
        for fault in rule_faults(rule) if rule.active else ():
            if fault.code not in HARMLESS:
                yield rule.code, fault


def _earliness(group: Group, rule: Rule) -> tuple[int, str, int, str]:
    return group.sequence, group.code, rule.sequence, rule.code


def _terms(tiers: Iterable[Tier]) -> tuple[Term, ...]:
    values = sorted((exact(tier.min_value), exact(tier.value)) for tier in tiers)
    return tuple(Term(least, value, value / HUNDRED) for least, value in values)
