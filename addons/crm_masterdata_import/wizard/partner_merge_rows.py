from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

# what is made anew from the customers, or is looked after on its own
OWN = {
    ("res_partner", "commercial_partner_id"),
    ("crm_partner_double", "partner_id"),
    ("crm_partner_double", "other_id"),
    ("crm_partner_double_key", "partner_id"),
    ("crm_partner_merge", "survivor_id"),
}


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """What hangs on partners, and which of it would be there twice after a merge."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _count_rows(self, partners):
        """Return a dict of (table, column) → (partner's id → number of rows that point to it)."""
        relations = [
            (table, column)
            for table, column in self._get_fk_on("res_partner")
            if "base_partner_merge_" not in table and (table, column) not in OWN
        ]
        counts = defaultdict(dict)
        # SQL: all tables at once, whoever may see their rows: what is moved is moved for everybody
        rows = self.env.execute_query(
            SQL(" UNION ALL ").join(_count(*relation, partners) for relation in relations)
        )
        for table, column, partner_id, number in rows:
            counts[table, column][partner_id] = number
        return counts

    @api.model
    def _label_rows(self, counts):
        """Return what hangs on partners for people: a list of (model, its name, counts).

        A document that names a partner twice counts once, so the largest number stands for the
        model. Tables that only join others have no name of their own and are left out.
        """
        models_by_table = {
            model._table: name
            for name, model in self.env.items()
            if not model._abstract and not model._transient and model._auto
        }
        found = {}
        for (table, _column), numbers in counts.items():
            if table in models_by_table:
                largest = found.setdefault(models_by_table[table], defaultdict(int))
                for partner_id, number in numbers.items():
                    largest[partner_id] = max(largest[partner_id], number)
        # sudo: the names of models are no secret
        kinds = self.env["ir.model"].sudo()
        labelled = [(name, kinds._get(name).name, dict(numbers)) for name, numbers in found.items()]
        return sorted(labelled, key=lambda row: -sum(row[2].values()))

    @api.model
    def _find_collisions(self, source, target, counts=None):
        """Return the rows of two partners that a unique key does not let be one partner's.

        :param source: the partner that goes
        :param target: the partner that stays
        :param counts: see `_count_rows`
        :return: dict of table → list of (id of the source's row, id of the target's)
        """
        if counts is None:
            counts = self._count_rows(source | target)
        tables = {
            (table, column)
            for (table, column), numbers in counts.items()
            if source.id in numbers and target.id in numbers
        } | {("crm_partner_double_key", "partner_id")}
        found = defaultdict(list)
        for table, column, keys, condition in self._unique_indexes(tables):
            found[table] += self.env.execute_query(
                _collision(table, column, keys, condition, source.id, target.id)
            )
        return {table: pairs for table, pairs in found.items() if pairs}

    def _unique_indexes(self, relations):
        """Return (table, column, other keys of the index as SQL, its condition) of unique indexes.

        Tables without ids only join others: there the database's union of the rows is right.
        """
        # SQL: only PostgreSQL knows its indexes
        return self.env.execute_query(
            SQL(
                """
                SELECT c.relname, a.attname,
                       ARRAY(SELECT pg_get_indexdef(i.indexrelid, n, true)
                               FROM generate_series(1, i.indnkeyatts) AS n
                              WHERE i.indkey[n - 1] <> a.attnum),
                       pg_get_expr(i.indpred, i.indrelid)
                  FROM pg_index AS i
                  JOIN pg_class AS c ON c.oid = i.indrelid
                  JOIN pg_attribute AS a ON a.attrelid = c.oid
                       AND a.attnum = ANY(i.indkey::int2[])
                 WHERE i.indisunique AND c.relnamespace = current_schema::regnamespace
                   AND (c.relname, a.attname) IN %s
                   AND EXISTS (SELECT FROM pg_attribute
                                WHERE attrelid = c.oid AND attname = 'id')
                """,
                tuple(relations),
            )
        )


def _count(table, column, partners):
    return SQL(
        "SELECT %s, %s, %s, count(*) FROM %s WHERE %s IN %s GROUP BY 3",
        table,
        column,
        SQL.identifier(column),
        SQL.identifier(table),
        SQL.identifier(column),
        tuple(partners.ids),
    )


def _collision(table, column, keys, condition, source_id, target_id):
    """Return the query for pairs of rows that are alike in all other keys of a unique index."""
    # the keys are the database's own words for its index
    names = [f"k{number}" for number in range(len(keys))]
    columns = SQL("".join(f", {key} AS {name}" for key, name in zip(keys, names, strict=True)))
    alike = SQL(" AND ".join(f"s.{name} = t.{name}" for name in names) or "true")
    rows = [
        SQL(
            "(SELECT id %s FROM %s WHERE %s = %s AND %s)",
            columns,
            SQL.identifier(table),
            SQL.identifier(column),
            partner_id,
            SQL(condition or "true"),
        )
        for partner_id in (source_id, target_id)
    ]
    return SQL("SELECT s.id, t.id FROM %s AS s JOIN %s AS t ON %s", *rows, alike)
