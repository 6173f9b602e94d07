from odoo import fields, models
from odoo.tools import SQL

from ..bulk.rows import by_index
from ..import_engine.components import first_rows
from ..stored_hits import with_hits

ROWS = "2000"
# rows by what they share: a number, a code, a name, or a stored customer that they hit; as hashes,
# since two that are equal by chance do no harm
TOUCHING = """
%(lines_and_hits)s, touched AS (
    SELECT hashtextextended(code, 1) AS key, row_number, true AS counts FROM line
     UNION ALL
    SELECT hashtextextended(tax_number_key, 2), row_number, true FROM line
     UNION ALL
    SELECT hashtextextended(registry_key, 3), row_number, true FROM line
     UNION ALL
    -- only rows without numbers look for others by name
    SELECT hashtextextended(name_key, 4), row_number, by_name FROM line
     UNION ALL
    SELECT id, row_number, true FROM hit
)
SELECT array_agg(row_number) FROM touched WHERE key IS NOT NULL GROUP BY key
HAVING min(row_number) < max(row_number) AND bool_or(counts)
"""


class CrmImportRun(models.Model):
    """Between reading and writing: the rows are divided into parts that touch no other part."""

    _inherit = "crm.import.run"

    def _divide(self):
        """Divide the rows into parts of about as many rows as the system parameter says."""
        rows = self._get_part_rows()
        self.env["res.partner"]._refresh_unique_keys()
        self.env.flush_all()
        self._make_parts(rows)
        if self.rows > rows:
            self._move_rows()
        # sudo: the load's own record, which users only read
        self.sudo().write({"state": "loading", "loading_at": fields.Datetime.now()})

    def _get_part_rows(self):
        """Return how many rows are written in one transaction."""
        # sudo: users need not read parameters
        parameters = self.env["ir.config_parameter"].sudo()
        return int(parameters.get_param("crm_masterdata_import.part_rows", ROWS))

    def _make_parts(self, rows):
        """Make a part of every so many rows in the order of the file."""
        # SQL: a million rows are counted where they are
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO crm_import_part (run_id, first_row, last_row, rows, is_done)
                SELECT %(run)s, min(row_number), max(row_number), count(*), false
                  FROM (SELECT row_number, (row_number() OVER (ORDER BY row_number) - 1)
                               / %(rows)s AS part
                          FROM crm_import_line WHERE run_id = %(run)s) AS line
                 GROUP BY part
                """,
                run=self.id,
                rows=rows,
            )
        )
        self.env["crm.import.part"].invalidate_model(flush=False)

    def _move_rows(self):
        """Move rows that touch an earlier part into that part."""
        moved = first_rows(self._touching_rows())
        if not moved:
            return
        # SQL: each row gets a part of its own
        self.env.cr.execute_values(
            f"""
            UPDATE crm_import_line AS l SET part_row = p.first_row
              FROM (VALUES %s) AS v(number, first)
              JOIN crm_import_part AS p ON p.run_id = {int(self.id)}
               AND v.first BETWEEN p.first_row AND p.last_row
             WHERE l.run_id = {int(self.id)} AND l.row_number = v.number
               AND l.row_number > p.last_row
            """,  # noqa: S608 - a whole number
            list(moved.items()),
            page_size=5000,
        )
        self.env["crm.import.line"].invalidate_model(flush=False)

    def _touching_rows(self):
        """Give lists of the numbers of rows that share a number, a code, a name or a customer."""
        lines = SQL("SELECT * FROM crm_import_line WHERE run_id = %s AND reason IS NULL", self.id)
        with by_index(self.env):
            # SQL: all rows are held against one another and against all customers
            self.env.cr.execute(SQL(TOUCHING, lines_and_hits=with_hits(lines, self.source_id)))
            while page := self.env.cr.fetchmany(5000):
                for (rows,) in page:
                    yield rows
