"""The lines of an order while they are priced."""

from dataclasses import dataclass, field
from typing import NamedTuple

from .book import Entry
from .facts import Line, Order
from .finder import Finder
from .numbers import exact
from .ratio import Ratio


class Offer(NamedTuple):
    """What a rule takes off a unit of a line, and what it asked for before others bounded it."""

    entry: Entry
    unit: Ratio
    asked: Ratio


@dataclass(slots=True, eq=False)
class WorkLine:
    """A line that counts in measures, and what has come of it so far.

    `rules` can touch its product, from the earliest on; `base` is the price per unit that the
    groups so far have left. `offers` holds all that any rule would take off, `counted` what the
    groups' rules do take off, `exclusives` the offers of rules that stand alone.
    """

    line: Line
    quantity: Ratio
    unit_price: Ratio
    rules: tuple[Entry, ...]
    amount: Ratio = field(init=False)
    base: Ratio = field(init=False)
    offers: list[Offer] = field(default_factory=list)
    counted: list[Offer] = field(default_factory=list)
    exclusives: list[Offer] = field(default_factory=list)

    def __post_init__(self):
        self.amount = self.quantity * self.unit_price
        self.base = self.unit_price

    @property
    def acts(self) -> bool:
        """Whether rules may change its price: nobody has typed one."""
        return self.line.typed_price is None


def lines_that_count(order: Order, finder: Finder) -> list[WorkLine]:
    """The product lines with a quantity and a price above zero: others are in no measure."""
    found = []
    for line in order.lines:
        if line.counts and line.quantity > 0 and line.unit_price > 0:
            rules = finder.rules_for(line.product)
            found.append(WorkLine(line, exact(line.quantity), exact(line.unit_price), rules))
    return found
