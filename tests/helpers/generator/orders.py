"""Sales orders and their lines."""

from datetime import date

from odoo.tools import SQL

from . import people, rows, trade, words

STATES = ("sale", "draft", "cancel")
ORDER_COLUMNS = {
    "id": "int", "name": "text", "customer_id": "int", "seller_id": "int", "moment": "timestamp",
    "state": "text",
}  # fmt: skip
LINE_COLUMNS = {
    "number": "int", "order_id": "int", "product_id": "int", "quantity": "numeric",
    "discount": "numeric",
}  # fmt: skip
# quantities and discounts are whole, prices are hundreds: the untaxed amount needs no rounding
PRICED = """
    CREATE TEMP TABLE priced_line ON COMMIT DROP AS
    SELECT g.*, o.state || ':' || g.product_id AS key, o.customer_id, o.seller_id, t.tax_id,
           g.quantity * p.price_unit * (100 - g.discount) / 100 AS subtotal,
           g.quantity * p.price_unit * (100 - g.discount) / 100 * t.rate / 100 AS tax
      FROM drawn_line g
      JOIN drawn_order o ON o.id = g.order_id
      JOIN pattern_line p ON p.key = o.state || ':' || g.product_id
      JOIN pattern_tax t ON t.product_id = g.product_id
"""
AMOUNTS = """
    CREATE TEMP TABLE order_amount ON COMMIT DROP AS
    SELECT order_id, sum(untaxed) AS untaxed, sum(tax) AS tax
      FROM (SELECT order_id, sum(subtotal) AS untaxed,
                   CASE WHEN %s THEN round(sum(tax), %s) ELSE sum(round(tax, %s)) END AS tax
              FROM priced_line GROUP BY order_id, tax_id) per_tax
     GROUP BY order_id
"""
RATES = (27, 27, 27, 27, 18, 5)


def products(env, rng, count: int):
    """Services to sell, with prices of whole hundreds: then no line's amount needs rounding."""
    taxes = [_sales_tax(env, rate) for rate in RATES]
    return (
        env["product.product"]
        .with_context(tracking_disable=True)
        .create(
            [
                {
                    "name": f"{rng.choice(words.MATERIALS)} {number + 1:04d}",
                    "default_code": f"GEN-{number + 1:05d}",
                    "type": "service",
                    "invoice_policy": "order",
                    "list_price": 100 * rng.randint(2, 900),
                    "taxes_id": [(6, 0, rng.choice(taxes).ids)],
                }
                for number in range(count)
            ]
        )
    )


def _sales_tax(env, rate: int):
    """The company's plain sales tax of that rate; its default one where there is none."""
    domain = [
        ("company_id", "=", env.company.id),
        ("type_tax_use", "=", "sale"),
        ("amount_type", "=", "percent"),
        ("amount", "=", rate),
        ("price_include_override", "=", False),
    ]
    return env["account.tax"].search(domain, limit=1) or env.company.account_sale_tax_id


def create(env, rng, lines: int, buyers: list[int], goods, until: date) -> tuple[int, int]:
    """Make orders with `lines` lines together; returns the numbers of orders and lines."""
    _lay_patterns(env, goods)
    sellers = env["res.users"].search([("share", "=", False)], order="id", limit=20).ids
    plan = list(
        trade.orders(rng, lines, customers=len(buyers), products=len(goods),
                     sellers=len(sellers), until=until)
    )  # fmt: skip
    first = rows.reserve_ids(env.cr, "sale_order", len(plan))
    orders = (
        (first + order.number, name, buyers[order.customer], sellers[order.seller], order.moment,
         order.state)
        for order, name in zip(plan, _take_names(env, len(plan)), strict=True)
    )  # fmt: skip
    lines_of = (
        (first + order.number, goods.ids[product], quantity, discount)
        for order in plan
        for product, quantity, discount in order.lines
    )
    rows.copy_into(env.cr, "drawn_order", ORDER_COLUMNS, orders)
    numbered = ((number, *line) for number, line in enumerate(lines_of))
    rows.copy_into(env.cr, "drawn_line", LINE_COLUMNS, numbered)
    return _insert(env, lines)


def _insert(env, lines: int) -> tuple[int, int]:
    digits = env.company.currency_id.decimal_places
    globally = env.company.tax_calculation_rounding_method == "round_globally"
    env.cr.execute(PRICED)
    env.cr.execute(AMOUNTS, [globally, digits, digits])
    source = SQL(
        "drawn_order g JOIN order_amount a ON a.order_id = g.id"
        " JOIN res_partner c ON c.id = g.customer_id"
        " JOIN pattern_order p ON p.key = g.state || ':' || c.is_company"
    )
    orders = rows.insert(env.cr, "sale_order", _order_values(), source)
    # PostgreSQL looks up what rows refer to by plans from when there were none, until it is told
    env.cr.execute("ANALYZE res_partner, sale_order")
    first = rows.reserve_ids(env.cr, "sale_order_line", lines)
    source = SQL("priced_line g JOIN pattern_line p ON p.key = g.key")
    made = rows.insert(env.cr, "sale_order_line", _line_values(first, digits), source)
    env.cr.execute("ANALYZE sale_order_line")
    env.cr.execute(
        "INSERT INTO account_tax_sale_order_line_rel (sale_order_line_id, account_tax_id)"
        " SELECT %s + number, tax_id FROM priced_line",
        [first],
    )
    return orders, made


