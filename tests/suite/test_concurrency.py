"""Many at once: nothing doubled, nothing lost."""

import threading
import xmlrpc.client
from concurrent.futures import ThreadPoolExecutor

CLIENTS = 8


def at_once(*jobs):
    """Start all jobs at the same moment; return their results, exceptions among them."""
    gate = threading.Barrier(len(jobs))

    def run(job):
        gate.wait()
        try:
            return job()
        except xmlrpc.client.Fault as fault:
            return fault

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def faults(results):
    """Return the messages of the refused calls."""
    return [result.faultString for result in results if isinstance(result, xmlrpc.client.Fault)]


def test_eight_clients_sell_the_same_goods(trade):
    # 3 bags of each of 8 orders out of 30 on the shelf: 6 stay
    bag = trade.product(2190)
    trade.stock(bag, 30)
    offers = [trade.offer(trade.customer(), (bag, 3)) for _client in range(CLIENTS)]

    def sell(firm, order):
        firm.seller.press("sale.order", "action_confirm", [order])
        firm.deliver(order)
        return firm.invoice(order)

    firms = [trade.another() for _client in range(CLIENTS)]
    jobs = [
        lambda firm=firm, order=order: sell(firm, order)
        for firm, order in zip(firms, offers, strict=True)
    ]
    invoices = at_once(*jobs)

    assert faults(invoices) == []
    numbers = sorted(invoice["name"] for invoice in invoices)
    ends = [int(number.rsplit("/", 1)[1]) for number in numbers]
    assert ends == list(range(ends[0], ends[0] + CLIENTS)), "each number once, none left out"
    # 3 × 2,190 = 6,570, 27 %: 1,773.9 → 1,774
    assert [invoice["amount_total"] for invoice in invoices] == [8344] * CLIENTS
    for order in offers:
        chain = trade.chain(order)
        kinds = sorted(document["kind"] for document in chain["documents"])
        assert kinds == ["delivery", "invoice", "order"]
        assert [line["delivered"] for line in chain["lines"]] == [3]
    # Odoo splits stock that several change at once, loses a release of goods on the split, and
    # counts again when somebody opens the inventory, or at night
    trade.shipper.press("stock.quant", "action_view_inventory")
    stock = trade.admin.read("product.product", bag, "qty_available", "free_qty")
    assert (stock["qty_available"], stock["free_qty"]) == (6, 6)


def test_two_confirm_the_same_offer(trade):
    bag = trade.product(2190)
    order = trade.offer(trade.customer(), (bag, 5))
    one, other = trade.another(), trade.another()
    results = at_once(
        lambda: one.seller.press("sale.order", "action_confirm", [order]),
        lambda: other.seller.press("sale.order", "action_confirm", [order]),
    )
    assert len(faults(results)) == 1, "one of them learns that it is confirmed"
    assert trade.seller.read("sale.order", order, "state")["state"] == "sale"
    pickings = trade.shipper.search_read("stock.picking", [("sale_id", "=", order)], ["move_ids"])
    assert [len(picking["move_ids"]) for picking in pickings] == [1]
    moves = trade.shipper.search_read(
        "stock.move", [("picking_id", "=", pickings[0]["id"])], ["product_uom_qty"]
    )
    assert [move["product_uom_qty"] for move in moves] == [5]


def test_two_invoice_the_same_order(trade):
    bag = trade.product(2190)
    order = trade.order(trade.customer(), (bag, 5))
    trade.deliver(order)
    button = ("sale.advance.payment.inv", {}, "create_invoices", "sale.order", [order])
    one, other = trade.another(), trade.another()
    results = at_once(
        lambda: one.seller.wizard(*button),
        lambda: other.seller.wizard(*button),
    )
    assert len(faults(results)) == 1, "one of them learns that nothing is left to invoice"
    invoices = trade.keeper.search_read(
        "account.move",
        [("line_ids.sale_line_ids.order_id", "=", order)],
        ["invoice_line_ids", "amount_untaxed"],
    )
    assert [invoice["amount_untaxed"] for invoice in invoices] == [10950]
    line = trade.seller.read("sale.order.line", trade.lines(order)[0], "qty_invoiced")
    assert line["qty_invoiced"] == 5


def test_two_validate_the_same_delivery(trade):
    bag = trade.product(2190)
    trade.stock(bag, 20)
    order = trade.order(trade.customer(), (bag, 5))
    (picking,) = trade.shipper.execute("stock.picking", "search", [("sale_id", "=", order)])
    one, other = trade.another(), trade.another()
    at_once(
        lambda: one.shipper.press("stock.picking", "button_validate", [picking]),
        lambda: other.shipper.press("stock.picking", "button_validate", [picking]),
    )
    assert trade.shipper.read("stock.picking", picking, "state")["state"] == "done"
    assert [line["delivered"] for line in trade.chain(order)["lines"]] == [5]
    assert trade.admin.read("product.product", bag, "qty_available")["qty_available"] == 15
