from odoo import fields, models


class CrmAudienceCriterion(models.Model):
    """One more figure to choose."""

    _inherit = "crm.audience.criterion"

    metric = fields.Selection(
        selection_add=[("ticket_count", "Number of tickets")],
        ondelete={"ticket_count": "cascade"},
    )
