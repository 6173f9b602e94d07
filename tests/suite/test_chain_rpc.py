"""The document chain over XML-RPC, in the cases that go wrong elsewhere.

Every expected number is worked out beside it. Quantities are
``(offered, ordered, delivered, invoiced, returned)`` in the line's unit; ``delivered`` counts what
was shipped, ``returned`` what came back.
"""

import datetime

import pytest

from tests.helpers.xmlrpc_safe import assert_xmlrpc_safe

from .trade import amounts, quantities


def kinds(chain):
    """Return the kinds of documents with how many there are of each."""
    found = [document["kind"] for document in chain["documents"]]
    return {kind: found.count(kind) for kind in found}


def test_odd_quantities_two_units_two_taxes(trade):
    pallet = trade.unit("próba raklap (54)", "uom.product_uom_unit", 54)
    bag = trade.product(1990, packs=[pallet])
    book = trade.product(5990, tax=5)
    order = trade.order(
        trade.customer(),
        (bag, 7),
        (bag, 3, {"product_uom_id": pallet}),
        (book, 3),
    )
    # 7 × 1,990 = 13,930; 3 pallets × 54 × 1,990 = 322,380; 3 × 5,990 = 17,970; net 354,280
    # 27 % of 336,310 = 90,803.7 → 90,804; 5 % of 17,970 = 898.5 → 899; total 445,983
    chain = trade.chain(order)
    assert_xmlrpc_safe(chain)
    assert chain["totals"]["amount_untaxed"] == 354280
    assert chain["totals"]["amount_total"] == 445983
    assert quantities(chain) == [(7, 7, 0, 0, 0), (3, 3, 0, 0, 0), (3, 3, 0, 0, 0)]


def test_parts_delivered_and_invoiced_in_two_units(trade):
    pallet = trade.unit("próba raklap (48)", "uom.product_uom_unit", 48)
    bag = trade.product(1590, packs=[pallet])
    book = trade.product(5990, tax=5)
    order = trade.order(trade.customer(), (bag, 3, {"product_uom_id": pallet}), (book, 3))

    trade.deliver(order, **{f"p{bag}": 48, f"p{book}": 2})
    # a pallet 48 × 1,590 = 76,320, 27 %: 20,606.4 → 20,606; 2 × 5,990 = 11,980, 5 %: 599
    first = trade.invoice(order)
    assert amounts(first) == (88300, 21205, 109505)
    chain = trade.chain(order)
    assert quantities(chain) == [(3, 3, 1, 1, 0), (3, 3, 2, 2, 0)]
    # 76,320 + 11,980 of 228,960 + 17,970 net: 35.76 %
    assert chain["totals"]["delivered_percent"] == pytest.approx(35.76, abs=0.3)

    trade.deliver(order)
    # two pallets 152,640, 27 %: 41,212.8 → 41,213; a book 5,990, 5 %: 299.5 → 300
    second = trade.invoice(order)
    assert amounts(second) == (158630, 41513, 200143)
    chain = trade.chain(order)
    assert quantities(chain) == [(3, 3, 3, 3, 0), (3, 3, 3, 3, 0)]
    assert chain["totals"]["invoiced"] == 109505 + 200143
    assert chain["totals"]["delivered_percent"] == 100
    assert kinds(chain) == {"offer": 1, "order": 1, "delivery": 2, "invoice": 2}


def test_three_quarters_of_a_cubic_metre(trade):
    sand = trade.product(9900, unit="uom.product_uom_cubic_meter")
    order = trade.order(trade.customer(), (sand, 2.5))
    trade.deliver(order, **{f"p{sand}": 0.75})
    # 0.75 × 9,900 = 7,425, 27 %: 2,004.75 → 2,005
    assert amounts(trade.invoice(order)) == (7425, 2005, 9430)
    assert quantities(trade.chain(order)) == [(2.5, 2.5, 0.75, 0.75, 0)]


def test_euro_customer(trade):
    set_euro_rate(trade, 400)
    tile = trade.product(1000)
    order = trade.order(
        trade.customer(), (tile, 3, {"price_unit": 4.55, "discount": 0}), **euro(trade)
    )
    trade.deliver(order)
    # 3 × 4.55 = 13.65 EUR; 27 %: 3.6855 → 3.69; total 17.34 EUR
    # VAT is rounded line by line; in the books at 400: 5,460 + 3.69 × 400 = 1,476 → 6,936 HUF
    invoice = trade.invoice(order)
    assert amounts(invoice) == (13.65, 3.69, 17.34)
    assert invoice["amount_total_signed"] == 6936
    chain = trade.chain(order)
    assert chain["currency"]["name"] == "EUR"
    assert chain["totals"]["invoiced"] == 17.34