def _lay_patterns(env, goods) -> None:
    """One order for each state and kind of customer, one line for each state and product."""
    quiet = env["sale.order"].with_context(tracking_disable=True)
    with rows.only_patterns(env):
        firm, person = _sample_customers(env)
        orders = [(f"{state}:true", _order(quiet, firm, goods, state)) for state in STATES]
        orders += [(f"{state}:false", _order(quiet, person, goods[:1], state)) for state in STATES]
        order_rows = [(key, rows.take(order)[0]) for key, order in orders]
        line_rows = [
            (f"{order.state}:{row['product_id']}", row)
            for _key, order in orders[: len(STATES)]
            for row in rows.take(order.order_line)
        ]
        tax_rows = [
            (line.product_id.id, line.tax_ids.id, line.tax_ids.amount)
            for line in orders[0][1].order_line
        ]
    rows.lay_patterns(env.cr, "sale_order", "pattern_order", order_rows)
    rows.lay_patterns(env.cr, "sale_order_line", "pattern_line", line_rows)
    columns = {"product_id": "int", "tax_id": "int", "rate": "numeric"}
    rows.copy_into(env.cr, "pattern_tax", columns, tax_rows)


def _sample_customers(env):
    sample = {"country_id": env.ref("base.hu").id, "lang": "hu_HU"}
    firm = {"company_type": "company", "name": "Minta", "vat": people.tax_number(0, "41")}
    return env["res.partner"].create([sample | firm, sample | {"name": "Minta Anna"}])


def _order(model, customer, goods, state: str):
    order = model.create(
        {
            "partner_id": customer.id,
            "order_line": [(0, 0, {"product_id": product.id}) for product in goods],
        }
    )
    if state == "sale":
        order.action_confirm()
    elif state == "cancel":
        order._action_cancel()
    return order


def _take_names(env, count: int) -> list[str]:
    """The next numbers of the company's sequence for orders; the sequence moves on."""
    codes = [("code", "=", "sale.order"), ("company_id", "in", (env.company.id, False))]
    sequence = env["ir.sequence"].search(codes, order="company_id", limit=1)
    prefix, suffix = sequence._get_prefix_suffix()
    start = sequence.number_next_actual
    sequence.number_next_actual = start + count
    return [
        f"{prefix}{number:0{sequence.padding}d}{suffix}" for number in range(start, start + count)
    ]


def _order_values() -> dict[str, SQL]:
    customer = SQL("g.customer_id")
    return {
        "id": SQL("g.id"),
        "name": SQL("g.name"),
        "partner_id": customer,
        "partner_invoice_id": customer,
        "partner_shipping_id": customer,
        "user_id": SQL("g.seller_id"),
        "date_order": SQL("g.moment"),
        "amount_untaxed": SQL("a.untaxed"),
        "amount_tax": SQL("a.tax"),
        "amount_total": SQL("a.untaxed + a.tax"),
        # what is sold costs nothing
        "margin": SQL("a.untaxed"),
    }


def _line_values(first: int, digits: int) -> dict[str, SQL]:
    """What differs from line to line; a pattern has quantity 1 and no discount."""
    total = SQL("(g.subtotal + round(g.tax, %s))", digits)
    return {
        "id": SQL("%s + g.number", first),
        "order_id": SQL("g.order_id"),
        "order_partner_id": SQL("g.customer_id"),
        "salesman_id": SQL("g.seller_id"),
        "product_uom_qty": SQL("g.quantity"),
        "discount": SQL("g.discount"),
        "discount_result": SQL("jsonb_set(p.discount_result, '{of,2}', to_jsonb(g.quantity))"),
        "price_subtotal": SQL("g.subtotal"),
        "margin": SQL("g.subtotal"),
        "price_tax": SQL("round(g.tax, %s)", digits),
        "price_total": total,
        "price_reduce_taxexcl": SQL("round(g.subtotal / g.quantity, %s)", digits),
        "price_reduce_taxinc": SQL("round(%s / g.quantity, %s)", total, digits),
        "untaxed_amount_to_invoice": SQL("sign(p.untaxed_amount_to_invoice) * g.subtotal"),
        **{
            column: SQL("sign(%s) * g.quantity", SQL.identifier("p", column))
            for column in ("qty_to_invoice", "offered_qty")
        },
    }
