from odoo import api, fields, models

from ..messages import warning_message

OUTCOMES = [
    ("created", "Created"),
    ("updated", "Updated"),
    ("unchanged", "Unchanged"),
    ("merged", "Merged"),
    ("rejected", "Rejected"),
]
REASONS = [
    ("unreadable_row", "Unreadable row"),
    ("missing_name", "No name"),
    ("invalid_vat", "Wrong tax number"),
    ("unknown_country", "Unknown country"),
    ("ambiguous_match", "Several customers"),
    ("code_conflict", "Another code"),
    ("no_key", "Nothing to find it by"),
    ("archived_match", "Archived customer"),
    ("constraint", "Refused by the database"),
]


class CrmImportLine(models.Model):
    """A row of a file: what it says, whose it is, what became of it."""

    _name = "crm.import.line"
    _description = "Loaded Row"
    _order = "run_id desc, row_number"
    _rec_name = "row_number"
    _log_access = False

    run_id = fields.Many2one("crm.import.run", required=True, index=True, ondelete="cascade")
    row_number = fields.Integer(string="Row", required=True, readonly=True)
    name = fields.Char(compute="_compute_name")
    cells = fields.Json(readonly=True)
    content = fields.Json(readonly=True)
    tax_number_key = fields.Char(readonly=True)
    registry_key = fields.Char(readonly=True)
    name_key = fields.Char(readonly=True)
    warnings = fields.Char(readonly=True)
    reason = fields.Selection(REASONS, readonly=True)
    outcome = fields.Selection(OUTCOMES, readonly=True)
    message = fields.Text(readonly=True)
    warning_message = fields.Text(compute="_compute_warning_message", string="Warnings in Words")
    partner_id = fields.Many2one("res.partner", readonly=True, ondelete="set null", index=True)
    # the first row of the part it is loaded with, where that is not the one around it
    part_row = fields.Integer(readonly=True)
    is_noted = fields.Boolean(readonly=True)

    _run_rows = models.UniqueIndex("(run_id, row_number)")
    _noted = models.Index("(run_id) WHERE is_noted")
    _moved = models.Index("(run_id, part_row) WHERE part_row IS NOT NULL")

    @api.depends("content")
    def _compute_name(self):
        for line in self:
            line.name = (line.content or {}).get("name", "")

    @api.depends("warnings")
    @api.depends_context("lang")
    def _compute_warning_message(self):
        for line in self:
            line.warning_message = warning_message(self.env, (line.warnings or "").split())
