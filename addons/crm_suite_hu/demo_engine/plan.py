"""The whole story of half a year, put together."""

from dataclasses import replace
from datetime import timedelta

from .facts import Payment, Plan, Return
from .orders import draw_orders
from .payments import draw_payments, vendor_payment
from .stockroom import Stockroom
from .workdays import add_workdays, bank_day, workdays

DAYS = 183
RETURNS = 7
RETURN_AFTER_DAYS = 12
PART_PAYMENTS = 4
PART_AFTER_DAYS = 5
PART_PERCENT = 40


def make_plan(products, customers, vendors, today, rng):
    """Invent the trade of the :data:`DAYS` days before ``today``.

    :param products: list of :class:`facts.Product`
    :param customers: list of :class:`facts.Customer`
    :param vendors: list of :class:`facts.Vendor`
    :param rng: a ``random.Random``; the same seed tells the same story
    :return: :class:`facts.Plan`; nothing in it happens on ``today`` or later, but for what is
        promised or on the way
    """
    days = workdays(today - timedelta(days=DAYS), today)
    orders = draw_orders(rng, days, customers, products)
    room = Stockroom(rng, products, vendors)
    opening = dict(room.stock)
    room.run(days, orders)
    people = {customer.key: customer for customer in customers}
    orders = [_with_deliveries(rng, o, room.deliveries[o.number], people, today) for o in orders]
    orders = _with_part_payments(orders, people, today)
    return Plan(
        first_day=days[0],
        opening=opening,
        purchases=_purchases(room, vendors, today),
        orders=_with_returns(rng, orders, today),
    )


def _with_deliveries(rng, order, deliveries, people, today):
    customer = people[order.customer]
    return replace(
        order,
        deliveries=tuple(
            replace(delivery, payments=draw_payments(rng, customer, delivery.day, today))
            for delivery in deliveries
        ),
    )


def _with_part_payments(orders, people, today):
    """Let a few of those that owe for long have paid a part of it."""
    parts = {
        order.number: part
        for order in orders
        if order.deliveries
        and not order.deliveries[0].payments
        and (part := _part_payment(order, people[order.customer].term)).day < today
    }
    chosen = sorted(parts)[:PART_PAYMENTS]
    return [
        _with_payment(order, parts[order.number]) if order.number in chosen else order
        for order in orders
    ]


def _part_payment(order, term):
    due = order.deliveries[0].day + timedelta(days=term + PART_AFTER_DAYS)
    return Payment(bank_day(due), PART_PERCENT)


def _with_payment(order, payment):
    first, *rest = order.deliveries
    return replace(order, deliveries=(replace(first, payments=(payment,)), *rest))


def _purchases(room, vendors, today):
    terms = {vendor.key: vendor for vendor in vendors}
    done = [
        replace(p, paid=vendor_payment(p.received, terms[p.vendor], today)) for p in room.purchases
    ]
    return tuple(sorted(done + room.in_transit(), key=lambda p: (p.day, p.vendor)))


def _with_returns(rng, orders, today):
    """Let something come back of a few orders that were delivered at once and long enough ago."""
    limit = today - timedelta(days=RETURN_AFTER_DAYS)
    able = [
        order.number
        for order in orders
        if len(order.deliveries) == 1 and order.deliveries[0].day < limit and _returnable(order)
    ]
    chosen = set(rng.sample(able, min(RETURNS, len(able))))
    return tuple(_with_return(rng, o) if o.number in chosen else o for o in orders)


def _returnable(order):
    return [i for i, line in enumerate(order.lines) if line.quantity >= 10]


def _with_return(rng, order):
    line = rng.choice(_returnable(order))
    quantity = float(max(1, int(order.lines[line].quantity * rng.choice((0.1, 0.2, 0.25)))))
    day = add_workdays(order.deliveries[0].day, rng.randint(2, 6))
    return replace(order, returned=Return(day, line, quantity))
