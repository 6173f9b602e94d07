"""How rules combine: groups, policies, caps, rules that stand alone. Worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from discount_engine import Group

from .discount_samples import BRUSH, PAINT, A, first, line, priced, reasons, rule, taken


def _groups(*policies, cap=0):
    """Groups A, B, … in this order; the cap is the first one's."""
    rows = zip("ABC", policies, strict=False)
    return [Group(code, 10, policy, 0 if code > "A" else cap) for code, policy in rows]


FIVE_NINE_THIRTEEN = [
    rule("R1", "percent", (1, 5)),
    rule("R2", "percent", (1, 9)),
    rule("R3", "percent", (1, 13)),
]


@pytest.mark.parametrize(
    ("policy", "amounts", "why_not"),
    [
        ("best", {"R3": 130}, {"R1": "beaten_by:R3", "R2": "beaten_by:R3"}),
        ("first", {"R1": 50}, {"R2": "beaten_by:R1", "R3": "beaten_by:R1"}),
        ("sum", {"R1": 50, "R2": 90, "R3": 130}, {}),
        # 950 x 9 % = 85.5, 864.5 x 13 % = 112.385
        ("cascade", {"R1": 50, "R2": Decimal("85.5"), "R3": Decimal("112.385")}, {}),
    ],
)
def test_policy(policy, amounts, why_not):
    outcome = first(FIVE_NINE_THIRTEEN, [line()], _groups(policy))
    assert taken(outcome) == amounts
    assert reasons(outcome) == why_not
    assert list(taken(outcome)) == sorted(amounts)


@pytest.mark.parametrize(
    ("policy", "amounts"),
    [
        ("best", {"R3": 108}),
        ("first", {"R1": 50}),
        # 270 shrink to 108: two fifths of each
        ("sum", {"R1": 20, "R2": 36, "R3": 52}),
    ],
)
def test_cap(policy, amounts):
    outcome = first(FIVE_NINE_THIRTEEN, [line()], _groups(policy, cap=Decimal("10.8")))
    assert taken(outcome) == amounts
    assert (
        sum(each.asked for each in outcome.applied)
        == {"best": 130, "first": 50, "sum": 270}[policy]
    )


def test_a_cap_on_a_cascade_shrinks_all_of_it():
    # 10 % and 10 % of the rest are 190; capped at 9.5 % each is halved
    rules = [rule("R1"), rule("R2")]
    outcome = first(rules, [line()], _groups("cascade", cap=Decimal("9.5")))
    assert taken(outcome) == {"R1": 50, "R2": 45}


def test_the_first_rule_that_takes_off_anything():
    rules = [
        rule("R1", "fixed_price", (1, 1200), sequence=1),
        rule("R2", "percent", (5, 50), sequence=2),
        rule("R3", "percent", (1, 1), sequence=3),
        rule("R4", "percent", (1, 99), sequence=4),
    ]
    outcome = first(rules, [line()], _groups("first"))
    assert taken(outcome) == {"R3": 10}
    why_not = {"R1": "no_effect", "R2": "below_threshold", "R4": "beaten_by:R3"}
    assert reasons(outcome) == why_not


def test_a_fixed_price_and_a_percentage_added():
    rules = [rule("R1", "fixed_price", (1, 900)), rule("R2")]
    assert first(rules, [line()], _groups("sum")).net_amount == 800
    # in a cascade the price is fixed at 900 first, or 10 % first and nothing left to fix
    assert first(rules, [line()], _groups("cascade")).net_amount == 810
    swapped = [rule("R1"), rule("R2", "fixed_price", (1, 900))]
    outcome = first(swapped, [line()], _groups("cascade"))
    assert (outcome.net_amount, reasons(outcome)) == (900, {"R2": "no_effect"})


def test_a_group_starts_from_what_the_groups_before_left():
    rules = [
        rule("R1", group="A"),
        rule("R2", group="B"),
        rule("R3", group="B"),
        rule("R4", "amount_unit", (1, 20), group="C"),
    ]
    # 1,000 - 100 = 900; 90 + 90 = 180; 720 - 20
    outcome = first(rules, [line()], _groups("best", "sum", "cascade"))
    assert taken(outcome) == {"R1": 100, "R2": 90, "R3": 90, "R4": 20}


