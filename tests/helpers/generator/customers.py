"""Customers: rows of res.partner."""

from odoo.tools import SQL

from . import people, rows

COLUMNS = {
    "number": "int", "kind": "text", "lastname": "text", "firstname": "text", "name": "text",
    "parent": "int", "zip": "text", "city": "text", "county": "text", "street": "text",
    "phone": "text", "email": "text", "vat": "text",
}  # fmt: skip
SAMPLE = {
    "street": "Minta utca 1.", "zip": "1011", "city": "Budapest", "phone": "+36 1 234 5678",
    "email": "minta@vevo.example", "lang": "hu_HU", "customer_rank": 1,
}  # fmt: skip


def create(env, rng, count: int) -> list[int]:
    """Make `count` customers; returns the ids of those that buy (firms and private people)."""
    rows.lay_patterns(env.cr, "res_partner", "pattern_customer", _patterns(env))
    drawn = map(_row, people.customers(rng, count))
    rows.copy_into(env.cr, "drawn_customer", COLUMNS, drawn)
    first = rows.reserve_ids(env.cr, "res_partner", count)
    source = SQL(
        "drawn_customer g"
        " JOIN pattern_customer p ON p.key = g.kind"
        " LEFT JOIN drawn_customer firm ON firm.number = g.parent"
        " LEFT JOIN res_country_state s ON s.country_id = p.country_id AND s.name = g.county"
    )
    rows.insert(env.cr, "res_partner", _values(env, first), source)
    env.cr.execute("SELECT %s + number FROM drawn_customer WHERE parent IS NULL ORDER BY number",
                   [first])  # fmt: skip
    return [row[0] for row in env.cr.fetchall()]


def _row(customer: people.Customer) -> list:
    return [getattr(customer, name) or None if name not in ("number", "parent")
            else getattr(customer, name) for name in COLUMNS]  # fmt: skip


def _patterns(env) -> list[tuple[str, dict]]:
    """One row a kind, as the ORM makes it with the same fields filled."""
    quiet = env["res.partner"].with_context(tracking_disable=True)
    sample = SAMPLE | {"country_id": env.ref("base.hu").id}
    with rows.only_patterns(env):
        firm = quiet.create(
            sample | {"company_type": "company", "name": "Minta", "vat": people.tax_number(0, "41")}
        )
        person = quiet.create(sample | {"name": "Minta Anna"})
        own = {"name": "Minta Anna", "parent_id": firm.id, "customer_rank": 1}
        contact = quiet.create(own | {name: sample[name] for name in ("phone", "email", "lang")})
        taken = rows.take(firm + person + contact)
    return list(zip(("company", "person", "contact"), taken, strict=True))


def _values(env, first: int) -> dict[str, SQL]:
    """What differs from row to row, computed as the ORM's stored fields are."""
    name, parent_name = _full_name(env, "g"), _full_name(env, "firm")
    own_id = SQL("%s + g.number", first)
    firm_id = SQL("%s + g.parent", first)
    return {
        "id": own_id,
        "name": name,
        "lastname": SQL("g.lastname"),
        "firstname": SQL("g.firstname"),
        "complete_name": SQL("concat_ws(', ', %s, %s)", parent_name, name),
        "commercial_company_name": SQL(
            "CASE g.kind WHEN 'company' THEN %s WHEN 'contact' THEN %s END", name, parent_name
        ),
        "parent_id": firm_id,
        "commercial_partner_id": SQL("coalesce(%s, %s)", firm_id, own_id),
        "state_id": SQL("s.id"),
        **{column: SQL.identifier("g", column) for column in ("zip", "city", "street", "vat")},
        "phone": SQL("g.phone"),
        "phone_sanitized": SQL("replace(g.phone, ' ', '')"),
        "email": SQL("g.email"),
        "email_normalized": SQL("lower(g.email)"),
        "peppol_endpoint": SQL("'HU' || left(g.vat, 8)"),
        "tax_number_key": SQL("left(g.vat, 8)"),
        "unique_tax_number_key": SQL("CASE g.kind WHEN 'company' THEN left(g.vat, 8) END"),
        "name_key": SQL("translate(lower(%s), 'áéíóöőúüű', 'aeiooouuu')", name),
    }


def _full_name(env, alias: str) -> SQL:
    """People's names stand in the order that this database is set to; NULL without a row."""
    compute = getattr(env["res.partner"], "_get_computed_name", None)
    if compute and compute("Kiss", "Anna") == "Anna Kiss":
        last, first = SQL.identifier(alias, "lastname"), SQL.identifier(alias, "firstname")
        return SQL("nullif(concat_ws(' ', %s, %s), '')", first, last)
    return SQL.identifier(alias, "name")
