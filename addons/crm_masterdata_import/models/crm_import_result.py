import base64
import io

from odoo import fields, models
from odoo.tools import SQL

from ..import_engine import Counts, rejected_row, write_csv, write_xlsx
from ..import_engine.codes import OUTCOMES, REJECTED

PAGE = 5000


class CrmImportRun(models.Model):
    """A load's end: counts, the file of rejected rows, what the source must remember."""

    _inherit = "crm.import.run"

    def _finish(self):
        """Count the rows, keep what was delivered, and make the file of the rejected rows."""
        if not self.is_dry_run:
            self._remember()
        counts = self._count()
        # sudo: the load's own record, which users only read
        self.sudo().write(
            {
                "state": "done",
                "finished_at": fields.Datetime.now(),
                "remark": "\n".join(self._remarks()),
                **self._rejected_values(counts),
            }
        )

    def _remarks(self):
        """Return why customers were written by Odoo one by one, each reason once."""
        found = self.env["crm.import.part"].search_fetch([("run_id", "=", self.id)], ["slow"])
        return dict.fromkeys(reason for part in found for reason in part.slow or [])

    def _count(self):
        """Keep how many rows had which outcome so far; return them."""
        counts = self._count_rows()
        # sudo: the load's own record, which users only read
        self.sudo().write(
            {
                **{outcome: counts.outcomes[outcome] for outcome in OUTCOMES},
                "reasons": dict(counts.reasons),
                "warnings": dict(counts.warnings),
            }
        )
        return counts

    def _count_rows(self):
        counts = Counts()
        groups = self.env["crm.import.line"]._read_group(
            [("run_id", "=", self.id), ("outcome", "!=", False)],
            ["outcome", "reason", "warnings"],
            ["__count"],
        )
        for outcome, reason, warnings, number in groups:
            counts.add(outcome, reason or "", (warnings or "").split(), number)
        return counts

    def _remember(self):
        """Keep what this load delivered, now that it has ended, beside what was there before."""
        self.env.flush_all()
        if self._is_overtaken():
            self._note_memory()
        # SQL: each customer's values are copied from one table to the other
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO crm_import_memory (partner_id, source_id, delivered)
                SELECT partner_id, %(source)s, delivered
                  FROM crm_import_change WHERE run_id = %(run)s AND partner_id IS NOT NULL
                    ON CONFLICT (source_id, partner_id)
                    DO UPDATE SET delivered = excluded.delivered
                 WHERE crm_import_memory.delivered <> excluded.delivered
                """,
                run=self.id,
                source=self.source_id.id,
            )
        )
        self.env.invalidate_all(flush=False)

    def _is_overtaken(self):
        """Return whether another load of the source has ended, or was undone, since this began."""
        since = [
            *("|", ("finished_at", ">=", self.loading_at), ("undo_at", ">=", self.loading_at)),
            *(("source_id", "=", self.source_id.id), ("id", "!=", self.id)),
        ]
        return bool(self.search_count(since, limit=1))

    def _note_memory(self):
        """Note anew what the source had delivered before; the parts noted it as they found it."""
        # SQL: see above
        self.env.cr.execute(
            SQL(
                """
                UPDATE crm_import_change AS c
                   SET delivered_before = (SELECT delivered FROM crm_import_memory
                                            WHERE partner_id = c.partner_id
                                              AND source_id = %(source)s)
                 WHERE run_id = %(run)s AND partner_id IS NOT NULL
                   AND delivered_before IS DISTINCT FROM
                       (SELECT delivered FROM crm_import_memory
                         WHERE partner_id = c.partner_id AND source_id = %(source)s)
                """,
                run=self.id,
                source=self.source_id.id,
            )
        )

    # The rejected rows, to be mended and loaded again

    def _rejected_values(self, counts):
        if not counts.outcomes[REJECTED]:
            return {}
        file = io.BytesIO()
        headers = [*self.headers, self.env._("Reason")]
        if self.layout["kind"] == "csv":
            write_csv(
                file, headers, self._rejected_rows, self.layout["encoding"],
                self.layout["delimiter"],
            )  # fmt: skip
            ending = "csv"
        else:
            write_xlsx(file, headers, self._rejected_rows)
            ending = "xlsx"
        stem = (self.filename or self.name).rpartition(".")[0] or self.name
        return {
            "rejected_file": base64.b64encode(file.getvalue()),
            "rejected_filename": self.env._(
                "%(stem)s - rejected.%(ending)s", stem=stem, ending=ending
            ),
        }

    def _rejected_rows(self):
        """Give the cells of rejected rows with the reason, in the order of the file."""
        last = -1
        while page := self._rejected_page(last):
            for _number, cells, message in page:
                yield rejected_row(cells, len(self.headers), message)
            last = page[-1][0]

    def _rejected_page(self, last):
        # SQL: however many they are, only some of them are in memory
        self.env.cr.execute(
            SQL(
                "SELECT row_number, cells, message FROM crm_import_line"
                " WHERE run_id = %s AND row_number > %s AND outcome = %s AND is_noted"
                " ORDER BY row_number LIMIT %s",
                self.id,
                last,
                REJECTED,
                PAGE,
            )
        )
        return self.env.cr.fetchall()
