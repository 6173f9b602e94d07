"""Rows in bulk: what was drawn comes by COPY, the rest from patterns that the ORM made."""

import contextlib
import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from odoo.tools import SQL

CHUNK = 20_000


@contextlib.contextmanager
def only_patterns(env) -> Iterator[None]:
    """What the ORM makes in this block is looked at, then undone."""
    savepoint = env.cr.savepoint()
    try:
        yield
    finally:
        savepoint.rollback()
        savepoint.close()
        env.clear()


def take(records) -> list[dict]:
    """The stored rows of records, as the database has them, in the records' order."""
    records.env.flush_all()
    query = SQL(
        "SELECT id, to_jsonb(t) FROM %s t WHERE id = ANY(%s)",
        SQL.identifier(records._table), records.ids,
    )  # fmt: skip
    rows = dict(records.env.execute_query(query))
    return [rows[number] for number in records.ids]


def lay_patterns(cr, table: str, scratch: str, patterns: Iterable[tuple[str, dict]]) -> None:
    """Make a scratch table with the columns of `table` and the column `key`, one row a pattern."""
    keys, rows = zip(*patterns, strict=True)
    cr.execute(
        SQL(
            "CREATE TEMP TABLE %s ON COMMIT DROP AS"
            " SELECT (jsonb_populate_record(null::%s, p.row)).*, p.key"
            " FROM unnest(%s::jsonb[], %s::text[]) AS p(row, key)",
            SQL.identifier(scratch),
            SQL.identifier(table),
            [json.dumps(row) for row in rows],
            list(keys),
        )  # fmt: skip
    )


def copy_into(cr, scratch: str, columns: Mapping[str, str], rows: Iterable[Sequence]) -> int:
    """Make a scratch table (column: type), fill it, and return how many rows it has."""
    parts = [SQL("%s %s", SQL.identifier(name), SQL(kind)) for name, kind in columns.items()]
    name = SQL.identifier(scratch)
    cr.execute(SQL("CREATE TEMP TABLE %s (%s) ON COMMIT DROP", name, SQL(", ").join(parts)))
    rows, count = iter(rows), 0
    while chunk := list(islice(rows, CHUNK)):
        buffer = io.StringIO()
        csv.writer(buffer).writerows(chunk)
        buffer.seek(0)
        cr.copy_expert(f'COPY "{scratch}" FROM STDIN WITH (FORMAT csv)', buffer)
        count += len(chunk)
    cr.execute(SQL("ANALYZE %s", name))
    return count


def insert(cr, table: str, values: Mapping[str, SQL], source: SQL) -> int:
    """Insert into `table` from `source`, which has the patterns as `p`.

    A column in `values` gets that expression, every other the pattern's value; names that the
    table does not have (of an addon that is not installed) are left out. Returns the row count.
    """
    cr.execute(
        "SELECT attname FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
        [table],
    )
    names = [row[0] for row in cr.fetchall()]
    select = [values.get(name) or SQL.identifier("p", name) for name in names]
    cr.execute(
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM %s",
            SQL.identifier(table),
            SQL(", ").join(map(SQL.identifier, names)),
            SQL(", ").join(select),
            source,
        )
    )
    return cr.rowcount


def reserve_ids(cr, table: str, count: int) -> int:
    """Take `count` consecutive ids of the table; returns the first."""
    cr.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
    (sequence,) = cr.fetchone()
    cr.execute("SELECT nextval(%s)", [sequence])
    (first,) = cr.fetchone()
    cr.execute("SELECT setval(%s, %s)", [sequence, first + count])
    return first
