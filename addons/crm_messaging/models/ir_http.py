from odoo import models
from odoo.http import request

#: longer than any report or message that a gateway sends
LONGEST = 100_000


class IrHttp(models.AbstractModel):
    """Webhooks are signed over what was sent, byte by byte."""

    _inherit = "ir.http"

    @classmethod
    def _match(cls, path_info):
        """Keep what a webhook sent before Odoo reads it as a form, which leaves nothing of it."""
        length = request.httprequest.content_length or 0
        if path_info.startswith("/crm_messaging/") and length <= LONGEST:
            request.httprequest.get_data(cache=True)
        return super()._match(path_info)
