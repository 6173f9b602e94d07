from odoo.http import Controller, request, route

from odoo.addons.crm_messaging.controllers.permission import consteq, record


class CampaignClick(Controller):
    """The links in a campaign's e-mails: on to the page, by way of noting who clicked."""

    @route(
        "/crm_campaign/click/<string:code>/<int:target_id>/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        save_session=False,
    )
    def click(self, code, target_id, token, **_values):
        """Go to the page of a tracked link; a known person's click is noted.

        Where the word of the link is wrong, nobody's click is noted, and the page comes all the
        same.
        """
        # sudo: whoever has the link was sent it
        url = request.env["link.tracker"].sudo().get_url_from_code(code)
        if not url:
            return request.not_found()
        if not request.env["ir.http"].is_a_bot():
            self._note(code, record("crm.campaign.target", target_id), token)
        return request.redirect(url, code=302, local=False)

    def _note(self, code, target, token):
        if target and consteq(target._click_token(code), token):
            target._click()
            # sudo: as above
            request.env["link.tracker.click"].sudo().add_click(
                code,
                ip=request.httprequest.remote_addr,
                country_code=request.geoip.country_code,
            )
