from odoo import fields, models


class ResPartner(models.Model):
    """In which audiences a customer is: for lists of who is in one but not in another."""

    _inherit = "res.partner"

    audience_member_ids = fields.One2many(
        "crm.audience.member",
        "partner_id",
        "In audiences",
        groups="crm_campaign_hu.group_campaign_user",
    )