def test_nothing_left_is_no_effect():
    rules = [rule("R1", "percent", (1, 100)), rule("R2", group="B"), rule("R3", group="C")]
    outcome = first(rules, [line()], _groups("best", "cascade", "best"))
    assert reasons(outcome) == {"R2": "no_effect", "R3": "no_effect"}


def test_a_sum_goes_no_lower_than_nothing_for_those_who_come_after():
    # 700 + 700 off paint of 1,000 leave 0: the 100 of group B are the brush's alone, and a rule
    # that stands alone and gives all of it is as good
    paint = {"products": frozenset(("paint-1",))}
    rules = [
        rule("R1", "amount_unit", (1, 700), **paint),
        rule("R2", "amount_unit", (1, 700), **paint),
        rule("R3", "amount_total", (0, 100), measure="order_amount", group="B"),
    ]
    lines = [line(), line(BRUSH, 1, 500)]
    outcome = priced(rules, lines, _groups("sum", "best"))
    assert [taken(each) for each in outcome.lines] == [{"R1": 500, "R2": 500}, {"R3": 100}]
    free = rule("R4", "percent", (1, 100), exclusive="better", **paint)
    assert taken(first([*rules, free], lines, _groups("sum", "best"))) == {"R4": 1000}


def test_groups_go_by_sequence_then_by_code():
    groups = [Group("B", 5, "best"), Group("C", 10, "best"), Group("A", 10, "best")]
    rules = [rule(f"R{code}", group=code, sequence=100 - ord(code)) for code in "ABC"]
    outcome = first(rules, [line()], groups)
    assert taken(outcome) == {"RB": 100, "RA": 90, "RC": 81}
    assert list(taken(outcome)) == ["RB", "RA", "RC"]


@pytest.mark.parametrize(
    ("codes", "winner"),
    [(("R10", "R2"), "R10"), (("Á", "Z"), "Z"), (("a", "B"), "B"), (("R", "R-1"), "R")],
)
def test_of_equals_the_earlier_by_the_characters_of_its_code(codes, winner):
    outcome = first([rule(code) for code in codes], [line()])
    assert list(taken(outcome)) == [winner]


def test_sequence_goes_before_code():
    assert list(taken(first([rule("A", sequence=2), rule("B", sequence=1)], [line()]))) == ["B"]


def test_a_later_amount_is_shared_over_what_groups_left():
    # paint 1,000 - 50 % = 500, brush 500: 100 are shared evenly
    rules = [
        rule("R1", "percent", (1, 50), products=frozenset(("paint-1",))),
        rule("R2", "amount_total", (0, 100), measure="order_amount", group="B"),
    ]
    outcome = priced(rules, [line(), line(BRUSH, 1, 500)], _groups("best", "best"))
    assert [taken(each) for each in outcome.lines] == [{"R1": 500, "R2": 50}, {"R2": 50}]


def test_in_one_group_an_amount_is_shared_over_its_starting_prices_unless_in_a_cascade():
    rules = [
        rule("R1", "percent", (1, 50), products=frozenset(("paint-1",))),
        rule("R2", "amount_total", (0, 150), measure="order_amount", sequence=20),
    ]
    lines = [line(), line(BRUSH, 1, 500)]
    added = priced(rules, lines, _groups("sum"))
    assert [taken(each) for each in added.lines] == [{"R1": 500, "R2": 100}, {"R2": 50}]
    cascade = priced(rules, lines, _groups("cascade"))
    assert [taken(each) for each in cascade.lines] == [{"R1": 500, "R2": 75}, {"R2": 75}]


def test_an_amount_over_lines_that_cost_nothing_more_is_nothing():
    rules = [
        rule("R1", "percent", (1, 100)),
        rule("R2", "amount_total", (0, 100), measure="order_amount", group="B"),
    ]
    assert reasons(first(rules, [line()], _groups("best", "best"))) == {"R2": "no_effect"}


def test_a_rule_that_stands_alone_ignores_groups_and_caps():
    groups = _groups("sum", cap=5)
    rules = [rule("R1"), rule("R2", "percent", (1, 30), exclusive="better")]
    outcome = first(rules, [line()], groups)
    assert taken(outcome) == {"R2": 300}
    assert reasons(outcome) == {"R1": "replaced_by_exclusive:R2"}


