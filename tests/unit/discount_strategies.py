"""Any rules and any orders, small enough to meet each other often."""

from datetime import date, timedelta
from decimal import Decimal

from discount_engine import Group, Limits, Line, Order, Product, Rule, Tier
from discount_engine.rules import AMOUNT_TOTAL, BENEFITS, FREE_QTY, MEASURES, POLICIES
from hypothesis import strategies as st

DAY = date(2026, 11, 20)
GROUPS = ("G1", "G2", "G3")
PATHS = (("paint", "all"), ("power", "tools", "all"), ("hand", "tools", "all"))
COSTS = (0, 100, 350, 600, 990, 5)
PRODUCTS = tuple(
    Product(f"P{number}", f"T{number // 2}", frozenset(PATHS[number % 3]), cost)
    for number, cost in enumerate(COSTS)
)
CONDITIONS = (
    {"active": False},
    {"date_start": DAY},
    {"date_end": DAY - timedelta(days=1)},
    {"partners": frozenset(("me",))},
    {"partner_categories": frozenset(("gold", "builder"))},
    {"pricelists": frozenset(("retail",))},
    {"products": frozenset(("P1", "P2"))},
    {"templates": frozenset(("T0",))},
    {"categories": frozenset(("tools",))},
    {"categories": frozenset(("paint", "hand"))},
    {"excluded_products": frozenset(("P1",))},
    {"excluded_categories": frozenset(("tools",))},
)
SHARED_MEASURES = ("scope_qty", "scope_amount", "order_amount")


def _numbers(text):
    return st.sampled_from([Decimal(number) for number in text.split()])


percents = _numbers("0 2 7.5 10 33.3 50 100")
pairs = st.tuples(_numbers("0 1 2.5 5 10 1000"), percents | _numbers("50 300 990.5"))
tiers = st.lists(pairs, max_size=3, unique_by=lambda pair: pair[0])
kinds = st.sampled_from(
    [
        (benefit, measure)
        for benefit in BENEFITS
        for measure in MEASURES
        if (benefit != FREE_QTY or measure == "line_qty")
        and (benefit != AMOUNT_TOTAL or measure in SHARED_MEASURES)
    ]
)
conditions = st.lists(st.sampled_from(CONDITIONS), max_size=2)
exclusives = st.sampled_from((*["no"] * 5, "better", "always"))


@st.composite
def rules(draw, code="R", exclusive=exclusives):
    """A rule that the book accepts."""
    benefit, measure = draw(kinds)
    steps = draw(tiers)
    if benefit == FREE_QTY:
        steps = [(least + 1, 1 if value > 9 else Decimal("0.5")) for least, value in steps]
    wanted = {name: value for each in draw(conditions) for name, value in each.items()}
    return Rule(
        code,
        draw(st.sampled_from(GROUPS)),
        measure,
        benefit,
        tuple(Tier(*pair) for pair in steps),
        sequence=draw(st.integers(1, 2)),
        exclusive=draw(exclusive),
        **wanted,
    )


@st.composite
def rule_lists(draw, size=6):
    """Up to so many rules with codes of their own."""
    count = draw(st.integers(0, size))
    return [draw(rules(code=f"R{number}")) for number in range(count)]


@st.composite
def group_lists(draw):
    """One group for each code, in any order."""
    shapes = st.tuples(st.integers(1, 2), st.sampled_from(POLICIES), _numbers("0 0 20 33.3"))
    return [Group(code, *draw(shapes)) for code in GROUPS]


@st.composite
def lines(draw, key):
    """A line; one in six is no product line or has a typed price."""
    special = draw(st.sampled_from((*[{}] * 10, {"counts": False}, {"typed_price": Decimal(5)})))
    quantity = draw(_numbers("1 2.5 3 7 11 60 0 -2"))
    price = draw(_numbers("1000 99.9 1.40 0"))
    return Line(key, draw(st.sampled_from(PRODUCTS)), quantity, price, **special)


customers = st.sampled_from(
    (
        {},
        {"partner": "me"},
        {"partner": "me", "pricelist": "retail"},
        {"partner": "you", "pricelist": "retail", "partner_categories": frozenset(("gold",))},
    )
)
limits = st.builds(Limits, _numbers("0 0 15 62.5"), st.sampled_from((None, None, 0, 12)))


@st.composite
def orders(draw, size=4):
    """An order of up to so many lines, in forints or euros, with or without limits."""
    count = draw(st.integers(1, size))
    return Order(
        tuple(draw(lines(number)) for number in range(count)),
        DAY,
        rate=draw(_numbers("1 1 0.0025")),
        limits=draw(limits),
        **draw(customers),
    )
