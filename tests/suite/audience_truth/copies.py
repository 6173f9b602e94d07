"""Many rows of a table from one that the ORM made, each with values drawn in Python."""

from odoo.tools import SQL

from tests.helpers.generator import rows


def insert(
    env, pattern, drawn: list[dict], types: dict[str, str], more: dict | None = None
) -> None:
    """Insert a copy of a record's row for each dict in `drawn`, and leave the record out.

    :param pattern: a function that makes the record; it is undone
    :param types: column of `drawn` → its type in SQL
    :param more: column → SQL over `g` (what was drawn) and `p` (the pattern)
    """
    with rows.only_patterns(env):
        record = pattern()
        table, taken = record._table, rows.take(record)
    scratch = f"drawn_{table}"
    rows.lay_patterns(env.cr, table, f"pattern_{table}", [("one", taken[0])])
    first = rows.reserve_ids(env.cr, table, len(drawn))
    numbered = ([first + n, *(row[name] for name in types)] for n, row in enumerate(drawn))
    rows.copy_into(env.cr, scratch, {"id": "int", **types}, numbered)
    values = {name: SQL.identifier("g", name) for name in ("id", *types)}
    source = SQL(
        "%s g CROSS JOIN %s p", SQL.identifier(scratch), SQL.identifier(f"pattern_{table}")
    )
    rows.insert(env.cr, table, values | (more or {}), source)
    env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
    env.invalidate_all()
