"""A company's limits, which come last; all values worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from discount_engine import Group, Product

from .discount_samples import PAINT, first, limits, line, reasons, rule, taken

SUM = [Group("A", 10, "sum")]
TEN_AND_TWENTY = [rule("R1", "percent", (1, 10)), rule("R2", "percent", (1, 20))]


@pytest.mark.parametrize(
    ("most", "margin", "net", "limit"),
    [
        (0, None, 700, None),
        (30, None, 700, None),
        (15, None, 850, "max_percent"),
        (100, None, 700, None),
        # cost 600: 600 / 0.75 = 800, 600 / 0.85 = 705.88, 600 / 1 = 600
        (0, 25, 800, "min_margin"),
        (0, 15, Fraction(60000, 85), "min_margin"),
        (0, 0, 700, None),
        # the higher of the two
        (15, 25, 850, "max_percent"),
        (25, 25, 800, "min_margin"),
    ],
)
def test_limit(most, margin, net, limit):
    outcome = first(TEN_AND_TWENTY, [line()], SUM, **limits(most, margin))
    assert (outcome.net_unit_price, outcome.limit) == (net, limit)
    # what is left is shared as 10 to 20
    assert taken(outcome) == {
        "R1": (1000 - net) * Fraction(1, 3),
        "R2": (1000 - net) * Fraction(2, 3),
    }
    assert [each.asked for each in outcome.applied] == [100, 200]


def test_a_floor_above_the_price_leaves_the_price():
    # 600 / 0.5 is 1,200
    outcome = first(TEN_AND_TWENTY, [line()], SUM, **limits(0, 50))
    assert (outcome.net_unit_price, taken(outcome)) == (1000, {})
    assert reasons(outcome) == {"R1": "limited", "R2": "limited"}


def test_a_floor_at_the_price_leaves_the_price():
    assert first(TEN_AND_TWENTY, [line()], SUM, **limits(0, 40)).net_unit_price == 1000


def test_a_floor_binds_rules_that_stand_alone():
    rules = [rule("R1", "percent", (1, 90), exclusive="always"), rule("R2")]
    outcome = first(rules, [line()], **limits(0, 25))
    assert taken(outcome) == {"R1": 200}
    assert reasons(outcome) == {"R2": "replaced_by_exclusive:R1"}


def test_an_exclusive_that_limits_leave_nothing_still_stands():
    rules = [rule("R1", "percent", (1, 90), exclusive="always"), rule("R2")]
    outcome = first(rules, [line()], **limits(0, 50))
    assert reasons(outcome) == {"R1": "limited", "R2": "replaced_by_exclusive:R1"}


def test_prices_are_compared_before_limits():
    # 50 % against 20 %: both would end at 850, R2 stands alone all the same
    rules = [rule("R1", "percent", (1, 20)), rule("R2", "percent", (1, 50), exclusive="better")]
    outcome = first(rules, [line()], **limits(15))
    assert taken(outcome) == {"R2": 150}


def test_beaten_is_said_by_the_winner_though_limits_leave_him_nothing():
    rules = [
        rule("R1"),
        rule("R2", "percent", (1, 5)),
        rule("R3", "percent", (1, 1), exclusive="better"),
    ]
    outcome = first(rules, [line()], **limits(0, 50))
    assert reasons(outcome) == {"R1": "limited", "R2": "beaten_by:R1", "R3": "beaten_by:R1"}


@pytest.mark.parametrize("cost", [0, Decimal("-5")])
def test_without_a_cost_there_is_no_floor(cost):
    free = first([rule("R1", "percent", (1, 100))], [line(Product("x", cost=cost))], **limits(0, 5))
    assert free.net_amount == 0


def test_rounding_a_line_is_no_breach():
    # at most 15 % of 33 is 28.05 a piece; the line is 28 all the same
    outcome = first(TEN_AND_TWENTY, [line(PAINT, 1, 33)], SUM, **limits(15))
    assert (outcome.net_amount, outcome.subtotal) == (Decimal("28.05"), 28)


def test_limits_leave_lines_alone_that_nobody_discounts():
    assert first([], [line(PAINT, 1, 100)], **limits(10, 50)).net_amount == 100
    typed = first([rule()], [line(PAINT, 1, 1000, typed_price=10)], **limits(10, 50))
    assert (typed.net_amount, typed.limit) == (10, None)
