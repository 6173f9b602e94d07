"""Where the PDF printer fetches styles and pictures from."""

from odoo import models
from odoo.service import server
from odoo.tools import config


class IrActionsReport(models.Model):
    """Prints from the server's own port.

    The public address may be unreachable from the server itself (proxy, certificate, another
    port than at the last login); the PDF would then come out without any layout.
    """

    _inherit = "ir.actions.report"

    def _get_report_url(self, layout=None):
        # whoever prints may not read system parameters; this one is only an address
        chosen = self.env["ir.config_parameter"].sudo().get_param("report.url")
        if chosen or not config["http_enable"]:
            return super()._get_report_url(layout=layout)
        # A threaded server knows its port, whatever was asked for; workers have that of the
        # configuration.
        listening = getattr(server.server, "httpd", None)
        port = listening.server_port if listening else config["http_port"]
        interface = config["http_interface"]
        host = interface if interface not in ("", "0.0.0.0", "::", None) else "127.0.0.1"
        return f"http://{host}:{port}"
