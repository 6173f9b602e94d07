"""The offer grows out of the opportunity, by its own button."""

from .. import plot
from ..people import SELLER

TITLE = "Offer from the opportunity"


def run(ctx):
    """Find the opportunity's offer or order, or make the offer."""
    seller, lead = ctx.as_role(SELLER), ctx.found["lead"]
    orders = seller.execute(
        "sale.order", "search", [("opportunity_id", "=", lead), ("state", "!=", "cancel")], limit=1
    )
    ctx.found["order"] = orders[0] if orders else _create(seller, lead)
    order = seller.read_one("sale.order", ctx.found["order"], ["name"])
    ctx.result["offer"] = order["name"]


def _create(seller, lead):
    action = seller.execute("crm.lead", "action_sale_quotations_new", [lead])
    values = {"order_line": plot.order_lines(seller)}
    return seller.execute("sale.order", "create", values, context=action["context"])
