from odoo import fields, models


class CrmImportMemory(models.Model):
    """What a source delivered of a partner at its last finished load: that is no news again."""

    _name = "crm.import.memory"
    _description = "Values Delivered Last"
    _log_access = False

    partner_id = fields.Many2one("res.partner", required=True, index=True, ondelete="cascade")
    source_id = fields.Many2one("crm.import.source", required=True, ondelete="cascade")
    delivered = fields.Json(required=True)

    _unique_memory = models.Constraint(
        "UNIQUE (source_id, partner_id)", "A source has one memory of a partner."
    )
