"""Rows of res_partner as the database keeps them: read, inserted and updated many at once.

A row is a dict of column → value that JSON can carry; PostgreSQL turns it into the column's type.
"""

import csv
import io
import json
from contextlib import contextmanager

from odoo.tools import SQL

TABLE = "res_partner"
# relations whose rows a proof compares: (table, partner's column, other column)
TAGS = ("res_partner_res_partner_category_rel", "partner_id", "category_id")


def reserve_ids(env, table, number):
    """Return new ids for rows of a table."""
    env.cr.execute(
        SQL(
            "SELECT nextval(name) FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS name"
            " OFFSET 0) AS sequence, generate_series(1, %s)",
            table,
            number,
        )
    )
    return [row[0] for row in env.cr.fetchall()]


def copy(env, table, names, values):
    """Insert rows into any table by COPY; nothing and an empty text are NULL.

    :param names: columns; the ids are given by the database
    :param values: lists of values in that order
    """
    text = io.StringIO()
    csv.writer(text).writerows(values)
    # no database keeps NUL
    text = io.StringIO(text.getvalue().replace("\0", ""), newline="")
    columns = ", ".join(names)
    env.cr.copy_expert(f"COPY {table} ({columns}) FROM STDIN WITH (FORMAT csv)", text)


def column_types(env):
    """Map each column of partners to its type in PostgreSQL."""
    env.cr.execute(
        SQL(
            "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            TABLE,
        )
    )
    return dict(env.cr.fetchall())


@contextmanager
def by_index(env):
    """Let a block find partners by index.

    PostgreSQL keeps the plans by which it checks foreign keys. Those made while there were only a
    few partners read the whole table for each new row: a first load would never end. Nothing in
    the transaction takes so long that compiling it (JIT) would pay.
    """
    env.cr.execute("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
    yield
    env.cr.execute("SET LOCAL enable_seqscan = on")


def learn_size(env, table, added):
    """Let PostgreSQL look at a table again that has grown much: its plans are made anew."""
    env.cr.execute(SQL("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", table))
    [known] = env.cr.fetchone()
    if added > known:
        env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))


def insert(env, types, rows, constants):
    """Insert rows that have the same columns, and constants (column → value) in each of them."""
    names = list(rows[0])
    env.cr.execute(
        SQL(
            "INSERT INTO res_partner (%s) SELECT %s FROM %s,"
            " json_populate_record(NULL::res_partner, %s) AS c",
            _listed([*names, *constants]),
            SQL(", ").join(
                [SQL.identifier("v", name) for name in names]
                + [SQL.identifier("c", name) for name in constants]
            ),
            _values(types, names, rows),
            json.dumps(constants),
        )
    )


def update(env, types, rows):
    """Write rows that have the same columns, among them the id."""
    names = list(rows[0])
    env.cr.execute(
        SQL(
            "UPDATE res_partner AS p SET %s FROM %s WHERE p.id = v.id",
            SQL(", ").join(
                SQL("%s = %s", SQL.identifier(name), SQL.identifier("v", name))
                for name in names
                if name != "id"
            ),
            _values(types, names, rows),
        )
    )


def of_ids(numbers):
    """Return the condition for partners with those ids."""
    return SQL("id = ANY(%s)", list(numbers))


def read(env, names, condition):
    """Return rows with the named columns, in the order of their ids."""
    env.cr.execute(
        SQL("SELECT %s FROM res_partner WHERE %s ORDER BY id", _listed(names), condition)
    )
    return [dict(zip(names, row, strict=True)) for row in env.cr.fetchall()]


def read_whole(env, condition):
    """Return whole rows, in the order of their ids, as JSON says them."""
    env.cr.execute(SQL("SELECT to_jsonb(p) FROM res_partner AS p WHERE %s ORDER BY id", condition))
    return [row[0] for row in env.cr.fetchall()]


def link(env, relation, pairs):
    """Insert pairs of ids into a relation (see `TAGS`)."""
    _run_on_pairs(env, "INSERT INTO %s (%s, %s) SELECT * FROM %s", relation, pairs)


def unlink(env, relation, pairs):
    """Delete pairs of ids from a relation."""
    _run_on_pairs(env, "DELETE FROM %s WHERE (%s, %s) IN (SELECT * FROM %s)", relation, pairs)


def links(env, relation, partner_ids):
    """Map the partners with those ids to the ids that a relation gives them."""
    table, column, other = relation
    env.cr.execute(
        SQL(
            "SELECT %(column)s, array_agg(%(other)s ORDER BY %(other)s) FROM %(table)s"
            " WHERE %(column)s = ANY(%(ids)s) GROUP BY %(column)s",
            table=SQL.identifier(table),
            column=SQL.identifier(column),
            other=SQL.identifier(other),
            ids=list(partner_ids),
        )
    )
    return dict(env.cr.fetchall())


def _run_on_pairs(env, query, relation, pairs):
    if pairs:
        lefts, rights = zip(*pairs, strict=True)
        source = SQL("unnest(%s::int[], %s::int[])", list(lefts), list(rights))
        env.cr.execute(SQL(query, *map(SQL.identifier, relation), source))


def _values(types, names, rows):
    """Return rows as what stands in a FROM, under the name v."""
    return SQL(
        "json_to_recordset(%s) AS v(%s)",
        json.dumps(rows),
        SQL(", ").join(SQL("%s %s", SQL.identifier(name), SQL(types[name])) for name in names),
    )


def _listed(names):
    return SQL(", ").join(map(SQL.identifier, names))
