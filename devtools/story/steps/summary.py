"""What came of it, in numbers."""

from .. import papers
from ..people import SELLER

TITLE = "Summary"


def run(ctx):
    """Fill the result from what stands in the database now."""
    posted = {
        kind: [paper for paper in papers.of_order(ctx, kind) if paper["state"] == "posted"]
        for kind in ("out_invoice", "out_refund")
    }
    invoiced = sum(paper["amount_total"] for paper in posted["out_invoice"])
    credited = sum(paper["amount_total"] for paper in posted["out_refund"])
    ctx.result.update(_order(ctx))
    ctx.result.update(
        invoices=[paper["name"] for paper in posted["out_invoice"]],
        credit_notes=[paper["name"] for paper in posted["out_refund"]],
        invoiced=round(invoiced - credited, 2),
        url=ctx.url,
        users=ctx.users,
    )


def _order(ctx):
    seller, order = ctx.as_role(SELLER), ctx.found["order"]
    fields = ["amount_untaxed", "amount_total", "currency_id"]
    values = seller.read_one("sale.order", order, fields)
    return {
        "amount_untaxed": values["amount_untaxed"],
        "amount_total": values["amount_total"],
        "currency": values["currency_id"][1],
        "delivered_percent": _delivered_percent(ctx, seller, order),
    }


def _delivered_percent(ctx, seller, order):
    """Weigh each line's shipped share with its net value: units differ, forints do not."""
    lines = seller.search_read(
        "sale.order.line",
        [("order_id", "=", order), ("display_type", "=", False), ("product_uom_qty", "!=", 0)],
        ["product_uom_qty", "qty_delivered", "price_subtotal"],
    )
    back = ctx.found["returned"]
    total = sum(line["price_subtotal"] for line in lines)
    shipped = sum(
        line["price_subtotal"]
        * (line["qty_delivered"] + back.get(line["id"], 0))
        / line["product_uom_qty"]
        for line in lines
    )
    return round(100 * shipped / total, 2) if total else 0.0
