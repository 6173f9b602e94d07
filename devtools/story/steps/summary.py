"""What came of it, in numbers."""

from .. import papers
from ..people import SELLER

TITLE = "Summary"


def run(ctx):
    """Fill the result from what stands in the database now."""
    ctx.result.update(_documents(ctx))
    ctx.result.update(_amounts(ctx))
    ctx.result.update(url=ctx.url, users=ctx.users)


def _documents(ctx):
    return {
        key: [paper["name"] for paper in papers.of_order(ctx, kind) if paper["state"] == "posted"]
        for key, kind in (("invoices", "out_invoice"), ("credit_notes", "out_refund"))
    }


def _amounts(ctx):
    """Take the numbers from the chain that people see on the order."""
    chain = ctx.as_role(SELLER).execute("sale.order", "document_chain", [ctx.found["order"]])[0]
    keys = ("amount_untaxed", "amount_total", "invoiced", "delivered_percent")
    return {
        **{key: chain["totals"][key] for key in keys},
        "currency": chain["currency"]["name"],
    }
