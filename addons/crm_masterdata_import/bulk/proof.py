"""Proof that writing in sets leaves the database as the ORM would.

Some rows of the very load are written both ways, each in a savepoint that is rolled back. All
columns and tags of the partners (and of the contacts below) must be equal after, and both ways
must have written into the same tables.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from odoo.tools import SQL

from ..refusals import REFUSALS, rolled_back
from . import rows

OWN_TABLES = {rows.TABLE, rows.TAGS[0]}
MOMENT = timedelta(minutes=1)


@dataclass(frozen=True)
class Outcome:
    """What a way of writing left behind: rows by their place, tags, other tables, or a refusal."""

    rows: tuple = ()
    tags: tuple = ()
    tables: frozenset = frozenset()
    refusal: type | None = None


def difference(expected, actual):
    """Return what differs between two outcomes: a pair for `reasons`, or nothing."""
    if expected.refusal != actual.refusal:
        refusal = expected.refusal or actual.refusal
        return "refusal", refusal.__name__
    if expected.tables != actual.tables:
        return "table", min(expected.tables ^ actual.tables)
    if len(expected.rows) != len(actual.rows):
        return "table", rows.TABLE
    for left, right in zip(expected.rows, actual.rows, strict=True):
        for name in left:
            if not _alike(left[name], right[name]):
                return "column", name
    return None if expected.tags == actual.tags else ("column", "category_id")


def outcome(env, write):
    """Write and undo it; return the `Outcome`.

    :param write: takes nothing, returns the ids of the partners that it wrote
    """
    try:
        with rolled_back(env):
            before = _writes(env)
            ids = write()
            env.flush_all()
            return _outcome(env, ids, _writes(env) - before)
    except REFUSALS as error:
        return Outcome(refusal=type(error))


def _outcome(env, ids, writes):
    condition = SQL("id = ANY(%(ids)s) OR parent_id = ANY(%(ids)s)", ids=list(ids))
    whole = rows.read_whole(env, condition)
    places = {row["id"]: place for place, row in enumerate(whole)}
    tags = rows.links(env, rows.TAGS, places)
    return Outcome(
        tuple(_without_ids(row, places) for row in whole),
        tuple(tags.get(partner_id, ()) for partner_id in places),
        frozenset(table for table, _count in writes) - OWN_TABLES,
    )


def _without_ids(row, places):
    """Return a row with places where its own id and those of its fellows stood."""
    own = ("id", "commercial_partner_id", "parent_id")
    return row | {name: ("place", places.get(row[name])) for name in own if row[name]}


def _writes(env):
    """Return what the transaction has written so far: pairs of a table and counts."""
    env.cr.execute(
        SQL(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
    )
    return set(env.cr.fetchall())


def _alike(left, right):
    if left == right:
        return True
    moments = _moment(left), _moment(right)
    return None not in moments and abs(moments[0] - moments[1]) < MOMENT


def _moment(value):
    """Return the moment that a text says, or nothing."""
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) and "T" in value else None
    except ValueError:
        return None
