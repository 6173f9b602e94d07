"""What the plan is made from and what it is made of; plain frozen records."""

from dataclasses import dataclass
from datetime import date

DRAFT, SENT, SALE, CANCEL = "draft", "sent", "sale", "cancel"


@dataclass(frozen=True, slots=True)
class Product:
    """An article the firm keeps in stock.

    :param quantities: what people usually order, ascending, in the product's own unit
    :param low: stock at which the buyer orders again
    :param high: stock the buyer orders up to
    :param popularity: relative frequency in orders
    """

    key: str
    category: str
    quantities: tuple[float, ...]
    low: float
    high: float
    popularity: int
    vendor: str


@dataclass(frozen=True, slots=True)
class Customer:
    """Who buys.

    :param size: relative frequency of orders, 1 to 10
    :param focus: categories bought; empty means all
    :param morale: how they pay: prompt, normal, slow, late or bad
    :param term: days until an invoice is due
    :param near: whether the van can be there the next day
    :param quiet: days before today in which nothing is ordered any more
    """

    key: str
    kind: str
    size: int
    focus: tuple[str, ...]
    morale: str
    term: int
    near: bool
    quiet: int = 0


@dataclass(frozen=True, slots=True)
class Vendor:
    """Who delivers to the firm, ``lead`` working days after an order, due after ``term`` days."""

    key: str
    lead: int
    term: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an order; ``discount`` in percent."""

    product: str
    quantity: float
    discount: int = 0


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came on a day: ``percent`` of what was open then."""

    day: date
    percent: int = 100


@dataclass(frozen=True, slots=True)
class Delivery:
    """Goods that left on a day, and the invoice for them.

    :param quantities: shipped quantity for each line of the order, in the order of the lines
    """

    day: date
    quantities: tuple[float, ...]
    payments: tuple[Payment, ...] = ()


@dataclass(frozen=True, slots=True)
class Return:
    """Goods of one line of the first delivery that came back."""

    day: date
    line: int
    quantity: float


@dataclass(frozen=True, slots=True)
class Order:
    """An offer and what became of it.

    :param services: service products on the order, besides the goods
    :param promised: the day agreed for the delivery
    """

    number: int
    customer: str
    day: date
    promised: date
    state: str
    lines: tuple[Line, ...]
    services: tuple[Line, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    returned: Return | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """Goods ordered from a vendor; ``received`` is None while they are on the way."""

    vendor: str
    day: date
    expected: date
    received: date | None
    lines: tuple[Line, ...]
    paid: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All of it; ``opening`` maps each product's key to its stock on the first morning."""

    first_day: date
    opening: dict[str, float]
    purchases: tuple[Purchase, ...]
    orders: tuple[Order, ...]
