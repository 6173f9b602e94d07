"""The returned piece is credited against the invoice that charged it."""

from .. import papers
from ..people import BOOKKEEPER

TITLE = "Credit note for the returned item"


def run(ctx):
    """Reverse the second invoice, cut it down to what came back, post and send it.

    The reversal is made from the invoice, so that NAV learns which invoice it changes; its lines
    stay tied to the order's lines, so that the order counts the piece as not invoiced.
    """
    notes = papers.of_order(ctx, "out_refund")
    note = notes[0]["id"] if notes else _reverse(ctx)
    keeper = ctx.as_role(BOOKKEEPER)
    if keeper.read_one("account.move", note, ["state"])["state"] == "draft":
        _cut(keeper, note, _overcharged(keeper, ctx.found["order"]))
    papers.issue(ctx, note)


def _reverse(ctx):
    keeper, invoice = ctx.as_role(BOOKKEEPER), ctx.found["second_invoice"]
    context = {"active_model": "account.move", "active_id": invoice, "active_ids": [invoice]}
    journal = keeper.read_one("account.move", invoice, ["journal_id"])["journal_id"][0]
    values = {"reason": "Visszáru", "journal_id": journal}
    return keeper.run_wizard("account.move.reversal", values, "refund_moves", context)["res_id"]


def _overcharged(keeper, order):
    """Return ``{order line id: quantity}`` invoiced beyond what the customer kept."""
    lines = keeper.search_read(
        "sale.order.line", [("order_id", "=", order)], ["qty_invoiced_posted", "qty_delivered"]
    )
    return {line["id"]: line["qty_invoiced_posted"] - line["qty_delivered"] for line in lines}


def _cut(keeper, note, overcharged):
    """Leave on the draft only the lines and quantities to credit; safe to repeat."""
    lines = keeper.search_read(
        "account.move.line",
        [("move_id", "=", note), ("display_type", "=", "product")],
        ["sale_line_ids"],
    )
    commands = []
    for line in lines:
        quantity = sum(overcharged.get(origin, 0) for origin in line["sale_line_ids"])
        change = (1, line["id"], {"quantity": quantity}) if quantity > 0 else (2, line["id"], 0)
        commands.append(change)
    keeper.execute("account.move", "write", [note], {"invoice_line_ids": commands})
