"""What comes out: the net price of each line and how it came about.

Prices and amounts are exact and in the order's currency; `numbers.six_decimals` and
`numbers.rounded` make Decimals of them.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal

from .numbers import HUNDRED, ZERO
from .ratio import Ratio

INACTIVE = "inactive"
OUT_OF_PERIOD = "out_of_period"
CUSTOMER_NOT_ELIGIBLE = "customer_not_eligible"
PRICELIST_NOT_ELIGIBLE = "pricelist_not_eligible"
PRODUCT_NOT_IN_SCOPE = "product_not_in_scope"
BELOW_THRESHOLD = "below_threshold"
NO_EFFECT = "no_effect"
REPLACED_BY_EXCLUSIVE = "replaced_by_exclusive"
LIMITED = "limited"
BEATEN_BY = "beaten_by"


@dataclass(frozen=True, slots=True)
class Applied:
    """What a rule took off a line: `unit` per unit, `amount` for the whole line.

    `asked` is what it would have taken off a unit before its group's cap and the company's limits
    made it smaller. `id` is the rule's.
    """

    code: str
    id: Hashable
    group: str
    unit: Ratio
    amount: Ratio
    asked: Ratio


@dataclass(frozen=True, slots=True)
class Rejected:
    """Why a rule did not count on a line; `by` is the code of the rule that beat or replaced it."""

    code: str
    id: Hashable
    reason: str
    by: str | None = None

    @property
    def text(self) -> str:
        """The reason as interfaces name it: `beaten_by:R1`, `no_effect`."""
        return f"{self.reason}:{self.by}" if self.by else self.reason


@dataclass(frozen=True, slots=True)
class Level:
    """A tier as it stands in the order's currency."""

    min_value: Ratio
    value: Ratio


@dataclass(frozen=True, slots=True)
class Threshold:
    """How far a line is in the tiers of a rule that can touch it.

    `measured` is the rule's measure, `reached` the tier that counts, `next` the one above the
    measure; None where there is none.
    """

    code: str
    id: Hashable
    measure: str
    benefit: str
    measured: Ratio
    reached: Level | None
    next: Level | None


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """The price of one line.

    `net_amount` is exact, `subtotal` rounded to the currency. `acted` is False on a line that no
    rule may change. `limit` names the company's limit that raised the price: `max_percent` or
    `min_margin`. `applied` is in order of application, `rejected` and `thresholds` are sorted by
    code and empty unless an explanation was asked for.
    """

    key: Hashable
    quantity: Ratio
    unit_price: Ratio
    net_unit_price: Ratio
    net_amount: Ratio
    subtotal: Decimal
    acted: bool = False
    applied: tuple[Applied, ...] = ()
    limit: str | None = None
    rejected: tuple[Rejected, ...] = ()
    thresholds: tuple[Threshold, ...] = ()

    @property
    def discount_amount(self) -> Ratio:
        """What the whole line came down by; what `applied` adds up to where rules act."""
        return self.quantity * (self.unit_price - self.net_unit_price)

    @property
    def discount_percent(self) -> Ratio:
        """What the price came down by, in percent of it; 0 where there is no price."""
        if not self.unit_price:
            return ZERO
        return (self.unit_price - self.net_unit_price) / self.unit_price * HUNDRED


@dataclass(frozen=True, slots=True)
class Outcome:
    """The prices of an order, line by line in the order given.

    `net_total` is the exact sum, `untaxed_total` the sum of the rounded lines.
    """

    lines: tuple[LineOutcome, ...]

    @property
    def net_total(self) -> Ratio:
        return sum((line.net_amount for line in self.lines), ZERO)

    @property
    def untaxed_total(self) -> Decimal:
        return sum((line.subtotal for line in self.lines), Decimal(0))
