from odoo import fields, models


class ResPartner(models.Model):
    """In which audiences a customer is: for lists of members, and of those in one but not another."""

    _inherit = "res.partner"

    audience_member_ids = fields.One2many(
        "crm.audience.member",
        "partner_id",
        "In audiences",
        groups="crm_campaign_hu.group_campaign_user",
    )
