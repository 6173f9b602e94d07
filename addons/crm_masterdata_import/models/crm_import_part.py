from odoo import fields, models
from odoo.tools import SQL

from ..import_engine.codes import REJECTED


class CrmImportPart(models.Model):
    """Rows of a load that touch no others: they are loaded in one transaction, by any worker.

    Which customer a row falls on depends on the rows that share a number, a code, a name or a
    stored customer with it. Those are all in one part, so parts know nothing of one another.
    """

    _name = "crm.import.part"
    _description = "Part of a Load"
    _order = "run_id, first_row"
    _rec_name = "first_row"
    _log_access = False

    run_id = fields.Many2one("crm.import.run", required=True, ondelete="cascade")
    first_row = fields.Integer(required=True, readonly=True)
    last_row = fields.Integer(required=True, readonly=True)
    rows = fields.Integer(readonly=True)
    is_done = fields.Boolean(readonly=True)
    done_at = fields.Datetime(readonly=True)
    # row number → why the database refused it
    excluded = fields.Json(readonly=True)
    # why customers were written one by one, in words
    slow = fields.Json(readonly=True)

    _run_parts = models.UniqueIndex("(run_id, first_row)")

    def _load(self):
        """Find the customers of the part's rows, write them, and keep what became of each row."""
        self.ensure_one()
        found, written = self._try_out() if self.run_id.is_dry_run else self._write_all()
        self.env["crm.import.change"]._insert(written.changes)
        self._keep_outcomes(found, written.outcomes)
        # sudo: the load's own record, which users only read
        self.sudo().write(
            {"is_done": True, "done_at": fields.Datetime.now(), "slow": sorted(written.slow)}
        )

    def _keep_outcomes(self, found, outcomes):
        """Write what became of each row.

        :param found: whose the rows are, as `Found`
        :param outcomes: dict of row number → (outcome, partner's id or None)
        """
        messages = self._explanations(found)
        kept = [
            (row.row_number, row.reason, messages[row.row_number], REJECTED, None)
            if row.reason
            else (row.row_number, "", None, *outcomes[row.row_number])
            for row, _content in found.rows
        ]
        # rows that were moved here stand apart: each place is one range of the index
        self._update_lines([values for values in kept if values[0] <= self.last_row])
        self._update_lines([values for values in kept if values[0] > self.last_row])
        self.env["crm.import.line"].invalidate_model(flush=False)

    def _update_lines(self, kept):
        """Write what became of rows.

        :param kept: tuples of row number, reason, message, outcome, partner's id
        """
        if not kept:
            return
        numbers, reasons, messages, outcomes, partners = map(list, zip(*kept, strict=True))
        # SQL: each row gets values of its own
        self.env.cr.execute(
            SQL(
                """
                UPDATE crm_import_line AS l
                   SET reason = NULLIF(v.reason, ''), message = v.message, outcome = v.outcome,
                       partner_id = v.partner, is_noted = l.is_noted OR v.reason <> ''
                  FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::int[])
                       AS v(number, reason, message, outcome, partner)
                 WHERE l.run_id = %s AND l.row_number BETWEEN %s AND %s
                   AND l.row_number = v.number
                """,
                *(numbers, reasons, messages, outcomes, partners),
                *(self.run_id.id, min(numbers), max(numbers)),
            )
        )
