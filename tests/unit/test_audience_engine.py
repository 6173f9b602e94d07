"""What criteria mean: their check, their shape, circles; properties over whatever comes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from audience_engine import (
    METRICS,
    OPERATORS,
    Fault,
    Leaf,
    Metric,
    Node,
    Period,
    as_text,
    checked_leaf,
    find_circle,
    holds_without,
    leaves,
    pruned,
)
from hypothesis import given
from hypothesis import strategies as st

TODAY = date(2026, 3, 31)


def check(metric, operator, value="", value2="", **more):
    return checked_leaf(1, metric, METRICS[metric], operator, value, value2, **more)


def fault(*args, **more):
    with pytest.raises(Fault) as caught:
        check(*args, **more)
    return caught.value


@pytest.mark.parametrize(
    ("operator", "value", "value2", "found"),
    [
        ("=", "3", "", ("in", (Decimal(3),))),
        ("in", "3, 5", "", ("in", (Decimal(3), Decimal(5)))),
        ("!=", "3", "", ("not in", (Decimal(3),))),
        (">", "200 000.5", "", (">", (Decimal("200000.5"),))),
        ("between", "1", "2", ("between", (Decimal(1), Decimal(2)))),
        ("<=", "-4", "9", ("<=", (Decimal(-4),))),
    ],
)
def test_numbers_are_read(operator, value, value2, found):
    leaf = check("order_amount", operator, value, value2)
    assert (leaf.operator, leaf.values) == found


@pytest.mark.parametrize(
    ("value", "products", "operator", "meant", "of"),
    [
        ("", (7,), "=", "in", (7,)),
        ("1", (7,), "=", "in", (7,)),
        ("0", (7,), "=", "not in", (7,)),
        ("0", (7,), "!=", "in", (7,)),
        ("", (7,), "not in", "not in", (7,)),
        ("4,5", (), "in", "in", (4, 5)),
        ("4", (), "!=", "not in", (4,)),
        ("", (), "=", "in", ()),
        ("false", (), "=", "not in", ()),
    ],
)
def test_bought_or_not(value, products, operator, meant, of):
    leaf = check("bought_product", operator, value, products=products)
    assert (leaf.operator, leaf.products, leaf.values) == (meant, of, ())


def test_categories_are_named_in_the_value():
    assert check("bought_category", "in", "4,5").categories == (4, 5)


def test_quantities_bought_are_numbers():
    assert check("bought_product", ">=", "1.5", products=(7,)).values == (Decimal("1.5"),)


def test_names_and_ids_of_sets():
    assert check("responded", "in", "interested, 4,call_later,4").values == (
        "interested", 4, "call_later",
    )  # fmt: skip
    assert check("received_campaign", "=").values == ()


@pytest.mark.parametrize(
    ("code", "args", "more"),
    [
        ("operator", ("order_count", "like", "1"), {}),
        ("operator", ("member_of_audience", ">", "1"), {}),
        ("operator", ("order_count", None, "1"), {}),
        ("number", ("order_count", ">", "many"), {}),
        ("number", ("order_count", ">", "nan"), {}),
        ("number", ("order_count", ">", "1e99"), {}),
        ("value_missing", ("order_count", ">", ""), {}),
        ("value_missing", ("order_count", "between", "1", ""), {}),
        ("value_missing", ("order_count", "in", "1,,2"), {}),
        ("one_number", ("order_count", ">", "1,2"), {}),
        ("between_reversed", ("order_count", "between", "2", "1"), {}),
        ("id", ("member_of_audience", "in", "1,x"), {}),
        ("id", ("member_of_audience", "in", "99999999999999999999"), {}),
        ("id", ("bought_product", "in", "1;drop"), {}),
        ("no_period", ("balance", ">", "1"), {"period": Period(days=3)}),
        ("no_products", ("balance", ">", "1"), {"products": (1,)}),
        ("products_twice", ("bought_product", "in", "3"), {"products": (4,)}),
    ],
)
def test_nonsense_is_named(code, args, more):
    assert fault(*args, **more).code == code


@pytest.mark.parametrize(
    ("code", "period"),
    [
        ("period_and_dates", (3, TODAY, None)),
        ("period_days", (-1, None, None)),
        ("period_days", (999999, None, None)),
        ("dates_reversed", (0, TODAY, TODAY - timedelta(days=1))),
    ],
)
def test_nonsensical_periods_are_named(code, period):
    with pytest.raises(Fault) as caught:
        Period(*period)
    assert caught.value.code == code


def test_periods():
    assert Period(30).bounds(TODAY) == (date(2026, 3, 1), None)
    assert Period(0, TODAY, TODAY).bounds(TODAY) == (TODAY, TODAY)
    assert Period().bounds(TODAY) == (None, None)
    assert not Period()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "1"), (False, "0"), (None, ""), (3, "3"), (2.0, "2"), (2.5, "2.5"), ("a", "a"),
        ([3, 5], "3,5"), (("a", 4), "a,4"), ([], ""),
    ],
)  # fmt: skip
def test_values_become_text(value, text):
    assert as_text(value) == text


def test_what_is_no_value_is_refused():
    with pytest.raises(Fault):
        as_text({"a": 1})


@given(st.floats(min_value=-1e14, max_value=1e14))
def test_numbers_survive_their_text(number):
    (read,) = check("order_amount", ">", as_text(number)).values
    assert float(read) == number


@given(
    st.sampled_from(sorted(METRICS)),
    st.one_of(st.sampled_from(OPERATORS["number"]), st.text(max_size=3)),
    st.text(max_size=12),
    st.text(max_size=12),
)
def test_whatever_is_written_is_read_or_refused(metric, operator, value, value2):
    try:
        leaf = check(metric, operator, value, value2)
    except Fault:
        return
    assert all(isinstance(one, int | str | Decimal) for one in leaf.values)


LEAVES = st.builds(Leaf, st.integers(1, 99), st.just("order_count"), st.just("in"))
TREES = st.recursive(
    LEAVES | st.builds(Node, st.integers(100, 199), st.sampled_from(["all", "any", "none"])),
    lambda parts: st.builds(
        Node,
        st.integers(100, 199),
        st.sampled_from(["all", "any", "none"]),
        st.lists(parts, max_size=4).map(tuple),
    ),
)


def nodes(criterion):
    if isinstance(criterion, Node):
        yield criterion
        for part in criterion.parts:
            yield from nodes(part)


@given(TREES)
def test_pruning_keeps_all_leaves_and_no_empty_group(tree):
    left = pruned(tree)
    assert list(leaves([left] if left else [])) == list(leaves([tree]))
    assert left is None or all(node.parts for node in nodes(left))
    assert left is None or pruned(left) == left


@given(st.dictionaries(st.integers(0, 6), st.lists(st.integers(0, 6), max_size=3)))
def test_circles_are_found_where_there_are_any(uses):
    reached = {0}
    for _round in range(8):
        reached |= {other for one in reached for other in uses.get(one, ())}

    def comes_back(start):
        ahead, seen = list(uses.get(start, ())), set()
        while ahead:
            one = ahead.pop()
            if one not in seen:
                seen.add(one)
                ahead += uses.get(one, ())
        return start in seen

    circle = find_circle(uses, 0)
    assert bool(circle) == any(map(comes_back, reached))
    if circle:
        assert circle[0] == circle[-1]
        assert all(b in uses[a] for a, b in zip(circle, circle[1:], strict=False))


def test_one_figure_is_asked_once():
    spec = METRICS["order_amount"]
    over, under = check("order_amount", ">", "1"), check("order_amount", "<", "9")
    later = check("order_amount", ">", "1", period=Period(3))
    assert over.figure(spec) == under.figure(spec) != later.figure(spec)
    bought, much = (check("bought_product", *one) for one in (("=", ""), (">", "3")))
    assert bought.figure(METRICS["bought_product"]) != much.figure(METRICS["bought_product"])
    one, other = (check("responded", "in", names) for names in ("a", "b"))
    assert one.figure(METRICS["responded"]) != other.figure(METRICS["responded"])


@pytest.mark.parametrize(
    ("metric", "operator", "value", "holds"),
    [
        ("order_count", "<", "1", True),
        ("order_count", ">", "0", False),
        ("order_count", "=", "0", True),
        ("order_count", "!=", "0", False),
        ("order_count", "not in", "1,2", True),
        ("balance", "between", "-5", True),
        ("order_average", "<", "9", False),
        ("order_average", "!=", "9", True),
        ("order_average", "=", "0", False),
        ("contacted_days", ">", "9999", True),
        ("contacted_days", "<=", "9999", False),
        ("contacted_days", "!=", "3", True),
        ("responded", "in", "", False),
        ("responded", "!=", "interested", True),
        ("bought_product", "=", "0", True),
        ("bought_product", "=", "", False),
        ("bought_product", "<=", "0", True),
    ],
)
def test_what_holds_of_whoever_has_no_document(metric, operator, value, holds):
    leaf = check(metric, operator, value, "5")
    assert holds_without(leaf, METRICS[metric]) is holds


def test_of_what_there_is_none_is_nothing_or_not_known():
    assert [METRICS[name].empty for name in ("order_count", "balance")] == [0, 0]
    assert METRICS["order_average"].empty is None
    assert Metric().empty == 0