def test_better_is_compared_with_all_groups_together():
    # 10 % and 10 % of the rest are 19 %
    rules = [
        rule("R1"),
        rule("R2", group="B"),
        rule("R3", "percent", (1, Decimal("18.9")), exclusive="better"),
    ]
    outcome = first(rules, [line()], _groups("best", "best"))
    assert taken(outcome) == {"R1": 100, "R2": 90}
    # R1 took off more than R2
    assert reasons(outcome) == {"R3": "beaten_by:R1"}
    rules[2] = rule("R3", "percent", (1, 19), exclusive="better")
    assert taken(first(rules, [line()], _groups("best", "best"))) == {"R3": 190}


def test_an_exclusive_that_lost_names_the_earlier_of_equals():
    rules = [
        rule("R1", "amount_unit", (1, 50), group="A"),
        rule("R2", "amount_unit", (1, 50), group="B"),
        rule("R3", "amount_unit", (1, 99), exclusive="better"),
    ]
    groups = [Group("A", 20, "best"), Group("B", 10, "best")]
    assert reasons(first(rules, [line()], groups)) == {"R3": "beaten_by:R2"}


def test_equal_in_thirds_is_equal():
    # a third of 1,000 thrice in a sum, against all of it at once
    total = {"measure": "order_amount"}
    third = [rule(f"R{n}", "amount_total", (0, 100), **total) for n in (1, 2, 3)]
    alone = rule("R4", "amount_total", (0, 300), exclusive="better", **total)
    lines = [line(PAINT, 1, price, key=price) for price in (1000, 700, 11)]
    outcome = priced([*third, alone], lines, _groups("sum"))
    assert [list(taken(each)) for each in outcome.lines] == [["R4"]] * 3
    assert outcome.lines[0].applied[0].amount == Fraction(300 * 1000, 1711)


def test_always_stands_even_where_it_is_worse():
    rules = [
        rule("R1", "percent", (1, 50)),
        rule("R2", "percent", (1, 1), exclusive="always"),
        rule("R3", "percent", (1, 2), exclusive="always"),
        rule("R4", "percent", (1, 90), exclusive="better"),
    ]
    outcome = first(rules, [line()])
    assert taken(outcome) == {"R3": 20}
    why = "replaced_by_exclusive:R3"
    assert reasons(outcome) == {"R1": why, "R2": why, "R4": why}


def test_always_that_takes_off_nothing_stands_nowhere():
    rules = [rule("R1"), rule("R2", "fixed_price", (1, 1000), exclusive="always")]
    outcome = first(rules, [line()])
    assert (taken(outcome), reasons(outcome)) == ({"R1": 100}, {"R2": "no_effect"})


def test_exclusives_stand_line_by_line():
    rules = [
        rule("R1"),
        rule("R2", "fixed_price", (1, 800), exclusive="always", products=frozenset(("paint-1",))),
    ]
    outcome = priced(rules, [line(), line(BRUSH, 1, 500)])
    assert [taken(each) for each in outcome.lines] == [{"R2": 200}, {"R1": 50}]


def test_an_exclusive_amount_is_shared_over_undiscounted_prices():
    # group A halves the paint; the exclusive 150 are shared as 1,000 to 500 all the same
    rules = [
        rule("R1", "percent", (1, 50), products=frozenset(("paint-1",))),
        rule("R2", "amount_total", (0, 150), measure="order_amount", exclusive="better"),
    ]
    outcome = priced(rules, [line(), line(BRUSH, 1, 500)])
    assert [taken(each) for each in outcome.lines] == [{"R1": 500}, {"R2": 50}]


def test_a_group_goes_on_from_its_own_price_where_an_exclusive_stands():
    # the exclusive makes paint free, but the 100 are shared over 500 + 500 as the groups left them
    rules = [
        rule("R1", "percent", (1, 50), products=frozenset(("paint-1",))),
        rule("R2", "amount_total", (0, 100), measure="order_amount", group="B"),
        rule("R3", "fixed_price", (1, 0), exclusive="better", products=frozenset(("paint-1",))),
    ]
    outcome = priced(rules, [line(), line(BRUSH, 1, 500)], _groups("best", "best"))
    assert [taken(each) for each in outcome.lines] == [{"R3": 1000}, {"R2": 50}]


def test_an_outcome_can_be_asked_with_group_and_id():
    (each,) = first([rule(id=42)], [line()]).applied
    assert (each.code, each.id, each.group, each.unit) == ("R1", 42, "A", 100)
    assert A.code == "A"
