"""The customer's bank transfer for the first invoice arrives."""

from ..people import BOOKKEEPER

TITLE = "Payment of the first invoice"


def run(ctx):
    """Register the payment unless there is one."""
    keeper, invoice = ctx.as_role(BOOKKEEPER), ctx.found["first_invoice"]
    if not _payments(keeper, invoice):
        action = keeper.execute("account.move", "action_register_payment", [invoice])
        keeper.run_wizard(action["res_model"], {}, "action_create_payments", action["context"])
    ctx.result["payment"] = _payments(keeper, invoice)[0]["name"]


def _payments(keeper, invoice):
    domain = [("invoice_ids", "in", [invoice]), ("state", "not in", ("canceled", "rejected"))]
    return keeper.search_read("account.payment", domain, ["name"])
