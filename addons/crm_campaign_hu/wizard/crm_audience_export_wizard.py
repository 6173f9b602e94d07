import base64

from odoo import fields, models
from odoo.exceptions import UserError


class CrmAudienceExportWizard(models.TransientModel):
    """Asks what to export and why."""

    _name = "crm.audience.export.wizard"
    _description = "Export Members of an Audience"

    audience_id = fields.Many2one("crm.audience", required=True, ondelete="cascade")
    member_count = fields.Integer(related="audience_id.member_count")
    file_format = fields.Selection(
        [("xlsx", "Excel (XLSX)"), ("csv", "Text (CSV)")], "Format", required=True, default="xlsx"
    )
    column_ids = fields.Many2many(
        "crm.audience.column",
        string="Columns",
        required=True,
        default=lambda self: self.env["crm.audience.column"].search([], limit=8),
    )
    reason = fields.Char("What for", required=True)

    def action_export(self):
        """Export the members.

        :return: an action that downloads the file
        :raise UserError: no columns are chosen; see `crm.audience.export_members`
        """
        self.ensure_one()
        columns = self.column_ids.sorted(lambda one: (one.sequence, one.id))
        if not columns:
            raise UserError(self.env._("Choose at least one column."))
        result = self.audience_id.export_members(
            self.file_format, columns.mapped("path"), self.reason
        )
        file = self.env["ir.attachment"].create(
            {
                "name": result["filename"],
                "raw": base64.b64decode(result["content_base64"]),
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        url = f"/web/content/{file.id}?download=true"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}
