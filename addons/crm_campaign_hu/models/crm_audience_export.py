from odoo import fields, models


class CrmAudienceExport(models.Model):
    """Who took the members of an audience out of the system, when, with what and why."""

    _name = "crm.audience.export"
    _description = "Export of an Audience"
    _order = "create_date desc, id desc"
    _rec_name = "audience_name"

    audience_id = fields.Many2one("crm.audience", ondelete="set null", index="btree_not_null")
    # kept when the audience is gone
    audience_name = fields.Char("Name of the audience", required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Exported by", required=True, readonly=True, index=True)
    file_format = fields.Char("Format", required=True, readonly=True)
    field_names = fields.Char("Fields", required=True, readonly=True)
    count = fields.Integer("Members", readonly=True)
    reason = fields.Char(readonly=True)
