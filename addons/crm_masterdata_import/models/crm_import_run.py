import mimetypes
import os
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO

from odoo import api, fields, models
from odoo.tools import SQL

from ..import_engine.codes import OUTCOMES

STATES = [
    ("queued", "Waiting"),
    ("reading", "Reading"),
    ("read", "Read"),
    ("loading", "Loading"),
    ("done", "Done"),
    ("cancelled", "Cancelled"),
    ("failed", "Failed"),
    ("undoing", "Being Undone"),
    ("undone", "Undone"),
]
OPEN = ("queued", "reading", "read", "loading", "undoing")
AT_ONCE = 20_000
# files of up to so many rows are loaded while the user waits
FEW = 2_000
KEPT_DAYS = 30


class CrmImportRun(models.Model):
    """A load of a file: who, when, what came of each row, and what it changed."""

    _name = "crm.import.run"
    _description = "Customer Load"
    _order = "id desc"

    name = fields.Char(string="Number", required=True, readonly=True, default="/", copy=False)
    source_id = fields.Many2one(
        "crm.import.source", required=True, index=True, ondelete="restrict", readonly=True
    )
    company_id = fields.Many2one(related="source_id.company_id", store=True, index=True)
    user_id = fields.Many2one(
        "res.users", string="Loaded By", default=lambda self: self.env.user, readonly=True
    )
    filename = fields.Char(string="File Name", readonly=True)
    file = fields.Binary(attachment=True, readonly=True, required=True)
    is_dry_run = fields.Boolean(string="Trial", readonly=True)
    state = fields.Selection(STATES, default="queued", required=True, readonly=True, index=True)
    error = fields.Text(readonly=True)
    remark = fields.Text(readonly=True)
    started_at = fields.Datetime(readonly=True)
    loading_at = fields.Datetime(readonly=True)
    finished_at = fields.Datetime(readonly=True)
    headers = fields.Json(readonly=True)
    layout = fields.Json(readonly=True)
    part_ids = fields.One2many("crm.import.part", "run_id", readonly=True)
    rows = fields.Integer(readonly=True)
    rows_done = fields.Integer(compute="_compute_progress")
    progress = fields.Float(compute="_compute_progress")
    seconds_left = fields.Integer(compute="_compute_progress")
    created = fields.Integer(readonly=True)
    updated = fields.Integer(readonly=True)
    unchanged = fields.Integer(readonly=True)
    merged = fields.Integer(readonly=True)
    rejected = fields.Integer(readonly=True)
    reasons = fields.Json(readonly=True)
    warnings = fields.Json(readonly=True)
    line_ids = fields.One2many(
        "crm.import.line",
        "run_id",
        string="Rejected and Warned Rows",
        domain=[("is_noted", "=", True)],
        readonly=True,
    )
    change_ids = fields.One2many("crm.import.change", "run_id", string="Changes", readonly=True)
    rejected_file = fields.Binary(attachment=True, readonly=True)
    rejected_filename = fields.Char(readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        for values in vals_list:
            values.setdefault("name", self.env["ir.sequence"].next_by_code("crm.import.run"))
        return super().create(vals_list)

    def action_load(self):
        """Load what a trial has tried out; open the load."""
        return self.browse(self.load_tried())._open()

    def load_tried(self):
        """Load what a trial has tried out: a few rows at once, many in the background.

        :return: id of the load
        :raise AccessError: the user may not load
        """
        self.ensure_one()
        return self._load_tried(in_background=self.rows > FEW)

    def _load_tried(self, in_background):
        """Start the load of a trial; return its id."""
        source = self.source_id
        content = self.with_context(bin_size=False).file.decode()
        if in_background:
            return source.load_file_async(self.filename, content)
        return source.load_file(self.filename, content)["run_id"]

    def _load_now(self, limit=None):
        """Load the file to its end in this transaction; see `_stage` for the limit."""
        self._lock_loads()
        self._stage(limit)
        self._load_rows()

    def _load_rows(self):
        """Load what was read, in this transaction."""
        self._divide()
        for part in self.part_ids:
            part._load()
        self._finish()

    def _open(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_masterdata_import.action_crm_import_run"
        )
        return {**action, "res_id": self.id, "view_mode": "form", "views": [(False, "form")]}

    def action_open_rows(self):
        """Open the rows of the file: whose each is, what became of it and why."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_masterdata_import.action_crm_import_line"
        )
        return {**action, "domain": [("run_id", "=", self.id)]}

    def action_open_changes(self):
        """Open what the load changed, customer by customer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_masterdata_import.action_crm_import_change"
        )
        return {**action, "domain": [("run_id", "=", self.id)]}

    def _keep_file(self, content):
        """Keep the file as it came.

        :param content: bytes
        """
        # of what it takes for text, Odoo would keep all words once more
        kind = mimetypes.guess_type(self.filename or "")[0] or "application/octet-stream"
        # sudo: the load's own record, which users only read
        self.env["ir.attachment"].sudo().create(
            {
                "name": "file",
                "res_model": self._name,
                "res_field": "file",
                "res_id": self.id,
                "raw": content,
                "mimetype": kind.replace("text/", "application/"),
            }
        )
        self.invalidate_recordset(["file"])

    @contextmanager
    def _open_file(self):
        """Give a block the file, as a binary file."""
        of_file = [("res_model", "=", self._name), ("res_field", "=", "file")]
        # sudo: who sees a load sees its file
        attachments = self.env["ir.attachment"].sudo()
        attachment = attachments.search([*of_file, ("res_id", "=", self.id)])
        path = attachment.store_fname and attachment._full_path(attachment.store_fname)
        # where it lies, so that a large one never is in memory
        is_there = path and os.path.isfile(path)
        with open(path, "rb") if is_there else BytesIO(attachment.raw or b"") as file:
            yield file

    def _get_result(self):
        """Return what `load_file` promises."""
        self.ensure_one()
        return {
            "run_id": self.id,
            "state": self.state,
            "rows": self.rows,
            **{outcome: self[outcome] for outcome in OUTCOMES},
            "reasons": self.reasons or {},
            "warnings": self.warnings or {},
        }

    @api.model
    def _lock_loads(self):
        """Let one load at a time write customers at once; another waits, then begins anew.

        Numbers are unique in the database whatever happens: this spares the second load the
        error, since it would look customers up in a state that is no longer true. Parts of loads
        in the background take turns in this way where they make tags, industries and the like.
        """
        # a transaction that waited here and finds the row changed is repeated by Odoo
        self.env.cr.execute(
            SQL(
                "UPDATE ir_sequence SET write_date = now() AT TIME ZONE 'UTC' WHERE id = %s",
                self.env.ref("crm_masterdata_import.sequence_crm_import_run").id,
            )
        )

    @api.autovacuum
    def _gc_rows(self):
        """Forget after a while what nobody looks for: good rows, customers left unchanged."""
        old = [("run_id.finished_at", "<", fields.Datetime.now() - timedelta(days=KEPT_DAYS))]
        self.env["crm.import.line"].search([*old, ("is_noted", "=", False)]).unlink()
        self.env["crm.import.change"].search([*old, ("outcome", "=", "unchanged")]).unlink()
