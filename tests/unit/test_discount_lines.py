"""Which lines rules act on, in which unit and which currency; all values worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from discount_engine import FactError, Product, RuleBook, evaluate

from .discount_samples import BRUSH, PAINT, A, first, limits, line, order, priced, rule, taken


@pytest.mark.parametrize(
    ("other", "net"),
    [
        (line(BRUSH, 1, 500, counts=False), 500),
        (line(BRUSH, 0, 500), 0),
        (line(BRUSH, -3, 500), -1500),
        (line(BRUSH, 2, 0), 0),
        (line(BRUSH, 2, -50), -100),
    ],
)
def test_what_is_no_product_sold_keeps_its_price_and_counts_in_nothing(other, net):
    # 1,000 of paint alone does not reach 1,100, nor does one piece reach two
    rules = [
        rule("R1", "percent", (1100, 10), measure="order_amount"),
        rule("R2", "percent", (2, 10), measure="scope_qty"),
    ]
    paint, kept = priced(rules, [line(PAINT), other]).lines
    assert paint.net_amount == 1000
    assert (kept.net_amount, kept.acted, kept.applied, kept.rejected) == (net, False, (), ())


def test_a_line_with_a_typed_price_counts_in_measures_and_takes_no_share():
    # 10 x 100 typed down to 90 still weighs 1,000; with 5 x 100 that makes 1,500.
    # The 300 are shared over the 500 of brushes alone.
    rules = [rule("R1", "amount_total", (1500, 300), measure="order_amount")]
    lines = [line(PAINT, 10, 100, typed_price=90), line(BRUSH, 5, 100)]
    typed, brush = priced(rules, lines).lines
    assert (typed.net_unit_price, typed.net_amount, typed.discount_amount) == (90, 900, 100)
    assert (typed.acted, typed.applied, typed.rejected) == (False, (), ())
    assert taken(brush) == {"R1": 300}
    assert brush.net_amount == 200


def test_typed_quantities_count_for_the_same_product():
    rules = [rule("R1", "percent", (10, 5), measure="product_qty")]
    lines = [line(PAINT, 4, key="mine"), line(PAINT, 6, key="typed", typed_price=1)]
    assert first(rules, lines).net_amount == 3800


def test_a_third_of_a_dozen_is_exact():
    # seven pieces of a product kept in dozens, 1,200 a dozen: 7/12 x (1,200 - 100) = 641.67
    rules = [rule("R1", "amount_unit", (Decimal("0.5"), 100))]
    outcome = first(rules, [line(PAINT, Fraction(7, 12), 1200)])
    assert outcome.net_amount == Fraction(7 * 1100, 12)
    assert outcome.subtotal == 642


def test_a_price_per_piece_from_a_price_per_dozen_is_exact():
    # 1,000 a dozen, kept in pieces: 12 x (1,000/12) is 1,000 again, 10 % of it 100
    outcome = first([rule()], [line(PAINT, 12, Fraction(1000, 12))])
    assert outcome.net_amount == 900


def test_floats_count_at_their_decimal_value():
    # 33.3 % of 1,000 is 333 and not 332.999...
    outcome = first([rule("R1", "percent", (0.1, 33.3))], [line(PAINT, 0.1, 1000.0)])
    assert outcome.net_unit_price == 667


@pytest.mark.parametrize(
    ("quantity", "taken_off"),
    # 400 Ft a euro: 100,000 Ft is 250 euros, 1,000 Ft is 2.50
    [(Decimal("24.99"), {}), (25, {"R1": Decimal("62.5")})],
)
def test_amounts_of_money_are_converted_thresholds_included(quantity, taken_off):
    rules = [rule("R1", "amount_unit", (100_000, 1000), measure="line_amount")]
    assert taken(first(rules, [line(PAINT, quantity, 10)], rate=Decimal("0.0025"))) == taken_off


def test_percentages_and_quantities_are_not_converted():
    outcome = first([rule("R1", "percent", (2, 10))], [line(PAINT, 2, 10)], rate=Decimal("0.0025"))
    assert outcome.net_amount == 18


def test_a_fixed_price_and_a_cost_are_converted():
    # 1,000 Ft is 2.50; cost 600 Ft is 1.50, at 50 % margin not below 3.00
    rules = [rule("R1", "fixed_price", (1, 1000))]
    euros = {"rate": Decimal("0.0025")}
    assert first(rules, [line(PAINT, 1, 10)], **euros).net_amount == Decimal("2.5")
    assert first(rules, [line(PAINT, 1, 10)], **euros, **limits(0, 50)).net_amount == 3


@pytest.mark.parametrize(
    ("step", "quantity", "price", "subtotal"),
    [
        (1, 3, Decimal("33.5"), 101),  # 100.5
        (1, -3, Decimal("33.5"), -101),
        (1, 1, Decimal("0.4999999"), 0),
        (Decimal("0.01"), 1, Decimal("0.125"), Decimal("0.13")),
        (Decimal("0.01"), 3, Decimal("33.5"), Decimal("100.50")),
        (Decimal("0.001"), 1, Decimal("0.0005"), Decimal("0.001")),
        (Decimal("0.05"), 1, Decimal("0.125"), Decimal("0.15")),
        # 3 x 1/6 is exactly half a unit, which no number of decimals shows
        (1, 3, Fraction(1, 6), 1),
    ],
)
def test_a_line_is_rounded_once_halves_away_from_zero(step, quantity, price, subtotal):
    outcome = first([], [line(PAINT, quantity, price)], currency_step=Decimal(step))
    assert outcome.subtotal == subtotal
    assert outcome.net_amount == quantity * Fraction(price)


def test_the_total_is_the_sum_of_the_rounded_lines():
    lines = [line(PAINT, 1, Decimal("0.4"), key=key) for key in "abc"]
    outcome = priced([], lines)
    assert outcome.untaxed_total == 0
    assert outcome.net_total == Decimal("1.2")


def test_a_price_with_tax_inside():
    # 999 with 27 % inside: 999/1.27 x 0.9 = 707.95 without it
    assert first([rule()], [line(PAINT, 1, Fraction(99900, 127))]).subtotal == 708


def test_lines_come_out_as_they_went_in():
    outcome = priced([], [line(BRUSH, key="b"), line(PAINT, key="a"), line(PAINT, 0, key="c")])
    assert [each.key for each in outcome.lines] == ["b", "a", "c"]


def test_an_empty_order_costs_nothing():
    outcome = priced([rule()], [])
    assert (outcome.lines, outcome.net_total, outcome.untaxed_total) == ((), 0, 0)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (order(line(), company="other"), "wrong_company"),
        (order(line(), line()), "line_twice"),
        (order(line(), rate=0), "rate_not_positive"),
        (order(line(), **limits(101)), "max_out_of_range"),
        (order(line(), **limits(0, 100)), "margin_out_of_range"),
    ],
)
def test_facts_that_cannot_be_priced_say_why(facts, code):
    with pytest.raises(FactError) as caught:
        evaluate(facts, RuleBook.build([rule()], [A]))
    assert caught.value.code == code


def test_a_product_without_known_cost_has_no_floor():
    gift = Product("gift", cost=0)
    outcome = first([rule("R1", "percent", (1, 100))], [line(gift)], **limits(0, 20))
    assert outcome.net_amount == 0
