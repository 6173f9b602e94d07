import json

from odoo import api, fields, models

# what a load notes of a customer
NOTED = (
    "run_id", "partner_id", "partner_name", "outcome", "before", "after", "undo", "delivered",
    "written_at",
)  # fmt: skip


class CrmImportChange(models.Model):
    """What a load did to a customer: values before and after, field by field."""

    _name = "crm.import.change"
    _description = "Change by a Load"
    _order = "run_id desc, id"
    _rec_name = "partner_name"

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
        :return: the new ids
        """
        if not rows:
            return []
        # SQL: thousands of rows that nothing is computed from
        found = self.env.cr.execute_values(
            f"INSERT INTO crm_import_change ({', '.join(NOTED)}, create_uid, create_date,"  # noqa: S608
            " write_uid, write_date) VALUES %s RETURNING id",
            [[_to_column(row.get(name)) for name in NOTED] for row in rows],
            template=(
                f"({', '.join(['%s'] * len(NOTED))}, {self.env.uid:d}, now() AT TIME ZONE 'UTC',"
                f" {self.env.uid:d}, now() AT TIME ZONE 'UTC')"
            ),
            page_size=1000,
            fetch=True,
        )
        self.invalidate_model(flush=False)
        return [change_id for (change_id,) in found]

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
        return json.dumps(value, default=str)
    return None if value is False else value
