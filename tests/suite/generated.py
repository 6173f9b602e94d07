"""Generates a little data in Odoo's shell, enters it once more through the ORM, and compares."""

import json
from datetime import date

from odoo import Command

from tests.helpers.generator.main import Size, generate

# seed and day are chosen so that there are orders of every state
SIZE, SEED, UNTIL = Size(customers=60, lines=120, products=12), 25, date(2026, 7, 31)
# who and when, and what the database numbers itself
OWN = {"id", "create_date", "write_date", "create_uid", "write_uid", "calendar_last_notif_ack"}
PARTNER_FIELDS = (
    "name", "company_type", "street", "zip", "city", "phone", "email", "lang", "vat",
    "customer_rank",
)  # fmt: skip


def report(env) -> None:
    """Print one line of JSON: what was made, of which kinds, and every difference."""
    env = env(context={**env.context, "tracking_disable": True})
    newest = {model: _newest(env, model) for model in ("res.partner", "sale.order")}
    made = generate(env, SIZE, SEED, UNTIL)
    partners, orders = (
        env[model].search([("id", ">", number)], order="id") for model, number in newest.items()
    )
    names = orders.mapped("name")
    # what is entered once more has the same numbers
    env.cr.execute("DROP INDEX IF EXISTS res_partner_unique_tax_number")
    findings = {
        "made": [made.customers, made.orders, made.lines],
        "found": [len(partners), len(orders), len(orders.order_line)],
        "kinds": sorted({(p.company_type, bool(p.parent_id)) for p in partners}),
        "states": sorted(set(orders.mapped("state"))),
        "differences": [*_partner_differences(partners), *_order_differences(orders)],
        "names_follow": orders[0].copy().name > max(names) and len(set(names)) == len(names),
        "works": _work(env, partners, orders),
    }
    print(json.dumps(findings))  # noqa: T201 - the test reads it


def _newest(env, model: str) -> int:
    return env[model].with_context(active_test=False).search([], order="id desc", limit=1).id or 0


def _partner_differences(partners):
    for partner in partners:
        again = _partner_again(partner)
        yield from _differences(partner, again, {"commercial_partner_id"})
        own = partner.commercial_partner_id == partner
        if again.commercial_partner_id != (again if own else partner.parent_id):
            yield f"{partner}: commercial_partner_id"


def _partner_again(partner):
    values = {name: partner[name] for name in PARTNER_FIELDS}
    links = {name: partner[name].id for name in ("parent_id", "country_id", "state_id")}
    return partner.create(values | links)


def _order_differences(orders):
    for order in orders:
        again = _order_again(order)
        yield from _differences(order, again, {"name", "date_order"})
        for line, line_again in zip(order.order_line, again.order_line, strict=True):
            yield from _differences(line, line_again, {"order_id"})
            if line.tax_ids != line_again.tax_ids:
                yield f"{line}: tax_ids"


def _order_again(order):
    names = ("product_uom_qty", "discount")
    lines = [
        {"product_id": line.product_id.id} | {name: line[name] for name in names}
        for line in order.order_line
    ]
    again = order.create(
        {
            "partner_id": order.partner_id.id,
            "user_id": order.user_id.id,
            "order_line": [Command.create(values) for values in lines],
        }
    )
    if order.state == "sale":
        again.action_confirm()
    elif order.state == "cancel":
        again._action_cancel()
    return again


def _differences(one, other, apart):
    one.env.flush_all()
    query = f"SELECT to_jsonb(t) FROM {one._table} t WHERE id IN %s ORDER BY id = %s DESC"  # noqa: S608
    one.env.cr.execute(query, [(one.id, other.id), one.id])
    left, right = (row[0] for row in one.env.cr.fetchall())
    for column in sorted(left.keys() - OWN - apart):
        if not _equal(left[column], right[column]):
            yield f"{one}: {column} is {left[column]!r}, the ORM writes {right[column]!r}"


def _equal(one, other) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) < 1e-6
    return one == other


def _work(env, partners, orders) -> list:
    """Odoo's own methods go on with what was generated: confirm, invoice, find, write."""
    draft = orders.filtered(lambda order: order.state == "draft")[0]
    draft.action_confirm()
    invoice = draft._create_invoices()
    invoice.action_post()
    firm = partners.filtered(lambda partner: partner.is_company and partner.child_ids)[0]
    found = firm in env["res.partner"].search([("vat", "=", firm.vat)])
    firm.street = "Új utca 1."
    streets = set(firm.child_ids.mapped("street"))
    return [draft.state, invoice.amount_total == draft.amount_total, found, sorted(streets)]