def test_export_without_tax(trade):
    set_euro_rate(trade, 400)
    beam = trade.product(1000, unit="uom.product_uom_cubic_meter")
    # the chart's fiscal position for partners outside the EU turns 27 % into 0 % by itself
    abroad = trade.customer("base.rs")
    order = trade.order(abroad, (beam, 7.5, {"price_unit": 12.35, "discount": 0}), **euro(trade))
    trade.deliver(order)
    # 7.5 × 12.35 = 92.625 → 92.63 EUR, no tax; in the books 92.63 × 400 = 37,052 HUF
    invoice = trade.invoice(order)
    assert amounts(invoice) == (92.63, 0, 92.63)
    assert invoice["amount_total_signed"] == 37052


def test_down_payment(trade):
    wheelbarrow = trade.product(10000)
    order = trade.order(trade.customer(), (wheelbarrow, 10))
    # 30 % of 100,000 = 30,000 and 27,000 tax × 30 % = 8,100
    advance = trade.invoice(order, advance_payment_method="percentage", amount=30)
    assert amounts(advance) == (30000, 8100, 38100)
    chain = trade.chain(order)
    assert quantities(chain) == [(10, 10, 0, 0, 0)]
    assert kinds(chain)["down_payment"] == 1

    trade.deliver(order)
    # 127,000 less the 38,100 already invoiced
    assert amounts(trade.invoice(order)) == (70000, 18900, 88900)
    chain = trade.chain(order)
    assert quantities(chain) == [(10, 10, 10, 10, 0)]
    assert chain["totals"]["invoiced"] == 127000


def test_cancelled_line(trade):
    kept, dropped = trade.product(2190), trade.product(4690)
    order = trade.order(trade.customer(), (kept, 9), (dropped, 4))
    line = trade.lines(order)[1]
    trade.seller.execute("sale.order.line", "write", [line], {"product_uom_qty": 0})
    trade.deliver(order)
    # 9 × 2,190 = 19,710, 27 %: 5,321.7 → 5,322
    assert amounts(trade.invoice(order)) == (19710, 5322, 25032)
    chain = trade.chain(order)
    assert quantities(chain) == [(9, 9, 9, 9, 0), (4, 0, 0, 0, 0)]
    assert chain["totals"]["amount_total"] == 25032
    assert chain["totals"]["delivered_percent"] == 100


def test_return_before_and_after_invoicing(trade):
    render = trade.product(17990)
    order = trade.order(trade.customer(), (render, 10))
    picking = trade.deliver(order)
    trade.take_back(picking, render, 2)
    # 8 × 17,990 = 143,920, 27 %: 38,858.4 → 38,858
    assert amounts(trade.invoice(order)) == (143920, 38858, 182778)
    assert quantities(trade.chain(order)) == [(10, 10, 10, 8, 2)]

    trade.take_back(picking, render, 1)
    # one piece 17,990, 27 %: 4,857.3 → 4,857
    note = trade.invoice(order)
    assert note["move_type"] == "out_refund"
    assert amounts(note) == (17990, 4857, 22847)
    chain = trade.chain(order)
    assert quantities(chain) == [(10, 10, 10, 7, 3)]
    assert chain["totals"]["invoiced"] == 182778 - 22847
    assert kinds(chain) == {
        "offer": 1, "order": 1, "delivery": 1, "return": 2, "invoice": 1, "credit_note": 1,
    }  # fmt: skip


def euro(trade):
    """Return order values that make it one in euro, whatever the customer's price list."""
    currency = trade.admin.ref("base.EUR")
    found = trade.admin.execute(
        "product.pricelist", "search", [("currency_id", "=", currency)], limit=1
    )
    return {"pricelist_id": found[0] if found else _euro_pricelist(trade, currency)}


def _euro_pricelist(trade, currency):
    trade.admin.execute("res.currency", "write", [currency], {"active": True})
    values = {"name": "Próba EUR", "currency_id": currency}
    return trade.admin.execute("product.pricelist", "create", values)


def set_euro_rate(trade, huf):
    """One euro is worth so many forints today."""
    currency = trade.admin.ref("base.EUR")
    trade.admin.execute("res.currency", "write", [currency], {"active": True})
    today = datetime.date.today().isoformat()  # noqa: DTZ011 - the firm's and the server's day
    domain = [("currency_id", "=", currency), ("name", "=", today)]
    rates = trade.admin.execute("res.currency.rate", "search", domain)
    if rates:
        trade.admin.execute("res.currency.rate", "unlink", rates)
    values = {"currency_id": currency, "name": today, "inverse_company_rate": huf}
    trade.admin.execute("res.currency.rate", "create", values)
