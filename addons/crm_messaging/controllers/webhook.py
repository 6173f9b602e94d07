from odoo.http import Controller, request, route

from ..gateway.http import read_document
from ..models.ir_http import LONGEST

#: what an address of a webhook is of → the model that has its word, and the method that takes it
TAKEN_BY = {
    "report": ("crm.sms.provider", "_take_report"),
    "incoming": ("crm.sms.provider", "_take_incoming"),
    "call": ("crm.phone.exchange", "_take_event"),
}


class NotTaken(Exception):
    """A call that says nothing to be noted."""


class Webhook(Controller):
    """What gateways and exchanges tell us; what they may say is with their models."""

    @route(
        [
            "/crm_messaging/sms/<string:token>/<any(report,incoming):what>",
            "/crm_messaging/<any(call):what>/<string:token>",
        ],
        type="http",
        auth="public",
        methods=["GET", "POST"],
        csrf=False,
        save_session=False,
    )
    def take(self, what, token, **_values):
        """Take a delivery report, what a customer wrote, or an event of a call.

        :return: 200, also when it came before without a signature; 401 for a wrong signature or
            one that came before, 404 for a wrong word, 400 where nothing is found, 413 if too long
        """
        model, method = TAKEN_BY[what]
        # sudo: a gateway is no user; its word in the address, and its signature, let it in
        owner = request.env[model].sudo()._of_token(token)
        if not owner:
            return _answer(404)
        if (request.httprequest.content_length or 0) > LONGEST:
            return _answer(413)
        body = request.httprequest.get_data(cache=True)
        try:
            # what is not taken is as if it had not come: the same call may come again
            with request.env.cr.savepoint():
                if not owner._is_signed(request.httprequest.headers, body):
                    return _answer(401)
                if not getattr(owner, method)(_document(body)):
                    raise NotTaken
        except NotTaken:
            return _answer(400)
        return _answer(200)


def _answer(status):
    """Say whether a call was taken: short, and the same for everybody."""
    word = "ok" if status == 200 else "refused"
    return request.make_json_response({"status": word}, status=status)


def _document(body):
    """Return what was sent: JSON or a form in the body, else the address's own values."""
    text = body.decode("utf-8", errors="replace")
    found = read_document(text) if text.strip() else {}
    return found or dict(request.httprequest.values)
