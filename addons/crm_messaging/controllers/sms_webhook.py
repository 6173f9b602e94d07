from odoo.http import Controller, request, route

from ..gateway.http import read_document
from ..models.ir_http import LONGEST
from .answers import refused, taken


class NotTaken(Exception):
    """A call that says nothing to be noted."""


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
        if (request.httprequest.content_length or 0) > LONGEST:
            return refused(413)
        body = request.httprequest.get_data(cache=True)
        try:
            # what is not taken is as if it had not come: the same call may come again
            with request.env.cr.savepoint():
                if not webhook._is_signed(provider, request.httprequest.headers, body):
                    return refused(401)
                if not getattr(webhook, method)(provider, _document(body)):
                    raise NotTaken
        except NotTaken:
            return refused(400)
        return taken()


def _document(body):
    """Return what was sent: JSON or a form in the body, else the address's own values."""
    text = body.decode("utf-8", errors="replace")
    found = read_document(text) if text.strip() else {}
    return found or dict(request.httprequest.values)
