"""What the compiler of audiences hands around: a question for a figure, and pieces of SQL."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from odoo.tools import SQL

from .audience_engine import BOUGHT, FIRM, SET, Leaf, holds_without

UTC = ZoneInfo("UTC")
#: the persons that the audience's domain names: columns id, firm_id
CANDIDATES = SQL("candidate")
COMPARED = {name: SQL(name) for name in ("=", "!=", ">", ">=", "<", "<=")}


@dataclass(frozen=True)
class Asked:
    """A figure that is asked for.

    :param leaf: the criterion, checked
    :param criterion: its record, for what else it says
    :param company: whose documents are looked at
    :param today: the local day; ``zone``: the name of its time zone
    """

    leaf: Leaf
    criterion: object
    company: object
    today: date
    zone: str

    def dates(self, name):
        """Return a domain: a date within the criterion's period."""
        first, last = self.leaf.period.bounds(self.today)
        return [(name, operator, day) for operator, day in ((">=", first), ("<=", last)) if day]

    def moments(self, name):
        """Return a domain: a moment, kept in UTC, within the local days of the period."""
        first, last = self.leaf.period.bounds(self.today)
        domain = [(name, ">=", self._midnight(first))] if first else []
        if last:
            domain.append((name, "<", self._midnight(last + timedelta(days=1))))
        return domain

    def _midnight(self, day):
        local = datetime.combine(day, time.min, ZoneInfo(self.zone))
        return local.astimezone(UTC).replace(tzinfo=None)

    def days_since(self, moment):
        """Return SQL: local days from a moment, kept in UTC, until today."""
        return SQL(
            "%s::date - (%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date",
            self.today, moment, self.zone,
        )  # fmt: skip

    def money(self, amount):
        """Return SQL: an amount rounded to the unit of the company's currency."""
        unit = Decimal(str(self.company.currency_id.rounding))
        return SQL("ROUND((%s)::numeric / %s) * %s", amount, unit, unit)

    @cached_property
    def words(self):
        """Return the names among the criterion's values."""
        return [value for value in self.leaf.values if isinstance(value, str)]

    @cached_property
    def numbers(self):
        """Return the ids among the criterion's values."""
        return [value for value in self.leaf.values if not isinstance(value, str)]


def of_candidates(partner):
    """Return a condition in SQL: a firm is that of somebody whom the domain names."""
    return SQL("%s IN (SELECT firm_id FROM %s)", partner, CANDIDATES)


def condition(leaf, spec, alias):
    """Return in SQL that a criterion holds of a candidate.

    It is asked as belonging to a set, with `IS TRUE` about it: so the set is hashed once, whatever
    the planner guesses of how few candidates there are.

    :param alias: of the figure: partner_id and value of those who have it
    """
    figure = SQL.identifier(alias)
    if spec.kind == SET or (spec.kind == BOUGHT and leaf.operator in ("in", "not in")):
        matching = SQL("SELECT partner_id FROM %s", figure)
    else:
        compared = _compared_number(leaf)
        if holds_without(leaf, spec):
            compared = SQL("NOT (%s)", compared)
        matching = SQL("SELECT partner_id FROM %s WHERE %s", figure, compared)
    inside = SQL("(%s IN (%s)) IS TRUE", owner(spec), matching)
    return SQL("NOT (%s)", inside) if holds_without(leaf, spec) else inside


def value(spec, alias):
    """Return the figure of a candidate in SQL; NULL: it is not known."""
    found = SQL("(SELECT value FROM %s WHERE partner_id = %s)", SQL.identifier(alias), owner(spec))
    return SQL("COALESCE(%s, 0)", found) if spec.empty == 0 and spec.kind != SET else found


def owner(spec):
    """Return in SQL whose figure it is."""
    return SQL("candidate.firm_id") if spec.of == FIRM else SQL("candidate.id")


def _compared_number(leaf):
    if leaf.operator in ("in", "not in"):
        word = SQL("IN") if leaf.operator == "in" else SQL("NOT IN")
        return SQL("value %s %s", word, leaf.values)
    if leaf.operator == "between":
        return SQL("value BETWEEN %s AND %s", *leaf.values)
    return SQL("value %s %s", COMPARED[leaf.operator], *leaf.values)


def joined(join, conditions):
    """Return the condition of a join, of at least one."""
    if join == "none":
        return SQL("NOT (%s)", SQL(" OR ").join(conditions))
    word = SQL(" AND ") if join == "all" else SQL(" OR ")
    return SQL("(%s)", word.join(conditions))


@dataclass(frozen=True)
class Step:
    """What narrows the candidates: one of the criteria on top, or other audiences.

    :param key: the criterion's id, or False
    :param label: of what is no criterion; criteria say themselves what they are
    :param figures: what its criteria compare: alias → select of partner_id and value
    :param conditions: of all criteria in it, by their ids
    :param values: likewise, of those that compare
    """

    key: int
    label: str
    condition: SQL
    figures: dict = field(default_factory=dict)
    conditions: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)


def narrowed(candidates, steps):
    """Return (CTEs, names): the candidates, and after each step those who are left.

    Each figure is counted for those only who are left by then.
    """
    names = [SQL.identifier(f"step_{number}") for number in range(len(steps) + 1)]
    tables = [SQL("%s AS MATERIALIZED (%s)", names[0], candidates)]
    for step, before, name in zip(steps, names, names[1:], strict=False):
        left = SQL(
            "WITH candidate AS (SELECT * FROM %s)%s SELECT candidate.* FROM candidate WHERE %s",
            before, with_figures(step.figures), step.condition,
        )  # fmt: skip
        tables.append(SQL("%s AS MATERIALIZED (%s)", name, left))
    return SQL(", ").join(tables), names


def with_figures(figures):
    """Return figures as further CTEs."""
    return SQL().join(
        SQL(", %s AS MATERIALIZED (%s)", SQL.identifier(alias), figure)
        for alias, figure in figures.items()
    )
