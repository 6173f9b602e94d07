"""Two servers on one database: what is changed through one is seen through the other at once."""

import pytest

from tests.helpers.server import Node

from .trade import Trade


@pytest.fixture(scope="module")
def second(node):
    """Return a second server on the session's database."""
    with Node(node.db) as running:
        yield running


def test_a_new_customer_and_a_changed_one(trade, second):
    customer = trade.customer(name="Két Csomópont Kft.")
    there = second.as_user("administrator")
    assert there.read("res.partner", customer, "name")["name"] == "Két Csomópont Kft."
    there.execute("res.partner", "write", [customer], {"name": "Egy Csomópont Kft."})
    assert trade.admin.read("res.partner", customer, "name")["name"] == "Egy Csomópont Kft."


def test_a_setting_that_servers_keep_in_memory(trade, second):
    there = second.as_user("administrator")
    key = "suite.two_nodes"
    for value in ("one", "two"):
        trade.admin.press("ir.config_parameter", "set_param", key, value)
        assert there.execute("ir.config_parameter", "get_param", key) == value


def test_a_right_taken_away_here_is_gone_there(trade, second):
    values = {"name": "Próba Pál", "login": "proba_pal", "password": "proba_pal"}
    group = trade.admin.ref("crm_suite_hu.group_salesperson")
    user = trade.admin.execute("res.users", "create", {**values, "group_ids": [(6, 0, [group])]})
    pal = second.as_user("proba_pal")
    assert isinstance(pal.execute("sale.order", "search_count", []), int)
    employee = trade.admin.ref("base.group_user")
    trade.admin.execute("res.users", "write", [user], {"group_ids": [(6, 0, [employee])]})
    with pytest.raises(Exception, match="sale.order"):
        pal.execute("sale.order", "search_count", [])


def test_a_chain_made_over_both(trade, second):
    other = Trade(second)
    bag = trade.product(2190)
    order = trade.order(trade.customer(), (bag, 4))
    other.deliver(order)
    # 4 × 2,190 = 8,760, 27 %: 2,365.2 → 2,365
    assert trade.invoice(order)["amount_total"] == 11125
    assert other.chain(order) == trade.chain(order)
    assert [line["invoiced"] for line in other.chain(order)["lines"]] == [4]
