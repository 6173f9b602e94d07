"""How far an order has come: what must hold for any quantities."""

from decimal import Decimal

import pytest
from chain_engine import LineQuantities, delivered_percent
from hypothesis import given
from hypothesis import strategies as st

quantity = st.decimals(0, 1000, places=2)


def line(ordered, delivered=None, invoiced=0, returned=0, on_delivery=False):
    def number(value):
        return None if value is None else Decimal(str(value))

    return LineQuantities(
        ordered=number(ordered),
        delivered=number(delivered),
        invoiced=number(invoiced),
        returned=number(returned),
        on_delivery=on_delivery,
    )


@pytest.mark.parametrize(
    ("quantities", "state"),
    [
        (line(10, 0), "open"),
        (line(10, 2.5), "partial"),
        (line(10, 10), "done"),
        (line(10, 10, returned=3), "done"),
        (line(10, 12, returned=2), "done"),
        (line(10, 12), "over"),
        (line(0, 0), "none"),
        (line(10, None), "none"),
        (line(None, None), "none"),
    ],
)
def test_delivery_state(quantities, state):
    assert quantities.delivery_state == state


@pytest.mark.parametrize(
    ("quantities", "expected", "state"),
    [
        # invoiced by what was delivered: shipped less returned
        (line(10, 4, invoiced=0, on_delivery=True), 4, "open"),
        (line(10, 4, invoiced=4, on_delivery=True), 4, "done"),
        (line(10, 10, invoiced=10, returned=3, on_delivery=True), 7, "over"),
        (line(10, 0, on_delivery=True), 0, "none"),
        # invoiced by what was ordered, before anything is shipped
        (line(10, 0, invoiced=10), 10, "done"),
        (line(10, 0, invoiced=4), 10, "partial"),
        (line(10, 10, invoiced=10, returned=2), 8, "over"),
        # two of ten were replaced: all ten are due; too much shipped is not
        (line(10, 12, invoiced=10, returned=2), 10, "done"),
        (line(10, 11, invoiced=10), 10, "done"),
        # a service
        (line(3, None, invoiced=3), 3, "done"),
    ],
)
def test_invoice_state(quantities, expected, state):
    assert quantities.to_be_invoiced == expected
    assert quantities.invoice_state == state


@pytest.mark.parametrize(
    ("quantities", "complete"),
    [
        (line(10, 10, invoiced=10), True),
        (line(10, 10, invoiced=8, returned=2), True),
        (line(10, 10, invoiced=0, returned=10), True),
        (line(10, 10, invoiced=10, returned=2), False),
        (line(10, 9, invoiced=10), False),
        (line(0, 0), False),
        (line(2, None, invoiced=2), True),
    ],
)
def test_complete(quantities, complete):
    assert quantities.complete is complete


def test_percent_is_by_value():
    # 100 of 100 worth 1,000 and 5 of 10 worth 3,000: (1,000 + 1,500) / 4,000
    rows = [(Decimal(1000), line(100, 100)), (Decimal(3000), line(10, 5))]
    assert delivered_percent(rows) == Decimal("62.5")


def test_percent_without_goods():
    assert delivered_percent([]) is None
    assert delivered_percent([(Decimal(100), line(1, None)), (Decimal(0), line(0, 0))]) is None


def test_free_goods_count_too():
    rows = [(Decimal(1000), line(1, 1)), (Decimal(0), line(1, 0))]
    assert delivered_percent(rows) == Decimal("99.9")
    assert delivered_percent([(Decimal(0), line(4, 1)), (Decimal(0), line(4, 3))]) == 50


def test_too_much_of_one_does_not_make_up_for_another():
    rows = [(Decimal(100), line(10, 20)), (Decimal(100), line(10, 0))]
    assert delivered_percent(rows) == 50


@given(st.lists(st.tuples(quantity, quantity, quantity), max_size=8))
def test_percent_is_100_only_when_all_is_shipped(rows):
    values = [(value, line(ordered, delivered)) for value, ordered, delivered in rows]
    percent = delivered_percent(values)
    goods = [(ordered, delivered) for _value, ordered, delivered in rows if ordered]
    if not goods:
        assert percent is None
        return
    assert 0 <= percent <= 100
    assert (percent == 100) == all(delivered >= ordered for ordered, delivered in goods)
