"""The customer opens the link of the letter and signs; the offer becomes the order."""

from .. import plot
from ..errors import StoryError
from ..people import SELLER
from ..signature import signature_png

TITLE = "Accepted on the portal: order"


def run(ctx):
    """Have an open offer signed on the portal, then mark the opportunity won."""
    seller, order = ctx.as_role(SELLER), ctx.found["order"]
    if _state(seller, order) == "sent":
        _accept(ctx, seller, order)
    if _state(seller, order) != "sale":
        raise seller.error("the signed offer is no order")
    lead = ctx.found["lead"]
    if seller.read_one("crm.lead", lead, ["won_status"])["won_status"] != "won":
        seller.execute("crm.lead", "action_set_won_rainbowman", [lead])
    ctx.result["order"] = seller.read_one("sale.order", order, ["name"])["name"]


def _state(seller, order):
    return seller.read_one("sale.order", order, ["state"])["state"]


def _accept(ctx, seller, order):
    link = seller.execute("sale.order", "get_portal_url", [order])
    path, query = link.split("?", 1)
    customer = seller.read_one("sale.order", order, ["partner_id"])["partner_id"]
    signer = plot.signer(seller, customer[0])
    visitor = ctx.portal(signer)
    visitor.get(link)
    answer = visitor.call(f"{path}/accept?{query}", name=signer, signature=signature_png())
    if "error" in answer:
        raise StoryError(answer["error"], step=ctx.step, user=signer)
