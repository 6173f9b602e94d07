from odoo import http
from odoo.fields import Command
from odoo.http import request

from odoo.addons.helpdesk_mgmt.controllers.main import HelpdeskTicketController

from . import complaint_form, forms, uploads


class TicketSubmitController(HelpdeskTicketController):
    """New tickets of portal users: their kind, and files under the rules of the public form."""

    @http.route(max_content_length=uploads.largest_request)
    def submit_ticket(self, **kw):
        """Take the ticket, or say what is wrong with it and keep what was typed."""
        files, fault = uploads.read("attachment")
        refused, status = forms.refusal("ticket", kw) or (fault, 400)
        if refused:
            page = self._get_create_new_ticket_values(**kw) | {"typed": kw, "refused": refused}
            return request.render("helpdesk_mgmt.portal_create_ticket", page, status=status)
        kw.pop("attachment", None)
        return super().submit_ticket(**kw | {"checked_files": files})

    def _get_create_new_ticket_values(self, **kw):
        values = super()._get_create_new_ticket_values(**kw)
        extra = {"kinds": complaint_form.kinds(), "accept": uploads.ACCEPT, "typed": {}}
        return values | extra | {"files_hint": uploads.hint()}

    def _prepare_submit_ticket_vals(self, **kw):
        vals = super()._prepare_submit_ticket_vals(**kw)
        choices = complaint_form.read_choices(kw)
        return (
            vals
            | self._team_of_forms(vals)
            | {
                "kind": choices["kind"] or "inquiry",
                "is_consumer": choices["consumer"] == "yes",
                "web_reference": forms.read(kw, ["reference"])["reference"],
                "attachment_ids": [Command.create(file) for file in kw.get("checked_files") or ()],
            }
        )

    def _team_of_forms(self, vals):
        """Return the team that receives what nobody chose a team for."""
        # which team that is, is no secret to whom its form is open
        company = request.env["res.company"].sudo().browse(vals["company_id"])
        team = company.complaint_web_team_id
        if vals.get("team_id") or not team:
            return {}
        return {"team_id": team.id, "stage_id": team._get_applicable_stages()[:1].id}
