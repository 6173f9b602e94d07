from odoo import http
from odoo.fields import Command
from odoo.http import request
from odoo.tools import plaintext2html

from . import forms, uploads

FORM = "complaint"
FIELDS = ("name", "email", "phone", "reference", "description")
PAGE = "/panasz"


class ComplaintFormController(http.Controller):
    """Questions and complaints from anybody, with photos, without login."""

    @http.route(
        PAGE,
        type="http",
        auth="public",
        website=True,
        max_content_length=uploads.largest_request,
    )
    def complaint_form(self, **typed):
        """Show and take the form."""
        values = forms.read(typed, FIELDS) | read_choices(typed)
        if request.httprequest.method != "POST":
            return self._page(values)
        refused, status = forms.refusal(FORM, typed) or (None, 400)
        if refused:
            return self._page(values, {"form": refused}, status)
        errors = forms.faults(values, ("name", "email", "description")) | choice_faults(values)
        files, fault = uploads.read("attachment")
        if fault:
            errors["attachment"] = fault
        content = [values, [(file["name"], len(file["raw"])) for file in files]]
        key = forms.key_of(FORM, typed.get("token"), content)
        if not key and not errors:
            errors["form"] = forms.outdated()
        if errors:
            return self._page(values, errors, status)
        return self._receive(values, files, key)

    @http.route(f"{PAGE}/<token>", type="http", auth="public", website=True, methods=["GET"])
    def complaint_received(self, token, **_typed):
        """Show the ticket's number, and when it was received."""
        ticket = forms.result(FORM, token)
        if not ticket:
            return request.redirect(PAGE)
        return request.render("crm_complaints.complaint_received", {"ticket": ticket})

    def _page(self, values, errors=None, status=200):
        page = {
            "typed": values,
            "errors": errors or {},
            "token": forms.kept_token(FORM, request.params.get("token")),
            "kinds": kinds(),
            "files_hint": uploads.hint(),
            "accept": uploads.ACCEPT,
        }
        return request.render("crm_complaints.complaint_form", page, status=status)

    def _receive(self, values, files, key):
        tickets = request.env["helpdesk.ticket"]
        order = tickets._order_known_to(values["reference"], values["email"])
        vals = {
            "kind": values["kind"],
            "is_consumer": values["consumer"] == "yes",
            "name": f"{dict(kinds())[values['kind']]}: {values['name']}",
            "description": plaintext2html(values["description"]),
            "partner_name": values["name"],
            "partner_email": values["email"],
            "partner_phone": values["phone"],
            "web_reference": values["reference"],
            "web_key": key,
            "attachment_ids": [Command.create(file) for file in files],
        }
        ticket = tickets._receive(vals, order, "crm_complaints.mail_complaint_received")
        return request.redirect(f"{PAGE}/{forms.result_token(FORM, ticket)}")


def kinds():
    """Return the kinds of tickets in the visitor's language."""
    return request.env["helpdesk.ticket"]._fields["kind"]._description_selection(request.env)


def read_choices(typed):
    """Return which kind it is and whether a consumer writes; empty where nothing was chosen."""
    kind, consumer = typed.get("kind"), typed.get("consumer")
    return {
        "kind": kind if kind in dict(kinds()) else "",
        "consumer": consumer if consumer in ("yes", "no") else "",
    }


def choice_faults(values):
    """Return what was not chosen."""
    text = request.env._("Please choose.")
    return {name: text for name in ("kind", "consumer") if not values[name]}
