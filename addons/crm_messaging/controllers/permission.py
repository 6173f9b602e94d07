import base64

from odoo.http import Controller, request, route
from odoo.tools import consteq as same_ascii

#: a picture of one transparent point
POINT = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
#: a page that a link opens and a button on it posts to; the word in the address lets in
PAGE = {
    "type": "http",
    "auth": "public",
    "methods": ["GET", "POST"],
    "csrf": False,
    "website": True,
    "sitemap": False,
}


def consteq(known, said):
    """Return whether a word in an address is the known one, whatever letters it has."""
    return said.isascii() and same_ascii(known, said)


def record(model, number):
    """Return the record that an address names, if there is one."""
    # sudo: whoever has the link was sent it
    records = request.env[model].sudo()
    return records.browse(number).exists() if number < 2**31 else records


class MessagingPermission(Controller):
    """The links in messages: no more of these, yes to what was asked, and the picture's point."""

    @route(
        "/crm_messaging/stop/<int:partner_id>/<string:channel>/<string:token>",
        **PAGE,
    )
    def stop(self, partner_id, channel, token, **_values):
        """Withdraw the permission of advertising on a channel; a GET only asks.

        Programs that look at links in e-mails must not withdraw for people: a button posts.
        """
        partner = record("res.partner", partner_id)
        if not partner or not consteq(partner._stop_token(channel), token):
            return request.not_found()
        done = request.httprequest.method == "POST"
        if done:
            partner._withdraw(channel, request.env._("Link in a message"))
        values = {"partner": partner, "done": done, "company": partner._advertiser()}
        return request.render("crm_messaging.stop_page", values)

    @route(
        "/crm_messaging/confirm/<int:permission_id>/<string:token>",
        **PAGE,
    )
    def confirm(self, permission_id, token, **_values):
        """Give what was asked for by e-mail (double opt-in); a GET only asks."""
        permission = record("crm.contact.permission", permission_id)
        if not permission or not consteq(permission._confirm_token(), token):
            return request.not_found()
        done = request.httprequest.method == "POST"
        if done:
            permission._confirm(request.httprequest.remote_addr)
        values = {"permission": permission, "done": done,
                  "company": permission.partner_id._advertiser()}  # fmt: skip
        return request.render("crm_messaging.confirm_page", values)

    @route(
        "/crm_messaging/open/<int:log_id>/<string:token>.gif",
        type="http",
        auth="public",
        methods=["GET"],
        save_session=False,
    )
    def opened(self, log_id, token, **_values):
        """Note that somebody looks at an e-mail; the picture comes whatever the link says."""
        log = record("crm.contact.log", log_id)
        if log and consteq(log._open_token(), token):
            log._move_on("opened")
        headers = [("Content-Type", "image/gif"), ("Cache-Control", "no-store")]
        return request.make_response(POINT, headers=headers)
