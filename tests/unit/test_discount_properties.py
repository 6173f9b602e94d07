"""What holds for any rules on any order."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from discount_engine import Group, Line, Order, Rule, RuleBook, Tier, evaluate
from discount_engine.facts import Limits
from discount_engine.finder import Finder
from discount_engine.matching import (
    customer_matches,
    in_period,
    pricelist_matches,
    product_excluded,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from .discount_strategies import (
    DAY,
    GROUPS,
    PRODUCTS,
    group_lists,
    orders,
    percents,
    rule_lists,
    rules,
)

any_order = settings(deadline=None, max_examples=80)


def _prices(order, rules, groups):
    outcome = evaluate(order, RuleBook.build(rules, groups))
    return {line.key: line.net_unit_price for line in outcome.lines}


def _lowest(line, order):
    """The lowest price that the limits allow, from their text."""
    limits, price = order.limits, Fraction(line.unit_price)
    floors = [Fraction(0)]
    if limits.max_percent:
        floors.append(price * (100 - Fraction(limits.max_percent)) / 100)
    if limits.min_margin_percent is not None:
        cost = Fraction(line.product.cost) * Fraction(order.rate)
        floors.append(cost * 100 / (100 - limits.min_margin_percent))
    return min(max(floors), price)


@given(orders(), rule_lists(), group_lists())
@any_order
def test_the_trace_adds_up_between_the_limits(order, rules, groups):
    outcome = evaluate(order, RuleBook.build(rules, groups))
    for line, priced in zip(order.lines, outcome.lines, strict=True):
        assert priced.net_amount == priced.quantity * priced.net_unit_price
        if priced.acted:
            amounts = [each.amount for each in priced.applied]
            assert sum(amounts) == priced.discount_amount
            assert all(amount > 0 for amount in amounts)
            assert _lowest(line, order) <= priced.net_unit_price <= priced.unit_price
        else:
            assert priced.applied == ()


@given(orders(), rule_lists(), group_lists())
@any_order
def test_every_rule_applies_or_has_a_reason(order, rules, groups):
    outcome = evaluate(order, RuleBook.build(rules, groups), explain=True)
    for line in outcome.lines:
        named = [each.code for each in (*line.applied, *line.rejected)]
        assert sorted(named) == (sorted(rule.code for rule in rules) if line.acted else [])
        standing = {each.by for each in line.rejected if each.reason == "replaced_by_exclusive"}
        assert len(standing) <= 1


@given(orders(), rule_lists(), group_lists(), st.randoms())
@any_order
def test_the_order_of_lines_and_rules_changes_nothing(order, rules, groups, random):
    def explained(order, rules, groups):
        outcome = evaluate(order, RuleBook.build(rules, groups), explain=True)
        return {line.key: line for line in outcome.lines}

    before = explained(order, rules, groups)
    lines = list(order.lines)
    tiers_turned = [replace(rule, tiers=rule.tiers[::-1]) for rule in rules]
    for rows in (lines, tiers_turned, groups):
        random.shuffle(rows)
    assert explained(replace(order, lines=tuple(lines)), tiers_turned, groups) == before


@given(orders(), rule_lists(), group_lists())
@any_order
def test_running_twice_is_running_once_and_explaining_changes_no_price(order, rules, groups):
    book = RuleBook.build(rules, groups)
    once = evaluate(order, book)
    assert evaluate(order, book) == once
    explained = evaluate(order, book, explain=True).lines
    bare = tuple(replace(line, rejected=(), thresholds=()) for line in explained)
    assert bare == once.lines


@given(orders(), rule_lists(), group_lists())
@any_order
def test_one_line_is_explained_as_in_the_whole_order(order, rules, groups):
    book = RuleBook.build(rules, groups)
    whole = evaluate(order, book, explain=True).lines
    alone = evaluate(order, book, explain={0}).lines
    assert alone[0] == whole[0]
    assert all(line.rejected == line.thresholds == () for line in alone[1:])


@given(orders(), rule_lists(), group_lists(), rules(code="NEW", exclusive=st.just("no")))
@any_order
def test_one_more_rule_in_a_best_group_raises_no_price(order, old, groups, new):
    places = sorted(groups, key=lambda group: (group.sequence, group.code))
    place = next(at for at, group in enumerate(places) if group.code == new.group)
    places[place] = replace(places[place], policy="best")
    assume(all(group.policy != "sum" for group in places[place + 1 :]))
    before = _prices(order, old, places)
    after = _prices(order, [*old, new], places)
    assert all(after[key] <= before[key] for key in before)


@given(orders(), rule_lists(), group_lists(), rules(code="NEW", exclusive=st.just("better")))
@any_order
def test_one_more_better_rule_raises_no_price(order, old, groups, new):
    before = _prices(order, old, groups)
    after = _prices(order, [*old, new], groups)
    assert all(after[key] <= before[key] for key in before)


@given(
    st.lists(percents, min_size=1, max_size=4),
    st.decimals(0, 20, places=2),
    st.decimals(0, 20, places=2),
    st.sampled_from(["line_qty", "product_qty", "line_amount", "scope_qty", "order_amount"]),
    st.sampled_from([0, 20]),
)
@any_order
def test_more_is_never_dearer_with_rising_tiers(steps, one, more, measure, most):
    tiers = tuple(Tier(5 * number, value) for number, value in enumerate(sorted(steps)))
    book = RuleBook.build([Rule("R", "A", measure, "percent", tiers)], [Group("A")])
    fewer, many = sorted((one, one + more))

    def unit_price(quantity):
        line = Line(1, PRODUCTS[1], quantity, 1)
        return evaluate(Order((line,), DAY, limits=Limits(most)), book).lines[0].net_unit_price

    assume(fewer > 0)
    assert unit_price(many) <= unit_price(fewer)


def _meets(rule, order, product):
    """The conditions of a rule, one after the other, without an index."""
    named = rule.products or rule.templates or rule.categories
    in_lists = (
        product.id in rule.products
        or product.template in rule.templates
        or rule.categories & product.categories
    )
    return (
        rule.active
        and in_period(rule, order.date)
        and customer_matches(rule, order)
        and pricelist_matches(rule, order)
        and (in_lists or not named)
        and not product_excluded(rule, product)
    )


@given(orders(), rule_lists(size=15), group_lists())
@any_order
def test_the_index_finds_what_looking_at_every_rule_finds(order, rules, groups):
    book = RuleBook.build(rules, groups)
    finder = Finder(order, book)
    for product in PRODUCTS:
        found = finder.rules_for(product)
        every = [entry for entry in book.entries if _meets(entry.rule, order, product)]
        assert list(found) == every


@given(rule_lists(size=15), group_lists())
@any_order
def test_entries_stand_from_the_earliest_to_the_latest(rules, groups):
    place = {group.code: (group.sequence, group.code) for group in groups}
    entries = RuleBook.build(rules, groups).entries
    keys = [(*place[entry.rule.group], entry.rule.sequence, entry.rule.code) for entry in entries]
    assert keys == sorted(keys)
    assert [entry.rank for entry in entries] == list(range(len(rules)))


def test_groups_without_rules_are_welcome():
    assert RuleBook.build([], [Group(code) for code in GROUPS]).entries == ()
    assert Decimal(0) == evaluate(Order((), DAY), RuleBook.build([], [])).net_total
