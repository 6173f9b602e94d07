"""Boxes arrive broken: recorded on the phone, settled in goods and money, the carrier found out."""

from ..errors import StoryError
from ..people import SHIPPER

TITLE = "Complaints about broken goods"
CARRIER = "Göröngy Fuvarozó Kft."
POLICY = "Álló reklamációk"
BROKEN = 2
COMPLAINTS = 3


def run(ctx):
    """Record complaints about three orders, settle the first, say who broke the goods."""
    clerk = ctx.as_role(SHIPPER)
    carrier = _find_or_make(clerk, "res.partner", {"name": CARRIER, "is_company": True})
    _policy(clerk)
    numbers = [_complaint(clerk, line) for line in _broken(clerk)]
    cause = clerk.execute(
        "crm.complaint.cause",
        "search",
        [("liable", "=", "carrier"), ("parent_id", "!=", False)],
        limit=1,
    )
    clerk.execute(
        "helpdesk.ticket",
        "write",
        numbers,
        {"root_cause_id": cause[0], "liable": "carrier", "liable_partner_id": carrier},
    )
    _settle(clerk, numbers[0])
    read = clerk.search_read("helpdesk.ticket", [("id", "in", numbers)], ["number"])
    ctx.result["complaints"] = [ticket["number"] for ticket in read]


def _find_or_make(clerk, model, values):
    found = clerk.execute(model, "search", [("name", "=", values["name"])], limit=1)
    return found[0] if found else clerk.execute(model, "create", values)


def _policy(clerk):
    """Make the policy: no first answer within eight working hours, then the leader above."""
    levels = [
        (0, 0, {"level": 1, "trigger": "no_first_answer", "delay_hours": 8}),
        (0, 0, {"level": 2, "trigger": "no_progress", "delay_hours": 24, "action": "activity"}),
        (0, 0, {"level": 3, "trigger": "deadline", "threshold": 72, "clock": "calendar"}),
    ]
    values = {"name": POLICY, "kinds": "complaint, warranty, return", "level_ids": levels}
    _find_or_make(clerk, "crm.escalation.policy", values)


def _broken(clerk):
    """Return the order lines that something arrived broken of: delivered, billed, in pieces."""
    lines = clerk.search_read(
        "sale.order.line",
        [
            ("qty_delivered", ">=", 10 * BROKEN),
            ("qty_invoiced", ">=", 10 * BROKEN),
            ("product_id.type", "=", "consu"),
        ],
        ["order_id", "product_id"],
        order="id",
    )
    first_of_order = {line["order_id"][0]: line for line in reversed(lines)}
    chosen = [first_of_order[order] for order in sorted(first_of_order)[:COMPLAINTS]]
    if len(chosen) < COMPLAINTS:
        raise StoryError("there are too few deliveries: is this the demo database?", user="demo")
    return chosen


def _complaint(clerk, line):
    order = line["order_id"][0]
    known = clerk.execute(
        "helpdesk.ticket",
        "search",
        [("sale_order_id", "=", order), ("kind", "=", "complaint")],
        limit=1,
    )
    if known:
        return known[0]
    values = {
        "order": order,
        "name": f"Törötten érkezett: {line['product_id'][1]}",
        "description": f"{BROKEN} darab törötten érkezett a raklap sarkán.",
        "claim": "replacement",
        "lines": [{"product": line["product_id"][0], "quantity": BROKEN, "defect": "SZ1"}],
    }
    return clerk.execute("helpdesk.ticket", "open_complaint", values)


def _settle(clerk, number):
    """One piece is delivered again, the other one is credited."""
    done = clerk.search_read("crm.complaint.settlement", [("ticket_id", "=", number)], ["method"])
    lines = clerk.execute("crm.complaint.line", "search", [("ticket_id", "=", number)])
    wanted = [{"line_id": lines[0], "quantity": BROKEN / 2}]
    for method in ("replacement", "refund"):
        if method not in [one["method"] for one in done]:
            clerk.execute("helpdesk.ticket", "action_settle", [number], method, wanted)
