"""An order of 100 lines under 1,000 discount rules against the same order without any rule.

Two companies alike but for the rules, in three groups of which the best rule counts each; some
twenty of them can touch a line. Both make the order through the ORM, its amounts included, with
rules also the trace: up to three records a line.
"""

from odoo import Command

from .support.measure import compare

LINES = 100
RULES = 1000
GROUPS = 3


def measure(env):
    """Make the order where there are rules, and where there are none."""
    goods = env["product.product"].create(
        [
            {"name": f"Goods {number}", "list_price": 990 + number, "taxes_id": [Command.clear()]}
            for number in range(LINES)
        ]
    )
    partner = env["res.partner"].create({"name": "Customer"})
    ruled, free = env["res.company"].create([{"name": "With Rules"}, {"name": "Without Rules"}])
    env.user.company_ids |= ruled | free
    _rules(env, goods, partner, ruled)
    env.flush_all()
    made = _order(env, goods, partner, ruled)
    assert made.order_line.discount_trace_ids and not made.order_line.mapped("tax_ids")
    yield compare(
        f"{LINES} lines, {RULES} rules",
        lambda: _order(env, goods, partner, ruled),
        lambda: _order(env, goods, partner, free),
    )


def _rules(env, goods, partner, company):
    groups = env["crm.discount.group"].create(
        [
            {"code": f"B{number}", "name": f"Group {number}", "sequence": number, "policy": "best"}
            for number in range(GROUPS)
        ]
    )
    conditions = (
        lambda number: {"product_ids": [Command.link(goods[number % LINES].id)]},
        lambda number: (
            {"partner_ids": [Command.link(partner.id)]}
            if number % 60 == 1
            else {"product_ids": [Command.link(goods[number * 3 % LINES].id)]}
        ),
        lambda number: {"product_ids": [Command.link(goods[number * 7 % LINES].id)]},
    )
    return env["crm.discount.rule"].create(
        [
            {
                "code": f"BENCH{number:04}",
                "name": f"Rule {number}",
                "group_id": groups[number % GROUPS].id,
                "company_id": company.id,
                "tier_ids": [
                    Command.create({"min_value": 1, "value": number % 5 / 10}),
                    Command.create({"min_value": 10, "value": number % 7 / 10}),
                ],
                **conditions[number % 3](number),
            }
            for number in range(RULES)
        ]
    )


def _order(env, goods, partner, company):
    lines = [Command.create({"product_id": each.id, "product_uom_qty": 15}) for each in goods]
    orders = env["sale.order"].with_context(allowed_company_ids=company.ids)
    order = orders.create({"partner_id": partner.id, "order_line": lines})
    env.flush_all()
    return order
