from odoo import api, fields, models


class CrmComplaintTree(models.AbstractModel):
    """What complaints are sorted by: names in a tree, shown with those above them."""

    _name = "crm.complaint.tree"
    _description = "Tree of Complaints"
    _parent_store = True
    _rec_name = "complete_name"
    _rec_names_search = ["name", "code"]
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(index=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    parent_path = fields.Char(index=True)
    complete_name = fields.Char(compute="_compute_complete_name", recursive=True)

    _unique_code = models.Constraint("UNIQUE(code)", "There is one with this code already.")

    @api.depends("name", "parent_id.complete_name")
    @api.depends_context("lang")
    def _compute_complete_name(self):
        for record in self:
            parent = record.parent_id.complete_name
            record.complete_name = f"{parent} / {record.name}" if parent else record.name
