"""Invoices and credit notes: made, posted, sent to the customer and to the tax office."""

from .people import BOOKKEEPER, SELLER

CONFIRMED = ("confirmed", "confirmed_warning")
FIELDS = ["name", "state", "amount_total", "is_move_sent", "l10n_hu_edi_state", "payment_state"]


def of_order(ctx, move_type):
    """Return the order's invoices (``out_invoice``) or credit notes (``out_refund``), by age."""
    keeper = ctx.as_role(BOOKKEEPER)
    domain = [
        ("line_ids.sale_line_ids.order_id", "=", ctx.found["order"]),
        ("move_type", "=", move_type),
        ("state", "!=", "cancel"),
    ]
    return keeper.search_read("account.move", domain, FIELDS)


def invoice(ctx, number):
    """Return the order's invoice of that number, counted from one; make, post and send it."""
    if len(of_order(ctx, "out_invoice")) < number:
        order = ctx.found["order"]
        context = {"active_model": "sale.order", "active_id": order, "active_ids": [order]}
        ctx.as_role(SELLER).run_wizard("sale.advance.payment.inv", {}, "create_invoices", context)
    made = of_order(ctx, "out_invoice")[number - 1]["id"]
    issue(ctx, made)
    return made


def issue(ctx, move):
    """Post a draft and press *Send*: it ends confirmed by NAV and in the customer's letter box."""
    keeper = ctx.as_role(BOOKKEEPER)
    if keeper.read_one("account.move", move, ["state"])["state"] == "draft":
        keeper.execute("account.move", "action_post", [move])
    paper = keeper.read_one("account.move", move, FIELDS)
    if paper["l10n_hu_edi_state"] not in (False, "rejected", *CONFIRMED):
        keeper.execute("account.move", "l10n_hu_edi_button_update_status", [move])
        paper = keeper.read_one("account.move", move, FIELDS)
    if not paper["is_move_sent"] or paper["l10n_hu_edi_state"] not in CONFIRMED:
        _send(keeper, move)
    state = keeper.read_one("account.move", move, FIELDS)["l10n_hu_edi_state"]
    if state not in CONFIRMED:
        raise keeper.error(f"{paper['name']} is not confirmed by NAV (state: {state})")


def _send(keeper, move):
    action = keeper.execute("account.move", "action_send_and_print", [move])
    keeper.run_wizard(action["res_model"], {}, "action_send_and_print", action["context"])
