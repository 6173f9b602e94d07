"""What tiers are compared with, and which tier that reaches; all of it on undiscounted prices."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property

from .book import Entry, Term
from .numbers import ONE, ZERO, exact
from .ratio import Ratio
from .rules import (
    AMOUNT_TOTAL,
    FREE_QTY,
    LINE_AMOUNT,
    LINE_QTY,
    ORDER_AMOUNT,
    PRODUCT_QTY,
    SCOPE_AMOUNT,
    SCOPE_MEASURES,
    SCOPE_QTY,
)
from .work import WorkLine


class Measures:
    """The measures of all rules on the lines of one order.

    `rate` is what a unit of the company's currency is worth in the order's.
    """

    def __init__(self, lines: Sequence[WorkLine], rate: Ratio):
        self._lines = lines
        self._rate = None if rate == ONE else rate
        self._terms: dict[Entry, tuple[Term, ...]] = {}
        self._scope_sums: dict[Entry, Ratio] = {}
        self._in_scope: dict[Entry, list[WorkLine]] = defaultdict(list)
        for line in lines:
            for entry in line.rules:
                rule = entry.rule
                if rule.measure in SCOPE_MEASURES or rule.benefit == AMOUNT_TOTAL:
                    self._in_scope[entry].append(line)

    def value(self, entry: Entry, line: WorkLine) -> Ratio:
        """The rule's measure as it is for the line."""
        return _VALUES[entry.rule.measure](self, entry, line)

    def terms(self, entry: Entry) -> tuple[Term, ...]:
        """The rule's tiers, lowest first, in the order's currency."""
        if self._rate is None:
            return entry.terms
        if entry not in self._terms:
            terms = (term.at_rate(self._rate, entry.rule) for term in entry.terms)
            self._terms[entry] = tuple(terms)
        return self._terms[entry]

    def reached(self, entry: Entry, line: WorkLine) -> Term | None:
        """The tier that counts on the line: the highest one reached, None when none is.

        For free units it is the one that gives most, on a tie the higher.
        """
        value = self.value(entry, line)
        terms = self.terms(entry)
        if entry.rule.benefit == FREE_QTY:
            reached = [term for term in terms if term.min_value <= value]
            return max(reversed(reached), key=lambda term: free_units(term, value), default=None)
        for term in reversed(terms):
            if term.min_value <= value:
                return term
        return None

    def pool(self, entry: Entry) -> Ratio:
        """What an amount for the whole order is shared over: the lines in scope as they stand.

        Lines with a typed price take no share.
        """
        lines = (line for line in self._in_scope[entry] if line.acts)
        return sum((line.quantity * line.base for line in lines), ZERO)

    def pools(self, wanted: Callable[[Entry], bool]) -> dict[Entry, Ratio]:
        """The pools, as of now, of those amounts for the whole order that are wanted."""
        totals = (entry for entry in self._in_scope if entry.rule.benefit == AMOUNT_TOTAL)
        return {entry: self.pool(entry) for entry in totals if wanted(entry)}

    @cached_property
    def _order_amount(self) -> Ratio:
        return sum((line.amount for line in self._lines), ZERO)

    @cached_property
    def _product_quantities(self) -> dict[Hashable, Ratio]:
        found: dict[Hashable, Ratio] = {}
        for line in self._lines:
            key = line.line.product.id
            found[key] = found.get(key, ZERO) + line.quantity
        return found

    def _scope_sum(self, entry: Entry, _line: WorkLine) -> Ratio:
        if entry not in self._scope_sums:
            name = "quantity" if entry.rule.measure == SCOPE_QTY else "amount"
            lines = self._in_scope[entry]
            self._scope_sums[entry] = sum((getattr(line, name) for line in lines), ZERO)
        return self._scope_sums[entry]


_VALUES: dict[str, Callable[[Measures, Entry, WorkLine], Ratio]] = {
    LINE_QTY: lambda _measures, _entry, line: line.quantity,
    LINE_AMOUNT: lambda _measures, _entry, line: line.amount,
    PRODUCT_QTY: lambda measures, _entry, line: measures._product_quantities[line.line.product.id],
    ORDER_AMOUNT: lambda measures, _entry, _line: measures._order_amount,
    SCOPE_QTY: Measures._scope_sum,
    SCOPE_AMOUNT: Measures._scope_sum,
}


def free_units(term: Term, quantity: Ratio) -> Ratio:
    """How many units are free: ten and one gives one for every eleven on the line."""
    return term.value * exact(quantity // (term.min_value + term.value))
