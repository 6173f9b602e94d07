"""The card of the largest customer against Odoo's own form of it with its counting buttons.

5,000 orders of three lines and 5,000 open invoices. The form counts some of what the card sums;
the ratio says what the whole page costs beside it.
"""

from odoo import Command

from odoo.addons.crm_customer_card.tests.many_documents import multiply

from .support.measure import compare

DOCUMENTS = 5_000


def measure(env):
    """`customer_card()` with all blocks, and reading the fields of the customer's form."""
    customer = env["res.partner"].create({"name": "Largest", "is_company": True})
    multiply(_order(env, customer), _invoice(env, customer), DOCUMENTS - 1)
    env.cr.execute("ANALYZE sale_order, sale_order_line, account_move, account_move_line")
    names = env["res.partner"].get_view(view_type="form")["models"]["res.partner"]
    fields = {name: {} for name in names}
    card = customer.customer_card()
    assert card["blocks"]["turnover"]["order_count"] == DOCUMENTS
    assert card["hidden"] == []
    yield compare(
        f"{DOCUMENTS} orders, {DOCUMENTS} invoices",
        customer.customer_card,
        lambda: customer.web_read(fields),
        before=env.invalidate_all,
    )


def _order(env, customer):
    goods = env["product.product"].create([{"name": f"Goods {number}"} for number in range(3)])
    lines = [Command.create({"product_id": product.id, "price_unit": 100}) for product in goods]
    order = env["sale.order"].create({"partner_id": customer.id, "order_line": lines})
    order.action_confirm()
    return order


def _invoice(env, customer):
    line = Command.create({"name": "Goods", "quantity": 1, "price_unit": 300})
    invoice = env["account.move"].create(
        {"move_type": "out_invoice", "partner_id": customer.id, "invoice_line_ids": [line]}
    )
    invoice.action_post()
    return invoice
