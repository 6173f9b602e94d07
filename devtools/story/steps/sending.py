"""The offer goes to the customer by letter, with its PDF."""

import base64

from ..people import SELLER

TITLE = "Offer sent as PDF"


def run(ctx):
    """Send the offer if it is a draft still, and see that its PDF is one."""
    seller, order = ctx.as_role(SELLER), ctx.found["order"]
    if seller.read_one("sale.order", order, ["state"])["state"] == "draft":
        action = seller.execute("sale.order", "action_quotation_send", [order])
        seller.run_wizard(action["res_model"], {}, "action_send_mail", action["context"])
    ctx.found["offer_pdf"] = _pdf(seller, order)


def _pdf(seller, order):
    papers = seller.search_read(
        "ir.attachment",
        [
            ("res_model", "=", "sale.order"),
            ("res_id", "=", order),
            ("mimetype", "=", "application/pdf"),
        ],
        ["datas"],
        limit=1,
    )
    if not papers or not base64.b64decode(papers[0]["datas"]).startswith(b"%PDF"):
        raise seller.error("the sent offer carries no PDF")
    return papers[0]["id"]
