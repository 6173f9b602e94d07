import json
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice

from odoo import fields, models
from odoo.exceptions import UserError

from ..import_engine import Cleaner, ReadError
from ..import_engine.text import fold
from ..messages import read_error_message
from ..partner_values import Writer, foreign_checker

PAGE = 2000
COLUMNS = (
    "run_id, row_number, cells, content, tax_number_key, registry_key, name_key, warnings, reason"
)


class CrmImportRun(models.Model):
    """A load's first step: the rows of the file, read and cleaned, stand in the database."""

    _inherit = "crm.import.run"

    def _stage(self, limit=None):
        """Read the file into rows.

        :param limit: most rows that may be read
        """
        source = self.source_id
        with self._open_file() as file, self._explained():
            table = source._read_table(file)
            columns = source._bind_columns(table.headers)
            source._keep_columns(columns)
            cleaner = Cleaner(columns, source.country_id.code or "", foreign_checker(self.env))
            count = self._stage_rows(table.rows, cleaner, limit)
        # sudo: the load's own record, which users only read
        self.sudo().write(
            {
                "state": "staged",
                "started_at": fields.Datetime.now(),
                "headers": list(table.headers),
                "layout": asdict(table.settings)
                | {"places": {column.target: column.index for column in columns if column.target}},
                "rows": count,
            }
        )

    @contextmanager
    def _explained(self):
        """Say in words what is wrong with a file, also when it shows while rows are read."""
        try:
            yield
        except ReadError as error:
            raise UserError(read_error_message(self.env, error)) from error

    def _stage_rows(self, rows, cleaner, limit):
        """Insert the rows page by page; return their number."""
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
            self.env.cr.execute_values(
                f"INSERT INTO crm_import_line ({COLUMNS}, is_noted) VALUES %s",  # noqa: S608
                [self._line_values(number, cells, cleaner, writer) for number, cells in page],
            )
        return count

    def _line_values(self, number, cells, cleaner, writer):
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
            bool(row.reason or warnings),
        )
