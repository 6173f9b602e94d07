"""What a firm grants: groups, rules and tiers, as their owner defines them.

Identifiers of customers, pricelists, products and categories may be anything hashable. Naming a
category takes its descendants too: it is the facts of an order that name all ancestors.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .numbers import Number

BEST, FIRST, SUM, CASCADE = POLICIES = ("best", "first", "sum", "cascade")
NO, BETTER, ALWAYS = EXCLUSIVES = ("no", "better", "always")
LINE_QTY, PRODUCT_QTY, LINE_AMOUNT, SCOPE_QTY, SCOPE_AMOUNT, ORDER_AMOUNT = MEASURES = (
    "line_qty",
    "product_qty",
    "line_amount",
    "scope_qty",
    "scope_amount",
    "order_amount",
)
PERCENT, AMOUNT_UNIT, FIXED_PRICE, AMOUNT_TOTAL, FREE_QTY = BENEFITS = (
    "percent",
    "amount_unit",
    "fixed_price",
    "amount_total",
    "free_qty",
)
MONEY_MEASURES = frozenset((LINE_AMOUNT, SCOPE_AMOUNT, ORDER_AMOUNT))
SCOPE_MEASURES = frozenset((SCOPE_QTY, SCOPE_AMOUNT))
MONEY_BENEFITS = frozenset((AMOUNT_UNIT, FIXED_PRICE, AMOUNT_TOTAL))

ANY: frozenset = frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that compete or add up; `cap_percent` of the base price is the most they take off.

    `cap_percent` 0 means no cap.
    """

    code: str
    sequence: int = 10
    policy: str = BEST
    cap_percent: Number = Decimal(0)


@dataclass(frozen=True, slots=True)
class Tier:
    """From `min_value` of the rule's measure on, the benefit has this `value`.

    Amounts of money are in the company's currency, quantities in the product's own unit.
    """

    min_value: Number
    value: Number


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions, one measure, tiers, one benefit; `group` is the code of its group.

    Empty conditions hold for everybody and everything. Of `partners` and `partner_categories`
    one filled list that holds suffices; so of `products`, `templates` and `categories`. Dates
    are inclusive, `company` None means every company. `id` is the caller's own and not looked at.
    """

    code: str
    group: str
    measure: str
    benefit: str
    tiers: tuple[Tier, ...]
    sequence: int = 10
    exclusive: str = NO
    active: bool = True
    company: Hashable = None
    date_start: date | None = None
    date_end: date | None = None
    partners: frozenset[Hashable] = ANY
    partner_categories: frozenset[Hashable] = ANY
    pricelists: frozenset[Hashable] = ANY
    products: frozenset[Hashable] = ANY
    templates: frozenset[Hashable] = ANY
    categories: frozenset[Hashable] = ANY
    excluded_products: frozenset[Hashable] = ANY
    excluded_categories: frozenset[Hashable] = ANY
    id: Hashable = None
