"""The salesperson notes what a builder asked for."""

from .. import plot
from ..people import SELLER

TITLE = "Opportunity"


def run(ctx):
    """Find the opportunity by its reference or make it."""
    seller = ctx.as_role(SELLER)
    leads = seller.execute("crm.lead", "search", [("name", "like", plot.MARKER)], limit=1)
    ctx.found["lead"] = leads[0] if leads else _create(seller)


def _create(seller):
    customer = plot.customer(seller)
    return seller.execute(
        "crm.lead",
        "create",
        {"type": "opportunity", "name": plot.TITLE, "partner_id": customer, "user_id": seller.uid},
    )
