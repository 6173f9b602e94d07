from odoo import api, fields, models


class CrmSegment(models.Model):
    """A value on an axis; a customer has one of each axis, or none."""

    _name = "crm.segment"
    _description = "Segment"
    _order = "axis_id, sequence, id"
    _rec_names_search = ["name", "axis_id.name"]

    name = fields.Char(required=True, translate=True)
    axis_id = fields.Many2one("crm.segment.axis", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one(related="axis_id.company_id", store=True, index=True)

    _unique_name = models.Constraint(
        "UNIQUE (axis_id, name)", "The axis has a segment of this name already."
    )

    @api.depends("name", "axis_id.name")
    def _compute_display_name(self):
        for segment in self:
            segment.display_name = f"{segment.axis_id.name}: {segment.name}"
