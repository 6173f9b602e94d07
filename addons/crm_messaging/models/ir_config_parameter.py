from odoo import api, models
from odoo.tools import hmac


class IrConfigParameter(models.Model):
    """Words in our links, that only this database can make."""

    _inherit = "ir.config_parameter"

    @api.model
    def _crm_messaging_token(self, scope, *parts):
        return hmac(self.env(su=True), f"crm_messaging-{scope}", "/".join(map(str, parts)))[:40]
