from odoo.http import Controller, request, route

from ..gateway.http import read_document
from .answers import refused, taken

#: longer than any report or text message
LONGEST = 100_000


class SmsWebhook(Controller):
    """What gateways tell us: what became of a message, and what a customer wrote."""

    @route(
        "/crm_messaging/sms/<string:token>/report",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        csrf=False,
        save_session=False,
    )
    def report(self, token, **_values):
        """Take a delivery report.

        :return: 200; 401 for a wrong signature, 404 for a wrong word, 400 where nothing is found
        """
        return self._take(token, "_take_report")

    @route(
        "/crm_messaging/sms/<string:token>/incoming",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        csrf=False,
        save_session=False,
    )
    def incoming(self, token, **_values):
        """Take a text message that a customer wrote.

        :return: 200, also when it came before; 401, 404 and 400 as with reports
        """
        return self._take(token, "_take_incoming")

    def _take(self, token, method):
        # sudo: a gateway is no user; its word in the address, and its signature, let it in
        webhook = request.env["crm.sms.webhook"].sudo()
        provider = webhook._provider_of(token)
        if not provider:
            return refused(404)
        body = request.httprequest.get_data(cache=True)
        if len(body) > LONGEST:
            return refused(413)
        if not webhook._is_signed(provider, request.httprequest.headers, body):
            return refused(401)
        return taken() if getattr(webhook, method)(provider, _document(body)) else refused(400)


def _document(body):
    """Return what was sent: JSON or a form in the body, else the address's own values."""
    text = body.decode("utf-8", errors="replace")
    found = read_document(text) if text.strip() else {}
    return found or dict(request.httprequest.values)
