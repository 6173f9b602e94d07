"""Rounding on documents: parts of a line, shown amounts, percentages. Worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from discount_engine import part_amount, percent_for, rounded, shown_amounts, six_decimals
from hypothesis import given
from hypothesis import strategies as st

STEPS = st.sampled_from([Decimal(1), Decimal("0.01"), Decimal("0.001"), Decimal("0.05")])
exact_amounts = st.fractions(-10_000, 10_000, max_denominator=997)
prices = st.decimals(1, 10_000, places=2)


def test_parts_add_up_to_the_line():
    # 33.33, 66.67, 100: Odoo alone would make 33 + 33 + 33
    before, parts = Decimal(0), []
    for quantity in (1, 2, 3):
        parts.append(part_amount(Fraction(100, 3), quantity, before, Decimal(1)))
        before += parts[-1]
    assert parts == [33, 34, 33]


def test_a_part_taken_back_is_the_same_amount():
    assert part_amount(Fraction(100, 3), 1, Decimal(67), Decimal(1)) == -34


@given(exact_amounts, st.lists(st.decimals(0, 50, places=2), min_size=1), STEPS)
def test_any_parts_add_up(price, quantities, step):
    before = so_far = Decimal(0)
    for quantity in quantities:
        so_far += quantity
        before += part_amount(price, so_far, before, step)
    assert before == rounded(price * Fraction(so_far), step)


@pytest.mark.parametrize(
    ("amounts", "shown"),
    [
        ([], ()),
        (["0.5"], (1,)),
        # 33 + 33 + 33 is one short of 100: the largest, of equals the first, takes it
        (["33.4", "33.4", "33.2"], (34, 33, 33)),
        # 1 + 1 + 2 is one more than 2.9
        (["0.6", "0.7", "1.6"], (1, 1, 1)),
        (["1.6", "0.7", "0.6"], (1, 1, 1)),
    ],
)
def test_shown_amounts(amounts, shown):
    assert shown_amounts([Decimal(amount) for amount in amounts], Decimal(1)) == shown


@given(st.lists(exact_amounts), STEPS)
def test_shown_amounts_add_up(amounts, step):
    shown = shown_amounts(amounts, step)
    assert sum(shown) == rounded(sum(amounts), step)
    assert all(amount % step == 0 for amount in shown)


@pytest.mark.parametrize(
    ("listed", "net", "step", "percent"),
    [
        (999, "899.1", 1, "10"),
        (100_000, "75211.5", "0.01", "24.7885"),
        # half a forint decides: 75,211.5 is 75,212, which 24.788 % gives
        (100_000, "75211.5", 1, "24.788"),
        # 1,005 less 10 % is 904.5 and so 905: 100/1,005 of it is taken off
        (1005, "904.5", 1, "9.9502487562"),
        (1000, "1000", 1, "0"),
        (1000, "0", 1, "100"),
        # screws at 1.40, typed up
        ("1.40", "1.40", 1, "0"),
        (1000, "1100", 1, "-10"),
    ],
)
def test_percentage(listed, net, step, percent):
    assert percent_for(Decimal(listed), Decimal(net), Decimal(step)) == Decimal(percent)


@given(prices, st.integers(1, 5000), st.fractions(0, 1, max_denominator=99_991), STEPS)
def test_a_percentage_survives_binary_arithmetic(price, quantity, kept, step):
    """Odoo multiplies floats: price x (1 - discount / 100), then the quantity."""
    listed = price * quantity
    net = Fraction(listed) * kept
    percent = float(percent_for(listed, net, step))
    binary = float(price) * (1 - percent / 100) * quantity
    assert rounded(binary, step) == rounded(net, step)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(1, 3), "0.333333"),
        (Fraction(2, 3), "0.666667"),
        (Decimal("325.1953125"), "325.195312"),
        (Decimal("325.1953135"), "325.195314"),
        (-Fraction(2, 3), "-0.666667"),
    ],
)
def test_six_decimals(number, text):
    assert str(six_decimals(number)) == text


@given(exact_amounts, STEPS)
def test_rounding_goes_to_the_nearest_and_away_from_zero(number, step):
    near = Fraction(rounded(number, step))
    distance = abs(near - number)
    assert 2 * distance <= Fraction(step)
    if 2 * distance == Fraction(step):
        assert abs(near) > abs(number)


@pytest.mark.parametrize(
    "number", [float("inf"), float("nan"), Decimal("Infinity"), Decimal("NaN")]
)
def test_what_is_no_number_is_refused(number):
    with pytest.raises((ValueError, OverflowError)):
        rounded(number, Decimal(1))
