"""What the compiler of audiences hands around: a question for a figure, and pieces of SQL."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from odoo.tools import SQL

from .audience_engine import BOUGHT, SET, Leaf

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


def compared(leaf, spec, alias):
    """Return (value, condition) in SQL of a criterion joined to the candidates as ``alias``."""
    value = SQL("%s.value", SQL.identifier(alias))
    found = SQL("%s.partner_id IS NOT NULL", SQL.identifier(alias))
    if spec.kind == SET or (spec.kind == BOUGHT and leaf.operator in ("in", "not in")):
        return value, found if leaf.operator == "in" else SQL("NOT (%s)", found)
    if spec.empty == float("inf"):
        value = SQL("COALESCE(%s::float8, 'Infinity')", value)
    elif spec.empty is not None:
        value = SQL("COALESCE(%s, %s)", value, spec.empty)
    return value, _compared_number(leaf, value)


def _compared_number(leaf, value):
    """What is unknown is like nothing, and unlike everything."""
    if leaf.operator == "in":
        return SQL("COALESCE(%s IN %s, FALSE)", value, leaf.values)
    if leaf.operator == "not in":
        return SQL("COALESCE(%s NOT IN %s, TRUE)", value, leaf.values)
    if leaf.operator == "between":
        return SQL("COALESCE(%s BETWEEN %s AND %s, FALSE)", value, *leaf.values)
    return SQL("COALESCE(%s %s %s, FALSE)", value, COMPARED[leaf.operator], *leaf.values)


def joined(join, conditions):
    """Return the condition of a join, of at least one."""
    if join == "none":
        return SQL("NOT (%s)", SQL(" OR ").join(conditions))
    word = SQL(" AND ") if join == "all" else SQL(" OR ")
    return SQL("(%s)", word.join(conditions))


@dataclass(frozen=True)
class Compiled:
    """An audience in SQL.

    :param candidates: a select of id, firm_id and has_email of those whom the domain names
    :param joins: of the criteria's figures to the candidates
    :param values: by criterion's id, ``conditions`` likewise, those of nodes too
    :param steps: (criterion's id or False, label, condition) that narrow one after the other
    """

    candidates: SQL
    joins: list
    values: dict
    conditions: dict
    steps: list

    @property
    def source(self):
        """Return the candidates with all figures, for a FROM."""
        return SQL(" ").join([CANDIDATES, *self.joins])

    @property
    def passing(self):
        """Return the condition of all steps."""
        return joined("all", [condition for *_, condition in self.steps])

    def select(self, what):
        """Return a whole query over the candidates: ``SELECT <what>``."""
        return SQL("WITH %s AS MATERIALIZED (%s) SELECT %s", CANDIDATES, self.candidates, what)
