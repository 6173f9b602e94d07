from odoo import fields, models


class CrmComplaintCause(models.Model):
    """Why something went wrong, as a tree; each cause may say who usually bears it."""

    _name = "crm.complaint.cause"
    _inherit = "crm.complaint.tree"
    _description = "Root Cause"

    parent_id = fields.Many2one("crm.complaint.cause", index=True, ondelete="restrict")
    liable = fields.Selection(
        selection=lambda self: self.env["helpdesk.ticket"]._fields["liable"].selection,
        string="Usually borne by",
    )
