from odoo import fields, models


class CrmLead(models.Model):
    """An opportunity knows the targets of campaigns that it came of."""

    _inherit = "crm.lead"

    campaign_target_ids = fields.One2many(
        "crm.campaign.target", "lead_id", "Targets", groups="base.group_user"
    )
