import json

from odoo import api, fields, models

from ..bulk.rows import copy

# what a load notes of a customer
NOTED = (
    "run_id", "partner_id", "partner_name", "outcome", "before", "after", "undo", "delivered",
    "delivered_before", "written_at",
)  # fmt: skip
AS_JSON = json.JSONEncoder(default=str).encode


class CrmImportChange(models.Model):
    """What a load did to a customer: values before and after, field by field."""

    _name = "crm.import.change"
    _description = "Change by a Load"
    _order = "run_id desc, id"
    _rec_name = "partner_name"
    # the load says who and when
    _log_access = False

    run_id = fields.Many2one("crm.import.run", required=True, index=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", index=True, ondelete="set null", readonly=True)
    partner_name = fields.Char(readonly=True)
    outcome = fields.Selection(
        [("created", "Created"), ("updated", "Updated"), ("unchanged", "Unchanged")],
        readonly=True,
    )
    before = fields.Json(readonly=True)
    after = fields.Json(readonly=True)
    undo = fields.Json(readonly=True)
    delivered = fields.Json(readonly=True)
    delivered_before = fields.Json(readonly=True)
    written_at = fields.Datetime(readonly=True)
    undo_refusal = fields.Char(string="Not Undone Because", readonly=True)
    summary = fields.Text(compute="_compute_summary")

    @api.model
    def _insert(self, rows):
        """Insert what a load notes.

        :param rows: list of dicts, see `NOTED`; what is missing is empty
        """
        values = [[_to_column(row.get(name)) for name in NOTED] for row in rows]
        # COPY: thousands of rows that nothing is computed from
        copy(self.env, self._table, NOTED, values)
        self.invalidate_model(flush=False)

    def _compute_summary(self):
        targets = dict(self.env["crm.import.column"]._get_targets())
        for change in self:
            before, after = change.before or {}, change.after or {}
            change.summary = "\n".join(
                f"{targets.get(target, target)}: {before.get(target) or '–'} → {text}"
                for target, text in after.items()
            )


def _to_column(value):
    if isinstance(value, dict | list):
        return AS_JSON(value)
    return None if value is False else value
