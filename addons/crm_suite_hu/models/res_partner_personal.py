from odoo import models

from odoo.addons.crm_messaging.personal_files import plain_rows

#: what else speaks of a person: model → fields that he is given
PARTS = {
    "sale.order": ("name", "date_order", "state", "client_order_ref", "note", "amount_total"),
    "account.move": ("name", "invoice_date", "move_type", "state", "amount_total"),
    "helpdesk.ticket": (
        "number", "name", "kind", "description", "partner_name", "partner_email", "partner_phone",
        "received_at", "claim", "decision", "decision_reason", "closed_date",
    ),
    "event.registration": ("event_id", "name", "email", "phone", "company_name", "state"),
    "survey.user_input": ("survey_id", "email", "nickname", "state", "create_date"),
}  # fmt: skip
BY_EMAIL = {
    "mailing.contact": ("name", "email", "company_name", "list_ids", "create_date"),
    "mailing.trace": ("email", "mass_mailing_id", "sent_datetime", "trace_status"),
}


class ResPartner(models.Model):
    """What offers, invoices, tickets, mailings, events and surveys know of a person."""

    _inherit = "res.partner"

    def _personal_data(self):
        mine = self._person()
        theirs = [("partner_id", "in", mine.ids)]
        found = {model: mine._personal_rows(model, theirs, names) for model, names in PARTS.items()}
        mails = {
            model: plain_rows(mine._of_email(model), names) for model, names in BY_EMAIL.items()
        }
        return super()._personal_data() | found | mails

    def _of_email(self, model):
        """Return the records of a model that name a person by his e-mail address alone."""
        emails = [one for one in self.mapped("email_normalized") if one]
        field = "email_normalized" if "email_normalized" in self.env[model]._fields else "email"
        return self.env[model].search([(field, "in", emails)])
