from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    import_change_ids = fields.One2many(
        "crm.import.change",
        "partner_id",
        string="Changes by Loads",
        groups="crm_masterdata_import.group_import_user",
    )
