import json
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice

from odoo import fields, models
from odoo.exceptions import UserError

from ..import_engine import Cleaner
from ..import_engine.codes import REJECTED
from ..import_engine.text import fold
from ..messages import explained, reason_message
from ..partner_values import Writer, foreign_checker

PAGE = 2000
COLUMNS = (
    "run_id, row_number, cells, content, tax_number_key, registry_key, name_key, warnings, reason,"
    " message, outcome, is_noted"
)
# what the sentences of rejections quote
QUOTED = ("vat", "country")


class CrmImportRun(models.Model):
    """A load's first step: the rows of the file, read and cleaned, stand in the database."""

    _inherit = "crm.import.run"

    def _stage(self, limit=None):
        """Read the file into rows.

        :param limit: most rows that may be read
        """
        source = self.source_id
        with self._open_table() as table, explained(self.env):
            columns = source._bind_columns(table.headers)
            source._keep_columns(columns)
            cleaner = Cleaner(columns, source.country_id.code or "", foreign_checker(self.env))
            places = {column.target: column.index for column in columns if column.target}
            count = self._stage_rows(table.rows, cleaner, places, limit)
        # sudo: the load's own record, which users only read
        self.sudo().write(
            {
                "state": "staged",
                "started_at": fields.Datetime.now(),
                "headers": list(table.headers),
                "layout": asdict(table.settings),
                "rows": count,
            }
        )

    @contextmanager
    def _open_table(self):
        """Give a block the engine's table of what is loaded."""
        with self._open_file() as file:
            yield self.source_id._read_table(file)

    def _stage_rows(self, rows, cleaner, places, limit):
        """Insert the rows page by page; return their number.

        :param places: target → index of its cell
        """
        writer, count = Writer(self.env), 0
        while page := list(islice(rows, PAGE)):
            count += len(page)
            if limit and count > limit:
                raise UserError(
                    self.env._(
                        "The file has over %(limit)s rows. Load it in the background: "
                        "load_file_async.",
                        limit=limit,
                    )
                )
            # SQL: a million rows go in, and nothing is computed from them
            self.env.cr.execute_values(
                f"INSERT INTO crm_import_line ({COLUMNS}) VALUES %s",  # noqa: S608
                [
                    self._line_values(number, cells, cleaner, places, writer)
                    for number, cells in page
                ],
                page_size=PAGE,
            )
        return count

    def _line_values(self, number, cells, cleaner, places, writer):
        row = cleaner.clean(number, cells)
        content, unknown = writer.canonical(row.values)
        warnings = [*row.warnings, *(f"unknown_{target}" for target in unknown)]
        return (
            self.id,
            number,
            json.dumps([cell.replace("\0", "") for cell in cells]),
            json.dumps(content),
            row.vat_key or None,
            row.registry_key or None,
            fold(content.get("name", "")) or None,
            " ".join(warnings) or None,
            row.reason or None,
            self._explain_cells(row.reason, cells, places) if row.reason else None,
            REJECTED if row.reason else None,
            bool(row.reason or warnings),
        )

    def _explain_cells(self, reason, cells, places):
        """Return in words what is wrong with a row for itself."""
        quoted = {
            target: cells[places[target]]
            for target in QUOTED
            if target in places and places[target] < len(cells)
        }
        return reason_message(self.env, reason, **quoted)
