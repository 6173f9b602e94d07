"""The customer brings one piece back."""

from .. import goods, plot
from ..people import SHIPPER

TITLE = "One item returned"


def run(ctx):
    """Take one piece of the last delivery back, unless that happened already."""
    shipper, order = ctx.as_role(SHIPPER), ctx.found["order"]
    returned = goods.returns(shipper, order)
    picking = returned[0]["id"] if returned else _create(shipper, ctx.found["deliveries"][-1])
    if shipper.read_one("stock.picking", picking, ["state"])["state"] != "done":
        goods.validate(shipper, picking)
    ctx.result["returns"] = [back["name"] for back in goods.returns(shipper, order, goods.DONE)]


def _create(shipper, delivery):
    context = {"active_model": "stock.picking", "active_id": delivery, "active_ids": [delivery]}
    wizard = shipper.execute("stock.return.picking", "create", {}, context=context)
    lines = shipper.search_read(
        "stock.return.picking.line",
        [("wizard_id", "=", wizard), ("product_id.default_code", "=", plot.RETURNED)],
        ["product_id"],
    )
    shipper.execute("stock.return.picking.line", "write", [lines[0]["id"]], {"quantity": 1})
    action = shipper.execute(
        "stock.return.picking", "action_create_returns", [wizard], context=context
    )
    return action["res_id"]
