from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal


class MessagingPortal(CustomerPortal):
    """A customer sees and changes on which channels he permits advertising."""

    @route("/my/permissions", type="http", auth="user", website=True, methods=["GET", "POST"])
    def permissions(self, **values):
        """Show what the user permits, and record what he ticks; only ever for himself."""
        partner = request.env.user.partner_id
        if request.httprequest.method == "POST":
            ticked = request.httprequest.form.getlist("channel")
            partner._permit_on_portal(ticked, request.httprequest.remote_addr)
            return request.redirect("/my/permissions?saved=1")
        page = self._prepare_portal_layout_values() | {
            "page_name": "permissions",
            "partner": partner,
            "rows": partner._portal_permissions(),
            "saved": bool(values.get("saved")),
        }
        return request.render("crm_messaging.portal_permissions", page)
