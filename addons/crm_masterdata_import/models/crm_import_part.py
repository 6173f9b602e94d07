from odoo import fields, models

from ..import_engine.codes import REJECTED

PAGE = 5000


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
    # row number → why the database refused it
    excluded = fields.Json(readonly=True)
    # why customers were written one by one, in words
    slow = fields.Json(readonly=True)

    _run_parts = models.UniqueIndex("(run_id, first_row)")

    def _load(self):
        """Find the customers of the part's rows, write them, and keep what became of each row."""
        self.ensure_one()
        found, written = self._try_out() if self.run_id.is_dry_run else self._write_all()
        self._keep_outcomes(found, written.outcomes)
        # sudo: the load's own record, which users only read
        self.sudo().write({"is_done": True, "slow": sorted(written.slow)})

    def _keep_outcomes(self, found, outcomes):
        """Write what became of each row.

        :param found: whose the rows are, as `Found`
        :param outcomes: dict of row number → (outcome, partner's id or None)
        """
        messages = self._explanations(found)
        values = [
            (
                row.row_number,
                row.reason or None,
                messages.get(row.row_number),
                *((REJECTED, None) if row.reason else outcomes[row.row_number]),
            )
            for row, _content in found.rows
        ]
        # SQL: each row gets values of its own
        self.env.cr.execute_values(
            f"""
            UPDATE crm_import_line AS l
               SET reason = v.reason, message = v.message, outcome = v.outcome,
                   partner_id = v.partner, is_noted = l.is_noted OR v.reason IS NOT NULL
              FROM (VALUES %s) AS v(number, reason, message, outcome, partner)
             WHERE l.run_id = {int(self.run_id.id)} AND l.row_number = v.number
            """,  # noqa: S608 - a whole number
            values,
            template="(%s, %s, %s, %s, %s::int)",
            page_size=PAGE,
        )
        self.env["crm.import.line"].invalidate_model(flush=False)
