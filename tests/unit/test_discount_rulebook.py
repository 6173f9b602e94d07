"""What a book of rules refuses, and what it finds."""

from datetime import date
from decimal import Decimal

import pytest
from discount_engine import (
    Group,
    Limits,
    Rule,
    RuleBook,
    RuleError,
    evaluate,
    group_faults,
    limit_faults,
    rule_faults,
)

from .discount_samples import A, line, order, rule, tiers

FREE = {"benefit": "free_qty", "measure": "line_qty"}


def _rule(steps=((1, 10),), **more):
    return Rule(**{"code": "R1", "group": "A", "measure": "line_qty", "benefit": "percent",
                   "tiers": tiers(*steps), **more})  # fmt: skip


@pytest.mark.parametrize(
    ("bad", "code", "params"),
    [
        (_rule(measure="moon"), "unknown_measure", {"value": "moon"}),
        (_rule(benefit="moon"), "unknown_benefit", {"value": "moon"}),
        (_rule(exclusive="moon"), "unknown_exclusive", {"value": "moon"}),
        (_rule(((1, 5), (1, 6))), "tier_twice", {"min_value": 1}),
        (_rule(((1, 5), (Decimal("1.0"), 5))), "tier_twice", {"min_value": Decimal("1.0")}),
        (_rule(benefit="amount_total"), "total_needs_order_measure", {}),
        (
            _rule(benefit="amount_total", measure="product_qty"),
            "total_needs_order_measure",
            {},
        ),
        (_rule(benefit="free_qty", measure="scope_qty"), "free_needs_line_qty", {}),
        (_rule(((0, 1),), **FREE), "free_needs_positive", {"min_value": 0, "value": 1}),
        (_rule(((1, 0),), **FREE), "free_needs_positive", {"min_value": 1, "value": 0}),
    ],
)
def test_a_rule_that_leaves_prices_undefined_is_refused(bad, code, params):
    assert [(fault.code, fault.params) for fault in rule_faults(bad)] == [(code, params)]
    with pytest.raises(RuleError) as caught:
        RuleBook.build([bad], [A])
    assert (caught.value.owner, caught.value.code) == ("R1", code)
    assert caught.value.params == params


def test_a_faulty_rule_may_wait_inactive():
    book = RuleBook.build([_rule(measure="moon", active=False)], [A])
    assert len(book.entries) == 1


def test_reversed_dates_are_a_fault_that_harms_no_price():
    dates = {"date_start": date(2026, 2, 1), "date_end": date(2026, 1, 1)}
    (fault,) = rule_faults(_rule(**dates))
    assert (fault.code, fault.params) == ("dates_reversed", dates)
    assert RuleBook.build([_rule(**dates)], [A])


def test_a_good_rule_has_no_fault():
    assert rule_faults(_rule(((5, 1), (1, 2)))) == ()
    assert rule_faults(_rule((), date_start=date(2026, 1, 1), date_end=date(2026, 1, 1))) == ()


@pytest.mark.parametrize(
    ("rules", "groups", "owner", "code"),
    [
        ([rule(), rule()], [A], "R1", "code_twice"),
        ([rule(), rule(active=False)], [A], "R1", "code_twice"),
        ([rule(group="B")], [A], "R1", "unknown_group"),
        ([], [A, A], "A", "code_twice"),
        ([], [Group("A", 1, "worst")], "A", "unknown_policy"),
        ([], [Group("A", 1, "best", 101)], "A", "cap_out_of_range"),
        ([], [Group("A", 1, "best", -1)], "A", "cap_out_of_range"),
    ],
)
def test_a_book_that_contradicts_itself_is_refused(rules, groups, owner, code):
    with pytest.raises(RuleError) as caught:
        RuleBook.build(rules, groups)
    assert (caught.value.owner, caught.value.code) == (owner, code)


def test_codes_of_other_companies_do_not_collide():
    theirs = rule(company="theirs")
    assert len(RuleBook.build([rule(company="mine"), theirs], [A], "mine").entries) == 1


@pytest.mark.parametrize(
    ("limits", "codes"),
    [
        (Limits(), []),
        (Limits(100, 0), []),
        (Limits(-1, 100), ["max_out_of_range", "margin_out_of_range"]),
        (Limits(101, -1), ["max_out_of_range", "margin_out_of_range"]),
    ],
)
def test_limits(limits, codes):
    assert [fault.code for fault in limit_faults(limits)] == codes


def test_all_faults_of_a_group_are_told():
    codes = [fault.code for fault in group_faults(Group("A", 1, "worst", 200))]
    assert codes == ["unknown_policy", "cap_out_of_range"]


def test_rules_that_cannot_match_are_not_looked_at(monkeypatch):
    """Of 3,000 rules those for this customer and this product alone are tested any further."""
    others = range(1, 1000)
    rules = [
        rule("GENERAL"),
        rule("AGREED", products=frozenset(("paint-1",)), partners=frozenset((0,))),
        *(rule(f"P{n}", products=frozenset((f"other-{n}",))) for n in others),
        *(rule(f"C{n}", partners=frozenset((n,))) for n in others),
        *(
            rule(f"A{n}", products=frozenset(("paint-1",)), partners=frozenset((n,)))
            for n in others
        ),
    ]
    looked_at = []

    def in_period(one, _day):
        looked_at.append(one.code)
        return True

    monkeypatch.setattr("discount_engine.finder.in_period", in_period)
    facts = order(line(key="a"), line(key="b"), partner=0)
    evaluate(facts, RuleBook.build(rules, [A]))
    assert sorted(looked_at) == ["AGREED", "GENERAL"]
