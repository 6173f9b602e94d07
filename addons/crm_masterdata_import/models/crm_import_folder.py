import base64
import time

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import config

from ..database_messages import explained_folder
from ..watched_folder import DONE, FAILED, LARGEST, WatchedFolder
from .crm_import_run import OPEN

# in odoo.conf, where only the server's operator writes; {database} stands for the database's name
OPTION = "crm_import_folder"
# of a name, so much that it stays within 255 bytes with what is put before and behind
KEPT_NAME = 56


class CrmImportSource(models.Model):
    """A source whose files other programs put into a folder of the server."""

    _inherit = "crm.import.source"

    folder = fields.Char(
        string="Watched Folder",
        copy=False,
        help="Name of a folder below the one that the server's operator has named. Files that are "
        "put there are loaded and moved into its folder done or failed.",
    )

    _folder_name = models.Constraint(
        "CHECK (folder ~ '^[A-Za-z0-9][A-Za-z0-9_-]*$')",
        "The name of a watched folder has letters without accents, digits, and the signs _ -",
    )
    _unique_folder = models.Constraint(
        "UNIQUE (folder)", "Another source watches a folder of this name already."
    )

    def _get_collected_domain(self):
        watching = fields.Domain([("folder", "!=", False), ("kind", "!=", "sql")])
        return fields.Domain(super()._get_collected_domain()) | watching

    def _collect(self):
        super()._collect()
        if not self.folder or self.kind == "sql":
            return
        with (
            explained_folder(self.env, self.folder),
            WatchedFolder(self._get_base_folder(), self.folder) as folder,
        ):
            self._put_away(folder)
            if not self.interval or self.next_load_at <= fields.Datetime.now():
                self._pick_up(folder)

    def _get_base_folder(self):
        base = config.get(OPTION)
        if not base:
            raise UserError(
                self.env._(
                    "The server has no folder to watch. Its operator names one in odoo.conf: "
                    "%(option)s.",
                    option=OPTION,
                )
            )
        return base.replace("{database}", self.env.cr.dbname)

    def _pick_up(self, folder):
        """Queue the complete files; each stays where it is until its load has ended."""
        known = set(self._get_not_put_away().mapped("folder_file"))
        for found in folder.complete_files(time.time()):
            if found.identity not in known:
                self._pick_up_file(folder, found)

    def _pick_up_file(self, folder, found):
        name = found.name.encode("utf-8", "replace").decode()
        if found.size > LARGEST:
            text = self.env._("%(file)s is larger than any file of customers.", file=name)
            folder.put_away(found.identity, FAILED, f"{found.identity} {name[-KEPT_NAME:]}", text)
            self._note_failure(text)
            return
        content = folder.content_of(found)
        if content is not None:
            run = self._create_run(name, base64.b64encode(content).decode(), False)
            # sudo: the load's own record, which users only read
            run.sudo().write({"folder_file": found.identity, "is_scheduled": True})
            self.env["crm.import.run"]._wake_workers()

    def _put_away(self, folder):
        """Move the files whose loads have ended. Done again, where it was cut off, it is harmless.

        The load is marked in the transaction; a file that was moved before is not found again.
        """
        for run in self._get_not_put_away().filtered(lambda run: run.state not in OPEN):
            place = DONE if run.state in ("done", "undone") else FAILED
            name = f"{run.name.replace('/', '-')} {run.filename[-KEPT_NAME:]}"
            folder.put_away(run.folder_file, place, name, run._get_report())
            # sudo: the load's own record, which users only read
            run.sudo().is_put_away = True

    def _get_not_put_away(self):
        return self.env["crm.import.run"].search(
            [
                ("source_id", "=", self.id),
                ("folder_file", "!=", False),
                ("is_put_away", "=", False),
            ]
        )


class CrmImportRun(models.Model):
    _inherit = "crm.import.run"

    # which file it was, among those of the same name
    folder_file = fields.Char(readonly=True, copy=False)
    is_put_away = fields.Boolean(readonly=True, copy=False)

    _file_once = models.UniqueIndex(
        "(source_id, folder_file) WHERE folder_file IS NOT NULL AND is_put_away IS NOT TRUE",
        "This file is being loaded already.",
    )

    def _finish(self):
        result = super()._finish()
        self._call_for_putting_away()
        return result

    def _fail(self, error):
        result = super()._fail(error)
        self._call_for_putting_away()
        return result

    def _call_for_putting_away(self):
        if self.folder_file:
            self.env.ref("crm_masterdata_import.ir_cron_collect")._trigger()

    def _get_failure(self, error):
        failure = super()._get_failure(error)
        return f"{self.filename}: {failure}" if self.folder_file else failure

    def _get_report(self):
        """Return what the text beside the file says."""
        if self.state in ("failed", "cancelled"):
            return f"{self.filename}\n{self.error or self.env._('The load was cancelled.')}\n"
        return self.env._(
            "%(file)s, %(run)s\nRows: %(rows)s, created: %(created)s, updated: %(updated)s, "
            "unchanged: %(unchanged)s, merged: %(merged)s, rejected: %(rejected)s\n",
            file=self.filename,
            run=self.name,
            rows=self.rows,
            created=self.created,
            updated=self.updated,
            unchanged=self.unchanged,
            merged=self.merged,
            rejected=self.rejected,
        )
