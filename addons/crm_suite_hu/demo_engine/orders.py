"""Who orders what on which day."""

from dataclasses import replace
from datetime import timedelta

from .facts import CANCEL, DRAFT, SALE, SENT, Line, Order
from .workdays import add_workdays, busyness

ORDERS = 256
OPEN_DAYS = 15
OPEN_SHARE = 0.45
LOST_SHARE = 0.07
# the last orders are always sold, and wait for so many working days from the end
AHEAD = (2, 5, 8)

LINES = {"contractor": (1, 4), "retailer": (2, 5), "municipal": (1, 4), "foreign": (1, 3)}
DEFAULT_LINES = (1, 2)
SMALL_BUYERS = {"sole", "private"}
HEAVY = {"masonry", "roofing", "aggregate"}
NEAR_VAN, FAR_VAN, CRANE = "srv_001", "srv_002", "srv_003"


def order_days(rng, days, total=ORDERS):
    """Spread ``total`` orders over the days, busier ones getting more.

    :return: ascending list of ``total`` days
    """
    weights = [busyness(day, days[0], days[-1]) * rng.uniform(0.5, 1.5) for day in days]
    # offers that are still open come on top of what is sold
    weights[-OPEN_DAYS:] = [weight * (1 + OPEN_SHARE) for weight in weights[-OPEN_DAYS:]]
    return sorted(rng.choices(days, weights, k=total))


def draw_orders(rng, days, customers, products):
    """Draw the orders of the period, without their deliveries.

    :param days: working days, ascending; the last one is the day before today
    :return: list of :class:`Order`, numbered from 1 in order of date
    """
    recent = set(days[-OPEN_DAYS:])
    orders = []
    for number, day in enumerate(order_days(rng, days), 1):
        buying = [one for one in customers if day < days[-1] - timedelta(days=one.quiet - 1)]
        customer = rng.choices(buying, [one.size for one in buying])[0]
        orders.append(_draw_order(rng, number, day, customer, products, day in recent))
    return orders[: -len(AHEAD)] + [
        replace(order, state=SALE, promised=add_workdays(days[-1], wait))
        for order, wait in zip(orders[-len(AHEAD) :], AHEAD, strict=True)
    ]


def _draw_order(rng, number, day, customer, products, is_recent):
    lines = _draw_lines(rng, customer, products)
    return Order(
        number=number,
        customer=customer.key,
        day=day,
        promised=add_workdays(
            day,
            rng.randint(0, 1)
            if customer.kind == "private"
            else rng.choice((1, 1, 2, 2, 3, 4, 6, 10)),
        ),
        state=_draw_state(rng, number, is_recent),
        lines=lines,
        services=_draw_services(rng, customer, lines, products),
    )


def _draw_state(rng, number, is_recent):
    if is_recent and rng.random() < OPEN_SHARE:
        return SENT if number % 3 else DRAFT
    return CANCEL if rng.random() < LOST_SHARE else SALE


def _draw_lines(rng, customer, products):
    liked = [p for p in products if not customer.focus or p.category in customer.focus]
    count = rng.randint(*LINES.get(customer.kind, DEFAULT_LINES))
    chosen = {}
    while liked and len(chosen) < min(count, len(liked)):
        product = rng.choices(liked, [p.popularity for p in liked])[0]
        chosen[product.key] = Line(
            product.key, _draw_quantity(rng, customer, product), _draw_discount(rng, customer)
        )
    return tuple(chosen.values())


def _draw_quantity(rng, customer, product):
    usual = product.quantities
    if customer.kind in SMALL_BUYERS:
        usual = usual[: max(1, len(usual) // 2)]
    elif customer.size >= 6:
        usual = usual[len(usual) // 2 :]
    quantity = rng.choice(usual)
    return quantity * 2 if customer.size >= 6 and rng.random() < 0.3 else quantity


def _draw_discount(rng, customer):
    if customer.kind in SMALL_BUYERS or customer.size < 5:
        return 0
    return rng.choice((0, 0, 0, 3, 5, 5, 8 if customer.size < 8 else 10))


def _draw_services(rng, customer, lines, products):
    if rng.random() < 0.5:
        return ()
    services = [Line(NEAR_VAN if customer.near else FAR_VAN, 1)]
    category = {product.key: product.category for product in products}
    if any(category[line.product] in HEAVY for line in lines) and rng.random() < 0.4:
        services.append(Line(CRANE, rng.choice((1, 2))))
    return tuple(services)
