from odoo import api, fields, models
from odoo.exceptions import UserError

from .crm_import_working import seconds_left

ENDED = ("done", "cancelled", "failed")
UNDOING = "undoing"


class CrmImportRun(models.Model):
    """A load taken back, as far as nobody has worked with its customers since.

    The last customers come first, part by part. A long undo goes on in the background like a
    load: each part is committed, another worker takes up what a dead one has left, and it can be
    stopped and begun again.
    """

    _inherit = "crm.import.run"

    has_changes = fields.Boolean(compute="_compute_has_changes")
    undo_user_id = fields.Many2one("res.users", string="Undone By", readonly=True)
    undo_at = fields.Datetime(string="Undo Begun At", readonly=True)
    # the state that it had, and which of its changes is the last that was taken back
    undo_from = fields.Char(readonly=True, export_string_translation=False)
    undo_down_to = fields.Integer(readonly=True, export_string_translation=False)
    undo_total = fields.Integer(readonly=True, export_string_translation=False)
    undo_done = fields.Integer(readonly=True, export_string_translation=False)

    def _compute_has_changes(self):
        for run in self:
            run.has_changes = bool(run._get_changes_left(limit=1))

    @api.depends("undo_done")
    def _compute_progress(self):
        super()._compute_progress()
        for run in self.filtered(lambda run: run.state == UNDOING):
            share = run.undo_done / run.undo_total if run.undo_total else 0
            run.progress = 100 * share
            run.seconds_left = seconds_left(share, run.undo_at, fields.Datetime.now())

    def action_undo(self):
        """Take the load back: what it created is removed, what it changed is as it was.

        Customers that somebody has changed since, or that a document uses, are left alone and
        listed among the changes with the reason. More of them than a part of a load has
        rows (2,000) are taken back in the background: it is ``undoing`` until it is ``undone``.

        :return: True
        :raise UserError: the load has not ended, was a trial, or was undone
        :raise AccessError: the user may not set up the source
        """
        self.source_id.check_access("write")
        for run in self:
            if run.state not in ENDED or run.is_dry_run:
                raise UserError(
                    self.env._(
                        "%(run)s cannot be undone: only a load that has ended can.", run=run.name
                    )
                )
            run._begin_undo()
            if run.undo_total > run._get_part_rows():
                run._wake_workers()
            else:
                run._lock_loads()
                while run.state == UNDOING:
                    run.with_company(run.company_id)._undo_part()
        return True

    def _begin_undo(self):
        left = self.env["crm.import.change"].search_count(self._changes_left_domain())
        # sudo: the load's own record, which users only read
        self.sudo().write(
            {
                "state": UNDOING,
                "undo_from": self.state,
                "undo_user_id": self.env.uid,
                "undo_at": fields.Datetime.now(),
                "undo_total": left,
                "undo_done": 0,
                "error": False,
            }
        )

    def _changes_left_domain(self):
        left = [("run_id", "=", self.id), ("partner_id", "!=", False)]
        return [*left, ("id", "<", self.undo_down_to)] if self.undo_down_to else left

    def _get_changes_left(self, limit):
        """Return changes that nobody has tried to take back, the last first."""
        changes = self.env["crm.import.change"]
        return changes.search(self._changes_left_domain(), order="id desc", limit=limit)

    def _undo_on(self):
        """Take the next part back, unless another worker does, or somebody has stopped it."""
        if not self._claim(UNDOING):
            return False
        self._undo_part()
        return True

    def _undo_part(self):
        """Take the next customers back; when there are no more, all is undone."""
        changes = self._get_changes_left(self._get_part_rows())
        if not changes:
            return self._end_undo()
        changes._take_back()
        # sudo: the load's own record, which users only read
        self.sudo().write(
            {"undo_down_to": changes[-1].id, "undo_done": self.undo_done + len(changes)}
        )
        return None

    def _end_undo(self):
        # sudo: the load's own record, which users only read
        self.sudo().state = "undone"

    def _as_its_user(self):
        if self.state != UNDOING:
            return super()._as_its_user()
        user = self.undo_user_id
        return self.with_user(user).with_company(self.company_id).with_context(lang=user.lang)

    def _load_on(self):
        return self._undo_on() if self.state == UNDOING else super()._load_on()

    def action_cancel(self):
        self.check_access("read")
        # sudo: users may not change loads, but stop them
        for run in self.sudo().filtered(lambda run: run.state == UNDOING):
            run.state = run.undo_from
        return super().action_cancel()

    def _fail(self, error):
        if self.state != UNDOING:
            return super()._fail(error)
        # sudo: the load's own record, which users only read
        self.sudo().write({"state": self.undo_from, "error": error})
        return None
