"""Rules change while others change them, and while offers are priced."""

import time
from functools import partial

import pytest

from .test_concurrency import at_once, faults
from .trade import Trade

RULE = "crm.discount.rule"
ROUNDS = 6


@pytest.fixture(scope="module")
def head(node):
    """Return the sales manager, who edits rules."""
    return node.as_user("sales_manager")


@pytest.fixture
def rule(head, trade):
    """Return the ids of a rule, 5 % from 10 pcs of a product, of its tier and of the product."""
    code = f"SUITE{time.time_ns()}"
    product = trade.product(100)
    group = head.execute("crm.discount.group", "create", {"code": code, "name": code})
    values = {
        "code": code,
        "name": code,
        "group_id": group,
        "product_ids": [(6, 0, [product])],
        "tier_ids": [(0, 0, {"min_value": 10, "value": 5})],
    }
    made = head.execute(RULE, "create", values)
    [tier] = head.read(RULE, made, "tier_ids")["tier_ids"]
    yield made, tier, product
    head.execute(RULE, "unlink", [made])


def discounts(trade, order):
    """Return the discounts of the order's lines."""
    lines = trade.seller.read("sale.order", order, "order_line")["order_line"]
    found = trade.seller.execute("sale.order.line", "read", lines, ["discount"])
    return [line["discount"] for line in found]


def another(trade):
    """Return the seller with a connection of its own, for another thread."""
    twin = Trade(trade.node)
    twin.seller = trade.seller.another()
    return twin


def by_two(head, model, method, *calls):
    """Let two managers call a method of a model at once; return the two results."""
    jobs = [partial(head.another().execute, model, method, *args) for args in calls]
    return at_once(*jobs)


def test_two_managers_change_one_tier_at_once(head, trade, rule):
    _rule, tier, product = rule
    customer = trade.customer()
    for number in range(ROUNDS):
        values = (10 + number, 30 + number)
        calls = [([tier], {"value": value}) for value in values]
        assert faults(by_two(head, "crm.discount.tier", "write", *calls)) == []
        stored = head.read("crm.discount.tier", tier, "value")["value"]
        assert stored in values
        assert discounts(trade, trade.offer(customer, (product, 10))) == [stored]


def test_two_managers_add_the_same_tier_at_once(head, rule):
    made, _tier, _product = rule
    values = {"rule_id": made, "min_value": 50, "value": 8}
    [refused] = faults(by_two(head, "crm.discount.tier", "create", (values,), (values,)))
    assert "Two tiers of a rule start at the same value" in refused
    assert len(head.read(RULE, made, "tier_ids")["tier_ids"]) == 2


def test_two_managers_take_the_same_code_at_once(head, rule):
    made, _tier, _product = rule
    [group, _name] = head.read(RULE, made, "group_id")["group_id"]
    code = f"TWICE{time.time_ns()}"
    # one for the company, one for all: no index of the database sees both
    mine = {"code": code, "name": code, "group_id": group}
    shared = {**mine, "company_id": False}
    [refused] = faults(by_two(head, RULE, "create", (mine,), (shared,)))
    assert "already a discount rule" in refused
    found = head.execute(RULE, "search", [("code", "=", code)])
    assert len(found) == 1
    head.execute(RULE, "unlink", found)


def test_offers_made_while_a_rule_changes(head, trade, rule):
    _rule, tier, product = rule
    customer, manager = trade.customer(), head.another()

    def change():
        for number in range(ROUNDS):
            value = 5 if number % 2 else 10
            manager.execute("crm.discount.tier", "write", [tier], {"value": value})

    def sell(firm):
        return [firm.offer(customer, (product, 10), (product, 20)) for _offer in range(ROUNDS)]

    firms = [another(trade) for _seller in range(2)]
    _changed, *sold = at_once(change, *(partial(sell, firm) for firm in firms))
    for order in sum(sold, []):
        assert discounts(trade, order) in ([5, 5], [10, 10]), "by one state of the rules"
    # the last change made it 5 %, whatever a server kept in memory meanwhile
    assert discounts(trade, trade.offer(customer, (product, 10))) == [5]


def test_a_rule_deleted_while_offers_are_made(head, trade):
    customer = trade.customer()
    for number in range(ROUNDS):
        code, product = f"GONE{time.time_ns()}", trade.product(100)
        group = head.execute("crm.discount.group", "create", {"code": code, "name": code})
        values = {
            "code": code,
            "name": code,
            "group_id": group,
            "product_ids": [(6, 0, [product])],
            "tier_ids": [(0, 0, {"min_value": 1, "value": 5 + number})],
        }
        made = head.execute(RULE, "create", values)
        results = at_once(
            partial(head.another().execute, RULE, "unlink", [made]),
            partial(another(trade).offer, customer, (product, 10)),
        )
        assert faults(results) == []
        order = results[1]
        [discount] = discounts(trade, order)
        assert discount in (0, 5 + number)
        assert discounts(trade, trade.offer(customer, (product, 10))) == [0]
