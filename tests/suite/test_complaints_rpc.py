"""Complaints as other programs make them, and by many at once."""

import xmlrpc.client

import pytest

from .test_concurrency import at_once, faults

SOLD = 20


@pytest.fixture
def sold(trade):
    """Return an order of 20 pieces at 2,190, delivered and invoiced, and its product."""
    product = trade.product(2190)
    order = trade.order(trade.customer(), (product, SOLD))
    trade.deliver(order)
    trade.invoice(order)
    return order, product


def complain(firm, sold, quantity, **more):
    """Record a complaint about some of the pieces and return its id."""
    order, product = sold
    values = {"order": order, "lines": [{"product": product, "quantity": quantity}], **more}
    return firm.shipper.execute("helpdesk.ticket", "open_complaint", values)


def line_of(firm, ticket):
    """Return the id of the complaint's one line."""
    [line] = firm.shipper.execute("crm.complaint.line", "search", [("ticket_id", "=", ticket)])
    return line


def settle(firm, ticket, method, **values):
    """Settle the complaint's line and return the document's id."""
    lines = [{"line_id": line_of(firm, ticket), **values}]
    [document] = firm.shipper.execute("helpdesk.ticket", "action_settle", [ticket], method, lines)
    return document["id"]


def test_from_the_call_to_the_pareto(trade, sold):
    clerk = trade.shipper
    ticket = complain(trade, sold, 2, claim="replacement", is_consumer=True)
    delivery = settle(trade, ticket, "replacement", quantity=1)
    note = settle(trade, ticket, "refund")
    carrier = clerk.execute("res.partner", "create", {"name": "Göröngy"})
    values = {"liable": "carrier", "liable_partner_id": carrier, "decision": "accepted"}
    clerk.execute("helpdesk.ticket", "write", [ticket], values)

    trade.keeper.press("account.move", "action_post", [note])
    [credit] = trade.keeper.search_read(
        "account.move", [("id", "=", note)], ["amount_untaxed", "state", "reversed_entry_id"]
    )
    assert (credit["amount_untaxed"], credit["state"]) == (2190, "posted")
    [picking] = clerk.search_read("stock.picking", [("id", "=", delivery)], ["sale_id", "state"])
    assert picking["sale_id"][0] == sold[0]
    # the order is done: nothing is billed or shipped once more
    [line] = trade.seller.search_read(
        "sale.order.line",
        [("order_id", "=", sold[0])],
        ["qty_delivered", "qty_invoiced", "qty_to_invoice", "claimed_quantity"],
    )
    assert [line[name] for name in sorted(line) if name != "id"] == [2, SOLD, SOLD, 0]
    kinds = [document["kind"] for document in trade.chain(sold[0])["documents"]]
    assert kinds.count("credit_note") == 1
    rows = trade.node.as_user("management").search_read(
        "crm.complaint.report", [("liable_partner_id", "=", carrier)], ["quantity", "cost"]
    )
    assert [(row["quantity"], row["cost"]) for row in rows] == [(2, 2190)]


def test_two_clerks_claim_the_same_pieces(trade, sold):
    firms = [trade.another() for _clerk in range(2)]
    results = at_once(*(lambda firm=firm: complain(firm, sold, 12) for firm in firms))
    [refused] = faults(results)
    assert "8" in refused, "what is left is named"
    [line] = trade.seller.search_read(
        "sale.order.line", [("order_id", "=", sold[0])], ["claimed_quantity"]
    )
    assert line["claimed_quantity"] == 12


def test_two_clerks_settle_the_same_pieces(trade, sold):
    ticket = complain(trade, sold, 2)
    firms = [trade.another() for _clerk in range(4)]
    results = at_once(*(lambda firm=firm: settle(firm, ticket, "refund") for firm in firms))
    assert len(faults(results)) == 3
    [found] = trade.shipper.search_read(
        "crm.complaint.line", [("ticket_id", "=", ticket)], ["settled_quantity"]
    )
    assert found["settled_quantity"] == 2
    made = [("ticket_id", "=", ticket)]
    assert trade.shipper.execute("crm.complaint.settlement", "search_count", made) == 1


def test_schedulers_at_once_take_each_step_once(trade):
    clerk = trade.shipper
    policy = clerk.execute(
        "crm.escalation.policy",
        "create",
        {
            "name": "At once",
            "kinds": "praise",
            "level_ids": [(0, 0, {"level": 1, "trigger": "no_first_answer", "delay_hours": 1})],
        },
    )
    values = {"name": "x", "description": "x", "kind": "praise"}
    received = {"received_at": "2026-08-03 08:00:00"}
    tickets = clerk.execute("helpdesk.ticket", "create", [{**values, **received}] * 40)
    firms = [trade.another() for _scheduler in range(4)]
    results = at_once(
        *(lambda firm=firm: firm.shipper.execute("crm.escalation.policy", "run") for firm in firms)
    )
    assert faults(results) == []
    clerk.execute("crm.escalation.policy", "run")
    events = clerk.search_read(
        "crm.escalation.event", [("policy_id", "=", policy)], ["ticket_id", "occurrence"]
    )
    assert sorted(event["ticket_id"][0] for event in events) == sorted(tickets)
    clerk.execute("crm.escalation.policy", "write", [policy], {"active": False})


def test_a_signed_record_stays_over_rpc(trade, sold):
    clerk = trade.shipper
    ticket = complain(trade, sold, 1, is_consumer=True, kind="warranty")
    values = {
        "ticket_id": ticket,
        "place": "Vác",
        "submitted_at": "2026-08-05 10:00:00",
        "consumer_name": "Kovács Anna",
        "complaint": "Törött",
    }
    record = clerk.execute("crm.complaint.record", "create", values)
    clerk.execute("crm.complaint.record", "action_sign", [record])
    for change in ({"complaint": "x"}, {"state": "draft"}, {"document_id": False}):
        with pytest.raises(xmlrpc.client.Fault, match="JK/"):
            clerk.execute("crm.complaint.record", "write", [record], change)
    for user in (clerk, trade.admin):
        with pytest.raises(xmlrpc.client.Fault):
            user.execute("helpdesk.ticket", "unlink", [ticket])
