"""Years of documents in seconds: copies of one order and one invoice, made in SQL."""

from odoo.tools import SQL


def multiply(order, invoice, count):
    """Copy an order and a posted invoice with their lines; each copy is a day older.

    :return: None; caches are emptied
    """
    env = order.env
    env.flush_all()
    _copy(env, "sale_order", "sale_order_line", "order_id", order.id, count, "date_order")
    _copy(
        env, "account_move", "account_move_line", "move_id", invoice.id, count, "invoice_date",
        "date",
    )  # fmt: skip
    env.invalidate_all()


def _copy(env, table, line_table, parent, number, count, *days):
    """Copy a document and its lines; document n is n days older."""
    changed = {
        "id": SQL("ids.id"),
        "name": SQL("document.name || '-' || ids.id"),
        "access_token": SQL("NULL"),
        "sequence_number": SQL("document.sequence_number + ids.n"),
        **{day: SQL("document.%s - ids.n", SQL.identifier(day)) for day in days},
    }
    if "date_order" in days:
        changed["date_order"] = SQL("document.date_order - ids.n * INTERVAL '1 day'")
    names = _columns(env, table)
    env.cr.execute(
        SQL(
            """
            CREATE TEMPORARY TABLE copied ON COMMIT DROP AS
            SELECT n, nextval(%s) AS id FROM generate_series(1, %s) n
            """,
            f"{table}_id_seq",
            count,
        )
    )
    values = [changed.get(name, SQL.identifier("document", name)) for name in names]
    _insert(env, table, names, values, SQL("document.id = %s", number))
    names = [name for name in _columns(env, line_table) if name != "id"]
    values = [
        SQL("ids.id") if name == parent else SQL.identifier("document", name) for name in names
    ]
    _insert(env, line_table, names, values, SQL("document.%s = %s", SQL.identifier(parent), number))
    env.cr.execute("DROP TABLE copied")


def _insert(env, table, names, values, condition):
    env.cr.execute(
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM %s document, copied ids WHERE %s",
            SQL.identifier(table),
            SQL(", ").join(map(SQL.identifier, names)),
            SQL(", ").join(values),
            SQL.identifier(table),
            condition,
        )
    )


def _columns(env, table):
    env.cr.execute(
        SQL(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_name = %s AND table_schema = 'public' AND is_generated = 'NEVER'",
            table,
        )
    )
    return [name for (name,) in env.cr.fetchall()]
