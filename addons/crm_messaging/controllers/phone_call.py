from odoo.http import Controller, request, route

from ..gateway.http import read_document
from ..models.ir_http import LONGEST
from .answers import refused, taken


class PhoneCall(Controller):
    """What a telephone exchange tells: who calls whom, answered, ended."""

    @route(
        "/crm_messaging/call/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
    )
    def call(self, token, **_values):
        """Take an event of a call: JSON ``{"from", "to", "call_id", "event"}``.

        ``event`` is ``ringing``, ``answered`` or ``ended``.

        :return: 200; 401 for a wrong signature, 404 for a wrong word, 400 for anything else
        """
        # sudo: an exchange is no user; its word in the address, and its signature, let it in
        exchange = request.env["crm.phone.exchange"].sudo()._of_token(token)
        if not exchange:
            return refused(404)
        if (request.httprequest.content_length or 0) > LONGEST:
            return refused(413)
        body = request.httprequest.get_data(cache=True)
        if not exchange._is_signed(request.httprequest.headers, body):
            return refused(401)
        event = read_document(body.decode("utf-8", errors="replace"))
        return taken() if exchange._take_event(event) else refused(400)
