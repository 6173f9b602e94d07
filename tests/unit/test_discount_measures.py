"""Measures, tiers and benefits; all values worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from discount_engine import Group, Rule

from .discount_samples import BRUSH, PAINT, A, first, line, priced, reasons, rule, taken

# paint 6 + 5 at 1,000, brushes 4 at 500: 6,000 + 5,000 + 2,000
LINES = [line(PAINT, 6, key="a"), line(PAINT, 5, key="b"), line(BRUSH, 4, 500, key="c")]
PAINTS = {"categories": frozenset(("paints",))}


@pytest.mark.parametrize(
    ("measure", "scope", "value"),
    [
        ("line_qty", {}, 6),
        ("product_qty", {}, 11),
        ("line_amount", {}, 6000),
        ("scope_qty", PAINTS, 11),
        ("scope_qty", {}, 15),
        ("scope_amount", PAINTS, 11000),
        ("scope_amount", {}, 13000),
        ("order_amount", PAINTS, 13000),
    ],
)
def test_measure(measure, scope, value):
    """A tier at the measure counts, one a thousandth above it does not."""
    at = rule("R1", "percent", (value, 10), measure=measure, **scope)
    above = rule("R1", "percent", (value + Decimal("0.001"), 10), measure=measure, **scope)
    outcome = first([at], LINES)
    assert outcome.net_amount == 5400
    assert outcome.thresholds[0].measured == value
    assert reasons(first([above], LINES)) == {"R1": "below_threshold"}


def test_measures_look_at_undiscounted_prices():
    # group A halves the price, yet group B's rule still sees 6,000
    groups = [A, Group("B", 20, "best")]
    half = rule("R1", "percent", (1, 50))
    over = rule("R2", "percent", (6000, 10), group="B", measure="line_amount")
    assert taken(first([half, over], [line(PAINT, 6)], groups)) == {"R1": 3000, "R2": 300}


STEPS = ((10, 5), (1, 3), (50, 8))


@pytest.mark.parametrize(
    ("quantity", "percent"),
    [(Decimal("0.999"), 0), (1, 3), (Decimal("9.999"), 3), (10, 5), (49, 5), (50, 8), (5000, 8)],
)
def test_the_highest_tier_reached_counts_in_whatever_order_they_are_written(quantity, percent):
    outcome = first([rule("R1", "percent", *STEPS)], [line(PAINT, quantity)])
    assert outcome.discount_percent == percent


def test_the_highest_tier_counts_even_where_it_gives_less():
    outcome = first([rule("R1", "percent", (1, 10), (5, 4))], [line(PAINT, 5)])
    assert outcome.discount_percent == 4


def test_a_rule_without_tiers_does_not_apply():
    bare = Rule("R1", "A", "line_qty", "percent", ())
    assert reasons(first([bare], [line()])) == {"R1": "below_threshold"}


@pytest.mark.parametrize(
    ("benefit", "value", "net"),
    [
        ("percent", Decimal("7.5"), 925),
        ("percent", 100, 0),
        ("percent", 120, 0),
        ("percent", 0, 1000),
        ("percent", -5, 1000),
        ("amount_unit", 50, 950),
        ("amount_unit", 1000, 0),
        ("amount_unit", 1001, 0),
        ("amount_unit", -50, 1000),
        ("fixed_price", 990, 990),
        ("fixed_price", 0, 0),
        ("fixed_price", 1000, 1000),
        ("fixed_price", 1001, 1000),
        ("fixed_price", -1, 0),
    ],
)
def test_a_benefit_lies_between_nothing_and_the_price(benefit, value, net):
    outcome = first([rule("R1", benefit, (1, value))], [line()])
    assert outcome.net_amount == net
    assert reasons(outcome) == ({"R1": "no_effect"} if net == 1000 else {})


@pytest.mark.parametrize(
    ("quantity", "steps", "free"),
    [
        (10, [(10, 1)], 0),
        (11, [(10, 1)], 1),
        (21, [(10, 1)], 1),
        (22, [(10, 1)], 2),
        (Decimal("11.5"), [(10, 1)], 1),
        # 30 of ten and one: two elevens; of twenty and three: one twenty-three, three units
        (30, [(10, 1), (20, 3)], 3),
        # 44: four elevens give 4, one twenty-three gives 3
        (44, [(10, 1), (20, 3)], 4),
        (10, [(2, Decimal("0.5"))], 2),
    ],
)
def test_free_units(quantity, steps, free):
    outcome = first([rule("R1", "free_qty", *steps)], [line(PAINT, quantity)])
    assert outcome.discount_amount == free * 1000


def test_free_units_below_and_at_the_threshold_are_told_apart():
    ten_and_one = rule("R1", "free_qty", (10, 1))
    assert reasons(first([ten_and_one], [line(PAINT, 9)])) == {"R1": "below_threshold"}
    assert reasons(first([ten_and_one], [line(PAINT, 10)])) == {"R1": "no_effect"}


def test_of_tiers_that_give_as_many_free_units_the_higher_is_shown():
    # 12 units: one six of 5 + 1 and half of it again is 2; 10 + 2 makes one twelve, also 2
    outcome = first([rule("R1", "free_qty", (5, 1), (10, 2))], [line(PAINT, 12)])
    assert outcome.discount_amount == 2000
    assert outcome.thresholds[0].reached.min_value == 10


def test_an_amount_is_shared_by_the_value_of_the_lines():
    # 2,600 over 6,000 + 5,000 + 2,000: a fifth of each
    total = rule("R1", "amount_total", (0, 2600), measure="order_amount")
    outcome = priced([total], LINES)
    assert [taken(each) for each in outcome.lines] == [{"R1": 1200}, {"R1": 1000}, {"R1": 400}]


def test_an_amount_for_a_scope_is_measured_on_all_and_shared_in_the_scope():
    total = rule("R1", "amount_total", (13000, 1100), measure="order_amount", **PAINTS)
    outcome = priced([total], LINES)
    assert [taken(each) for each in outcome.lines] == [{"R1": 600}, {"R1": 500}, {}]


def test_a_share_that_a_line_does_not_use_is_lost():
    # the line of 6,000 gets 10 % = 600 from R2 rather than its share of 480
    total = rule("R1", "amount_total", (0, 1040), measure="order_amount")
    single = rule("R2", "percent", (6, 10))
    outcome = priced([total, single], LINES)
    assert [taken(each) for each in outcome.lines] == [{"R2": 600}, {"R1": 400}, {"R1": 160}]


def test_shares_are_exact():
    # 100 over three lines of equal value: a third each, and 100 in all
    lines = [line(PAINT, 1, key=key) for key in "abc"]
    total = rule("R1", "amount_total", (0, 100), measure="scope_amount")
    outcome = priced([total], lines)
    assert [each.applied[0].amount for each in outcome.lines] == [Fraction(100, 3)] * 3
    assert outcome.net_total == 2900
    assert outcome.untaxed_total == 3 * 967


def test_the_next_threshold_is_told():
    (threshold,) = first([rule("R1", "percent", *STEPS)], [line(PAINT, 7)]).thresholds
    assert (threshold.measure, threshold.measured) == ("line_qty", 7)
    assert (threshold.reached.min_value, threshold.reached.value) == (1, 3)
    assert (threshold.next.min_value, threshold.next.value) == (10, 5)


def test_thresholds_end_somewhere_and_begin_somewhere():
    (top,) = first([rule("R1", "percent", *STEPS)], [line(PAINT, 50)]).thresholds
    (below,) = first([rule("R1", "percent", (5, 1))], [line()]).thresholds
    assert top.next is None
    assert (below.reached, below.next.min_value) == (None, 5)


def test_a_threshold_of_money_is_told_in_the_orders_currency():
    rules = [rule("R1", "amount_unit", (100_000, 1000), measure="line_amount")]
    (threshold,) = first(rules, [line(PAINT, 1, 10)], rate=Decimal("0.0025")).thresholds
    assert (threshold.measured, threshold.next.min_value) == (10, 250)
    assert threshold.next.value == Decimal("2.5")
