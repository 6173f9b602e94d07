from odoo import fields, models


class ResUsers(models.Model):
    """Where a user's telephone rings."""

    _inherit = "res.users"

    phone_extension = fields.Char(help="As the telephone exchange names the user's telephone.")

    @property
    def SELF_READABLE_FIELDS(self):
        """Users see their own extension."""
        return [*super().SELF_READABLE_FIELDS, "phone_extension"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        """Users enter their own extension."""
        return [*super().SELF_WRITEABLE_FIELDS, "phone_extension"]
