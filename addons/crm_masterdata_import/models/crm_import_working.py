import logging
import time

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, retrying

from .crm_import_run import OPEN

_logger = logging.getLogger(__name__)

# a worker reads for so long at most, before Odoo could take it for a stuck one
READING_SECONDS = 45


class CrmImportRun(models.Model):
    """Loads in the background, shared by as many workers as are free.

    A worker claims the reading of a file, or a part of its rows, by a lock that its death lets
    go, and commits each. The oldest load is written first: two of them never wait for each other.
    """

    _inherit = "crm.import.run"

    def action_cancel(self):
        """Stop loads. What they have written by then stays, and can be undone.

        :return: True
        :raise AccessError: the user may not load, or not see these loads
        """
        self.check_access("read")
        # sudo: users may not change loads, but stop them
        waiting = self.sudo().filtered(lambda run: run.state in OPEN)
        waiting.write({"state": "cancelled", "finished_at": fields.Datetime.now()})
        for run in waiting:
            run._count()
        return True

    @api.depends("state", "rows", "loading_at", "part_ids.is_done")
    def _compute_progress(self):
        groups = self.env["crm.import.part"]._read_group(
            [("run_id", "in", self.ids), ("is_done", "=", True)],
            ["run_id"],
            ["rows:sum", "done_at:max"],
        )
        done = {run.id: (rows, last) for run, rows, last in groups}
        for run in self:
            over = run.state not in OPEN
            rows_done, last = done.get(run.id, (0, None))
            run.rows_done = run.rows if run.state == "done" else rows_done
            share = run.rows_done / run.rows if run.rows and run.loading_at else 0
            run.progress = 100 if run.state == "done" else 100 * share
            run.seconds_left = 0 if over else seconds_left(share, run.loading_at, last)

    def get_progress(self):
        """Return how far the load is.

        :return: dict with ``state``; ``rows``: read so far; ``rows_done``; ``progress``: percent;
            ``seconds_left``, False where unknown; ``error``: why it failed, or False
        """
        self.ensure_one()
        return {
            "state": self.state,
            "rows": self.rows,
            "rows_done": self.rows_done,
            "progress": self.progress,
            "seconds_left": self.seconds_left or False,
            "error": self.error or False,
        }

    @api.model
    def _wake_workers(self):
        """Let all workers look for work."""
        for worker in ("", "_2", "_3", "_4"):
            self.env.ref(f"crm_masterdata_import.ir_cron_load{worker}")._trigger()

    @api.model
    def _cron_load(self):
        """Do what is to be done for loads, step by step, as long as there is time."""
        commit = self.env["ir.cron"]._commit_progress
        while self._take_step():
            if not commit(1, remaining=1):
                return
        commit(remaining=0)

    @api.model
    def _take_step(self):
        """Read a file on, load a part or finish a load; return whether there was such work."""
        # sudo: loads of all companies wait in one line
        waiting = self.sudo().search([("state", "in", OPEN)], order="id")
        for run in waiting:
            run = run._as_its_user()
            if run.state in ("queued", "reading") and run._guarded(run._read_on):
                return True
            if run == waiting[0] and run._guarded(run._load_on_in_savepoint):
                run._count_if_stopped()
                return True
        return False

    def _as_its_user(self):
        """Return the load as the one who asked for it sees it, in his language."""
        return (
            self.with_user(self.user_id)
            .with_company(self.company_id)
            .with_context(lang=self.user_id.lang)
        )

    def _guarded(self, step):
        """Take a step; a load that cannot go on says why and fails, and the next ones go on."""
        try:
            return retrying(step, self.env)
        except UserError as error:
            self._fail(str(error))
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            # others were quicker five times: Odoo runs the job again
            raise
        except Exception:
            _logger.exception("%s failed", self.name)
            self._fail(
                self.env._(
                    "An error of the program stopped the load; the log of the server has it."
                )
            )
        return True

    def _claim(self, *states):
        """Return whether the load is in one of the states and no other worker has it."""
        # sudo: the load's own record, which users only read
        locked = self.sudo().try_lock_for_update(allow_referencing=True)
        self.invalidate_recordset(["state"])
        return bool(locked) and self.state in states

    def _read_on(self):
        """Read the file for a while, from where an earlier worker ended."""
        if not self._claim("queued", "reading"):
            return False
        self._stage(until=time.monotonic() + READING_SECONDS)
        return True

    def _load_on_in_savepoint(self):
        # so that a load which fails can say so
        with self.env.cr.savepoint():
            return self._load_on()

    def _load_on(self):
        """Divide the rows, load a part of them, or end the load when all parts are done."""
        if self.state == "read":
            return self._begin()
        parts = self.env["crm.import.part"]
        todo = parts.search([("run_id", "=", self.id), ("is_done", "=", False)])
        if not todo:
            return self._end()
        # sudo: the load's own records, which users only read
        part = todo.sudo().try_lock_for_update(limit=1).sudo(False)
        if part:
            part._load()
        return bool(part)

    def _count_if_stopped(self):
        """Count what was written while somebody stopped the load."""
        self.invalidate_recordset(["state"])
        if self.state == "cancelled":
            self._count()

    def _begin(self):
        if not self._claim("read"):
            return False
        self._divide()
        return True

    def _end(self):
        if not self._claim("loading"):
            return False
        self._finish()
        return True

    def _fail(self, error):
        """End the load with a message; rows that came to nothing are forgotten."""
        if not self.part_ids:
            self._forget_rows()
        # sudo: the load's own record, which users only read
        self.sudo().write({"state": "failed", "error": error, "finished_at": fields.Datetime.now()})
        self._count()


def seconds_left(share, began, last):
    """Return how long the rest will take, as the work so far went; 0 where unknown.

    :param share: of the work, that was done from one moment to the other
    """
    if not share or not last:
        return 0
    whole = (last - began).total_seconds() / share
    return max(1, round(whole * (1 - share) - (fields.Datetime.now() - last).total_seconds()))
