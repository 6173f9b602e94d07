from odoo import fields, models


class ResUsers(models.Model):
    """Where a user's telephone rings."""

    _inherit = "res.users"

    phone_extension = fields.Char(help="As the telephone exchange names the user's telephone.")
