from odoo import fields, models

READERS = "mass_mailing.group_mass_mailing_user,crm_suite_hu.group_management"


class UtmCampaign(models.Model):
    """Management reads mailings, and these are part of their A/B test."""

    _inherit = "utm.campaign"

    mailing_mail_ids = fields.One2many(groups=READERS)
    mailing_sms_ids = fields.One2many(groups=READERS)
