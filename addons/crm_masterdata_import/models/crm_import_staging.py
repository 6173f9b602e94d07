import json
import math
import time
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..bulk.rows import copy
from ..foreign_numbers import foreign_checker
from ..import_engine import Cleaner
from ..import_engine.codes import REJECTED
from ..import_engine.text import fold
from ..messages import explained, reason_message
from ..partner_writer import Writer

PAGE = 2000
COLUMNS = (
    "run_id", "row_number", "cells", "content", "tax_number_key", "registry_key", "name_key",
    "warnings", "reason", "message", "outcome", "is_noted",
)  # fmt: skip
# what the sentences of rejections quote
QUOTED = ("vat", "country")


class CrmImportRun(models.Model):
    """A load's first step: the rows of the file, read and cleaned, stand in the database."""

    _inherit = "crm.import.run"

    def _stage(self, limit=None, until=None):
        """Read the file into rows, from where an earlier reading ended.

        :param limit: most rows that may be read
        :param until: read until this moment of the monotonic clock, with a commit after each page
        """
        source = self.source_id
        if until and not self._is_repeatable():
            self._forget_rows()
            until = math.inf
        with self._open_table() as table, explained(self.env):
            columns = source._bind_columns(table.headers)
            source._keep_columns(columns)
            self._note_reading(started_at=self.started_at or fields.Datetime.now())
            cleaner = Cleaner(columns, source.country_id.code or "", foreign_checker(self.env))
            places = {column.target: column.index for column in columns if column.target}
            if self._stage_rows(table.rows, cleaner, places, limit, until):
                self._note_reading(
                    state="read", headers=list(table.headers), layout=asdict(table.settings)
                )

    def _note_reading(self, **values):
        # sudo: the load's own record, which users only read
        self.sudo().write({"state": "reading", **values})

    def _get_async_method(self):
        """Return the name of the source's method that loads in the background."""
        return "load_file_async"

    def _is_repeatable(self):
        """Return whether reading again gives the same rows in the same order."""
        return True

    @contextmanager
    def _open_table(self):
        """Give a block the engine's table of what is loaded."""
        with self._open_file() as file:
            yield self.source_id._read_table(file)

    def _stage_rows(self, rows, cleaner, places, limit, until):
        """Insert the rows page by page; return whether the end was reached.

        :param places: target → index of its cell
        """
        writer, count = Writer(self.env), self.rows
        rows = islice(rows, count, None)
        while page := list(islice(rows, PAGE)):
            count += len(page)
            if limit and count > limit:
                raise UserError(
                    self.env._(
                        "There are over %(limit)s rows. Load them in the background: %(method)s.",
                        limit=limit,
                        method=self._get_async_method(),
                    )
                )
            lines = [
                self._line_values(number, cells, cleaner, places, writer) for number, cells in page
            ]
            with self.env.cr.savepoint():
                # COPY: a million rows go in, and nothing is computed from them
                copy(self.env, "crm_import_line", COLUMNS, lines)
            self._note_reading(rows=count)
            if until and not self._may_go_on(until):
                return False
        return True

    def _may_go_on(self, until):
        """Commit what was read; return whether this worker goes on reading."""
        self.env["ir.cron"]._commit_progress()
        return self._claim("reading") and time.monotonic() < until

    def _forget_rows(self):
        # SQL: all rows of one load go at once
        self.env.cr.execute(SQL("DELETE FROM crm_import_line WHERE run_id = %s", self.id))
        # sudo: the load's own record, which users only read
        self.sudo().rows = 0
        self.env["crm.import.line"].invalidate_model(flush=False)

    def _line_values(self, number, cells, cleaner, places, writer):
        row = cleaner.clean(number, cells)
        content, unknown = writer.canonical(row.values)
        warnings = [*row.warnings, *(f"unknown_{target}" for target in unknown)]
        return (
            self.id,
            number,
            json.dumps([cell.replace("\0", "") for cell in cells]),
            json.dumps(content),
            row.vat_key,
            row.registry_key,
            fold(content.get("name", "")),
            " ".join(warnings),
            row.reason,
            self._explain_cells(row.reason, cells, places) if row.reason else "",
            REJECTED if row.reason else "",
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
