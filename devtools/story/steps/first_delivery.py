"""A part of the goods leaves the warehouse; the rest becomes a back-order."""

from .. import goods, plot
from ..people import SHIPPER

TITLE = "First part delivered, the rest on back-order"


def run(ctx):
    """Ship the first part, unless something was shipped already."""
    shipper, order = ctx.as_role(SHIPPER), ctx.found["order"]
    if not goods.deliveries(shipper, order, goods.DONE):
        picking = goods.deliveries(shipper, order, goods.OPEN)[0]
        goods.ship(shipper, picking, plot.first_share)
