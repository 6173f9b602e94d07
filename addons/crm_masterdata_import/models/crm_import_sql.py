from contextlib import contextmanager

from odoo import fields, models
from odoo.exceptions import UserError

from ..import_engine import Settings, Table
from ..import_engine.watermark import WatermarkError, from_text, greater
from .crm_import_run import AT_ONCE


class CrmImportRun(models.Model):
    """A load whose rows come from the source's database, not from a file."""

    _inherit = "crm.import.run"

    file = fields.Binary(required=False)
    is_from_database = fields.Boolean(readonly=True)
    query = fields.Text(readonly=True)
    # kind and text of the marks between which was read
    read_from = fields.Json(readonly=True)
    read_to = fields.Json(readonly=True)

    @contextmanager
    def _open_table(self):
        if not self.is_from_database:
            with super()._open_table() as table:
                yield table
            return
        source, mark = self.source_id, self.source_id._get_mark()
        with source._open_rows(mark) as rows:
            yield Table(rows.headers, iter(rows), Settings("sql"))
        # sudo: the load's own record, which users only read
        self.sudo().write(
            {"query": source.query, "read_from": _pair(mark), "read_to": _pair(rows.reached)}
        )

    def _get_async_method(self):
        return "load_database_async" if self.is_from_database else super()._get_async_method()

    def _is_repeatable(self):
        # rows of a database have no order, and change
        return not self.is_from_database and super()._is_repeatable()

    def _finish(self):
        result = super()._finish()
        if self.is_from_database and not self.is_dry_run:
            source, began = self.source_id, self.read_from or False
            # where somebody has changed or reset the source meanwhile, it begins anew
            if self.query == source.query and began == _pair(source._get_mark()):
                source._keep_mark(self.read_to)
        return result

    def _load_tried(self, in_background):
        if not self.is_from_database:
            return super()._load_tried(in_background)
        source = self.source_id
        return source.load_database_async() if in_background else source.load_database()["run_id"]

    def _end_undo(self):
        result = super()._end_undo()
        if self.is_from_database:
            self.source_id._take_back_mark(self)
        return result


class CrmImportSource(models.Model):
    _inherit = "crm.import.source"

    def load_database(self, dry_run=False):
        """Load what is new in the source's database to its end.

        :return: as of :meth:`load_file`
        :raise UserError: the database cannot be read, or there are over 20,000 rows: those go to
            :meth:`load_database_async`
        :raise AccessError: the user may not load
        """
        run = self._create_database_run(dry_run)
        run._load_now(AT_ONCE)
        return run._get_result()

    def load_database_async(self, dry_run=False):
        """Queue a load of what is new in the source's database; it is read in the background.

        :return: id of the load (``crm.import.run``)
        :raise UserError: the source is no database, or lacks its address
        :raise AccessError: the user may not load
        """
        run = self._create_database_run(dry_run)
        run._wake_workers()
        return run.id

    def action_load_database(self):
        """Load what is new in the background; open the load."""
        return self.env["crm.import.run"].browse(self.load_database_async())._open()

    def action_try_database(self):
        """Say in the background what a load would do; open the trial."""
        return self.env["crm.import.run"].browse(self.load_database_async(dry_run=True))._open()

    def _create_database_run(self, dry_run):
        self.ensure_one()
        self.check_access("read")
        if self.kind != "sql":
            raise UserError(
                self.env._("The source %(name)s is no database; load a file.", name=self.name)
            )
        self._get_address()
        # sudo: who may read a source may load from it; a load is only made and changed here
        runs = self.env["crm.import.run"].sudo()
        run = runs.create(
            {
                "source_id": self.id,
                "filename": f"{self.code}.sql",
                "is_from_database": True,
                "is_dry_run": dry_run,
                "user_id": self.env.uid,
            }
        )
        return run.sudo(False)

    def _keep_mark(self, pair):
        kind, text = pair or (False, False)
        # sudo: loads keep it, and their users do not define sources
        self.sudo().write({"watermark_kind": kind, "watermark": text})

    def _take_back_mark(self, run):
        """Let rows that a load brought, and that were undone, be read again."""
        mark, before = self._get_mark(), from_text(*(run.read_from or (False, False)))
        try:
            is_read = mark and (before is None or greater(mark, before) != before)
        except WatermarkError:
            is_read = True
        if is_read:
            self._keep_mark(run.read_from)


def _pair(mark):
    return [mark.kind, mark.text] if mark else False
