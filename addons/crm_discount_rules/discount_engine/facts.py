"""What is to be priced: the facts of one order."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .numbers import Number


class FactError(ValueError):
    """The facts of an order cannot be priced: `code` says why, `params` what that is about."""

    def __init__(self, code: str, **params: object):
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Limits:
    """How far down a company's prices may go.

    `max_percent` 0 means no limit, `min_margin_percent` None no floor; a margin is of the price
    and below 100.
    """

    max_percent: Number = Decimal(0)
    min_margin_percent: Number | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """What rules ask of a product.

    `categories` names the product's category and all its ancestors. `cost` is per the product's
    own unit, in the company's currency; 0 means unknown.
    """

    id: Hashable
    template: Hashable = None
    categories: frozenset[Hashable] = frozenset()
    cost: Number = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an order; `key` is the caller's own name for it, unique in the order.

    `quantity` is in the product's own unit, `unit_price` is what the pricelist gives per that
    unit, without tax, in the order's currency. `counts` is False for what is no product line: a
    down payment, a delivery charge, a reward, a combo's parent, a section, an expense.
    `typed_price` is the net unit price where a person typed a price or a discount.
    """

    key: Hashable
    product: Product
    quantity: Number
    unit_price: Number
    counts: bool = True
    typed_price: Number | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An order as rules look at it.

    `date` is the order's day in the company's time zone. `partner` is the commercial partner,
    `partner_categories` are his with all their ancestors. `rate` is what one unit of the
    company's currency is worth in the order's, and `currency_step` the smallest unit of the
    order's currency.
    """

    lines: tuple[Line, ...]
    date: date
    company: Hashable = None
    partner: Hashable = None
    partner_categories: frozenset[Hashable] = frozenset()
    pricelist: Hashable = None
    rate: Number = Decimal(1)
    currency_step: Decimal = Decimal("0.01")
    limits: Limits = field(default_factory=Limits)
