"""The plan of the demo firm's half-year: what must hold on every day it is made on."""

import random
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from demo_engine.facts import SALE, Customer, Product, Vendor
from demo_engine.payments import draw_payments, vendor_payment
from demo_engine.plan import DAYS, make_plan
from demo_engine.workdays import add_workdays, is_workday, workdays

VENDORS = [Vendor("far", 6, 30), Vendor("near", 2, 15)]
PRODUCTS = [
    Product("brick", "masonry", (80.0, 160.0), 400.0, 2400.0, 9, "far"),
    Product("board", "insulation", (25.0, 60.0), 150.0, 900.0, 7, "near"),
    Product("beam", "timber", (0.5, 1.0), 3.0, 15.0, 4, "near"),
]
CUSTOMERS = [
    Customer("builder", "contractor", 9, (), "late", 30, True),
    Customer("shop", "retailer", 8, (), "prompt", 15, False),
    Customer("insulator", "contractor", 5, ("insulation",), "bad", 30, True),
    Customer("anna", "private", 2, (), "prompt", 0, True),
    Customer("gone", "contractor", 6, ("insulation",), "prompt", 15, False, quiet=60),
]


def plan_of(today, seed=7):
    return make_plan(PRODUCTS, CUSTOMERS, VENDORS, today, random.Random(seed))


@pytest.fixture(params=["2026-11-22", "2027-01-02", "2027-06-30", "2028-03-01"])
def today(request):
    return date.fromisoformat(request.param)


@pytest.fixture
def plan(today):
    return plan_of(today)


def test_the_same_seed_tells_the_same_story():
    assert plan_of(date(2026, 11, 22)) == plan_of(date(2026, 11, 22))
    assert plan_of(date(2026, 11, 22)) != plan_of(date(2026, 11, 22), seed=8)


def test_everything_happens_within_the_half_year(plan, today):
    first = today - timedelta(days=DAYS)
    happened = [order.day for order in plan.orders]
    for order in plan.orders:
        happened += [delivery.day for delivery in order.deliveries]
        happened += [p.day for delivery in order.deliveries for p in delivery.payments]
        happened += [order.returned.day] if order.returned else []
    for purchase in plan.purchases:
        happened += [d for d in (purchase.day, purchase.received, purchase.paid) if d]
    assert first <= min(happened)
    assert max(happened) < today


def test_who_went_quiet_orders_no_more(plan, today):
    days = [order.day for order in plan.orders if order.customer == "gone"]
    assert days and max(days) < today - timedelta(days=60)


def test_orders_are_numbered_in_order_of_date(plan):
    assert [order.number for order in plan.orders] == list(range(1, 257))
    days = [order.day for order in plan.orders]
    assert days == sorted(days)


def test_stock_never_falls_below_zero(plan):
    moves = defaultdict(Counter)
    for purchase in plan.purchases:
        for line in purchase.lines:
            if purchase.received:
                moves[purchase.received][line.product] += line.quantity
    for order in plan.orders:
        for delivery in order.deliveries:
            for line, quantity in zip(order.lines, delivery.quantities, strict=True):
                moves[delivery.day][line.product] -= quantity
    stock = Counter(plan.opening)
    for day in sorted(moves):
        stock.update(moves[day])
        assert min(stock.values()) >= 0, day


def test_no_more_is_delivered_than_was_ordered(plan):
    for order in plan.orders:
        shipped = [sum(q) for q in zip(*(d.quantities for d in order.deliveries), strict=True)]
        for line, quantity in zip(order.lines, shipped or [0.0] * len(order.lines), strict=True):
            assert quantity <= line.quantity
        if order.state != SALE:
            assert not order.deliveries


def test_all_kinds_of_trade_are_there(plan):
    assert {order.state for order in plan.orders} == {"draft", "sent", "sale", "cancel"}
    assert any(len(order.deliveries) > 1 for order in plan.orders)
    assert any(order.returned for order in plan.orders)
    assert any(len(d.payments) == 2 for order in plan.orders for d in order.deliveries)


def test_who_looks_for_insulation_buys_nothing_else(plan):
    bought = {
        line.product
        for order in plan.orders
        if order.customer == "insulator"
        for line in order.lines
    }
    assert bought == {"board"}


def test_people_without_term_pay_at_once():
    paid = draw_payments(random.Random(1), CUSTOMERS[3], date(2026, 5, 4), date(2026, 11, 22))
    assert [(p.day, p.percent) for p in paid] == [(date(2026, 5, 4), 100)]


def test_late_payers_pay_after_the_due_date():
    rng = random.Random(1)
    for _ in range(50):
        for payment in draw_payments(rng, CUSTOMERS[0], date(2026, 5, 4), date(2026, 11, 22)):
            assert payment.day > date(2026, 6, 3)


def test_the_last_payment_pays_the_rest():
    rng = random.Random(1)
    end = date(2026, 11, 22)
    drawn = [draw_payments(rng, CUSTOMERS[2], date(2026, 1, 5), end) for _ in range(80)]
    assert all(payments[-1].percent == 100 for payments in drawn)
    assert any(len(payments) == 2 for payments in drawn)


def test_vendors_are_paid_on_a_working_day_after_the_term():
    # 4 May 2026 + 15 days is Tuesday the 19th; + 12 days is Saturday the 16th
    assert vendor_payment(date(2026, 5, 4), VENDORS[1], date(2026, 6, 1)) == date(2026, 5, 19)
    saturday = Vendor("x", 1, 12)
    assert vendor_payment(date(2026, 5, 4), saturday, date(2026, 6, 1)) == date(2026, 5, 18)
    assert vendor_payment(date(2026, 5, 4), saturday, date(2026, 5, 18)) is None


def test_working_days_leave_out_weekends_and_holidays():
    # Friday 23 October 2026 is a holiday
    assert workdays(date(2026, 10, 21), date(2026, 10, 28)) == [
        date(2026, 10, 21),
        date(2026, 10, 22),
        date(2026, 10, 26),
        date(2026, 10, 27),
    ]
    assert not is_workday(date(2026, 12, 24))
    assert add_workdays(date(2026, 10, 22), 1) == date(2026, 10, 26)
    assert add_workdays(date(2026, 10, 24), 0) == date(2026, 10, 26)
