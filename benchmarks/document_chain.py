"""The document chain of an order against reading the same document by document.

One order of 200 lines, delivered in ten parts, each invoiced and paid: 30 documents.
"""

from odoo import Command

from .support.measure import compare

LINES = 200
PARTS = 10
QUANTITY = 10


def measure(env):
    """`document_chain()`, and Odoo's own fields of the order and of each of its documents."""
    order = _order(env)
    for _part in range(PARTS):
        _deliver(order)
        _pay(_invoice(order))
    documents = [*order.picking_ids, *order.invoice_ids, *order.invoice_ids.matched_payment_ids]
    assert len(documents) == 3 * PARTS
    env.flush_all()
    yield compare(
        f"{LINES} lines, {len(documents)} documents",
        lambda: order.document_chain(),
        lambda: _one_by_one(env, order.id),
        before=env.invalidate_all,
    )


def _order(env):
    goods = env["product.product"].create(
        [{"name": f"Goods {number}", "invoice_policy": "delivery"} for number in range(LINES)]
    )
    order = env["sale.order"].create(
        {
            "partner_id": env["res.partner"].create({"name": "Customer"}).id,
            "order_line": [
                Command.create({"product_id": product.id, "product_uom_qty": QUANTITY})
                for product in goods
            ],
        }
    )
    order.action_confirm()
    return order


def _deliver(order) -> None:
    """Deliver a tenth of each line; the rest stays in a back-order."""
    picking = order.picking_ids.filtered(lambda picking: picking.state != "done")
    picking.move_ids.write({"quantity": QUANTITY / PARTS, "picked": True})
    picking.with_context(skip_backorder=True).button_validate()
    assert picking.state == "done"


def _invoice(order):
    invoice = order._create_invoices()
    invoice.action_post()
    return invoice


def _pay(invoice) -> None:
    context = {"active_model": "account.move", "active_ids": invoice.ids}
    env = invoice.env
    env["account.payment.register"].with_context(**context).create({}).action_create_payments()


def _one_by_one(env, order_id: int) -> None:
    """What a client does that opens the order and each of its documents."""
    order = env["sale.order"].browse(order_id)
    (values,) = order.read(
        ["name", "date_order", "state", "amount_total", "picking_ids", "invoice_ids", "order_line"]
    )
    order.order_line.read(["name", "product_uom_qty", "qty_delivered", "qty_invoiced"])
    for number in values["picking_ids"]:
        picking = _fresh(env, "stock.picking", number)
        (row,) = picking.read(["name", "date_done", "state", "move_ids"])
        env["stock.move"].browse(row["move_ids"]).read(["product_id", "quantity", "state"])
    for number in values["invoice_ids"]:
        invoice = _fresh(env, "account.move", number)
        (row,) = invoice.read(
            ["name", "invoice_date", "state", "payment_state", "amount_total", "invoice_line_ids",
             "matched_payment_ids"]
        )  # fmt: skip
        lines = env["account.move.line"].browse(row["invoice_line_ids"])
        lines.read(["product_id", "quantity", "price_subtotal"])
        for payment in row["matched_payment_ids"]:
            _fresh(env, "account.payment", payment).read(["name", "date", "state", "amount"])


def _fresh(env, model: str, number: int):
    """The record as a new request sees it: nothing is read ahead for its neighbours."""
    return env[model].browse(number)
