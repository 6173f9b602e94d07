"""What a rule takes off a unit of a line."""

from collections.abc import Callable

from .book import Entry, Term
from .measures import Measures, free_units
from .numbers import ZERO
from .ratio import Ratio
from .rules import AMOUNT_TOTAL, AMOUNT_UNIT, FIXED_PRICE, FREE_QTY, PERCENT
from .work import Offer, WorkLine

# term, line, pool (what an amount for the whole order is shared over): a unit discount off the
# line's base, not yet held between zero and that base
Benefit = Callable[[Term, WorkLine, Ratio], Ratio]


def offer(entry: Entry, line: WorkLine, measures: Measures, pool: Ratio) -> Offer | None:
    """What the rule takes off the line as it stands; None when that is nothing.

    `pool` matters to amounts for the whole order only: `Measures.pool` of the rule.
    """
    term = measures.reached(entry, line)
    if term is None:
        return None
    unit = _BENEFITS[entry.rule.benefit](term, line, pool)
    if unit > line.base:
        unit = line.base
    return Offer(entry, unit, unit) if unit > ZERO else None


def offers(
    entries: list[Entry], line: WorkLine, measures: Measures, pools: dict[Entry, Ratio]
) -> list[Offer]:
    """What each of the rules takes off the line as it stands, those that take nothing left out."""
    return [
        found
        for entry in entries
        if (found := offer(entry, line, measures, pools.get(entry, ZERO))) is not None
    ]


def _percent(term: Term, line: WorkLine, _pool: Ratio) -> Ratio:
    return line.base * term.share


def _amount_unit(term: Term, _line: WorkLine, _pool: Ratio) -> Ratio:
    return term.value


def _fixed_price(term: Term, line: WorkLine, _pool: Ratio) -> Ratio:
    return line.base - term.value


def _amount_total(term: Term, line: WorkLine, pool: Ratio) -> Ratio:
    return min(term.value, pool) * line.base / pool if pool > ZERO else ZERO


def _free_qty(term: Term, line: WorkLine, _pool: Ratio) -> Ratio:
    return line.base * free_units(term, line.quantity) / line.quantity


_BENEFITS: dict[str, Benefit] = {
    PERCENT: _percent,
    AMOUNT_UNIT: _amount_unit,
    FIXED_PRICE: _fixed_price,
    AMOUNT_TOTAL: _amount_total,
    FREE_QTY: _free_qty,
}
