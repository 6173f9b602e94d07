from odoo import fields, models


class CrmComplaintDefect(models.Model):
    """What is wrong with goods or service, as a tree."""

    _name = "crm.complaint.defect"
    _inherit = "crm.complaint.tree"
    _description = "Defect"

    parent_id = fields.Many2one("crm.complaint.defect", index=True, ondelete="restrict")
