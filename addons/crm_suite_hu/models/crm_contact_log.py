from odoo import models
from odoo.tools.mail import parse_contact_from_email

#: channel of the journal → channel of tickets; the others are "other"
CHANNEL = {"email": "email", "phone": "phone", "sms": "phone"}


class CrmContactLog(models.Model):
    """What came in becomes a ticket in one step."""

    _inherit = "crm.contact.log"

    def action_make_ticket(self):
        """Make a ticket of this message, with its thread, its files and its order or invoice.

        A message that belongs to a ticket already opens that one.

        :return: a window's action, on the ticket
        :raise UserError: somebody else has the message
        """
        self.ensure_one()
        if self.res_model != "helpdesk.ticket" or not self.res_id:
            self.env["helpdesk.ticket"].check_access("create")
            self._take_to_answer()
            tickets = self.env["helpdesk.ticket"].with_company(self.company_id)
            ticket = tickets.create(self._ticket_values())
            self._move_to(ticket)
            outcome = self.env._("Ticket %(number)s", number=ticket.number)
            self.filtered(lambda log: log._is_open())._answered(outcome)
        return self.action_open_document()

    def _ticket_values(self):
        name = f"helpdesk_mgmt.helpdesk_ticket_channel_{CHANNEL.get(self.channel, 'other')}"
        channel = self.env.ref(name, raise_if_not_found=False)
        given = {
            "kind": "inquiry",
            "name": self.display_name,
            "description": self.body or self.text,
            "partner_id": self.partner_id.id,
            "phone": self.address if self.channel in ("sms", "phone") else False,
            "received_at": self.date,
        }
        order, invoice = self._document_of("sale.order"), self._document_of("account.move")
        vals = self.env["helpdesk.ticket"]._prepare_opened(given, order, invoice)
        written = (self.address or "") if self.channel == "email" else ""
        sender, email = parse_contact_from_email(written)
        return vals | {
            "partner_name": vals["partner_name"] or sender,
            "partner_email": email or vals["partner_email"],
            "company_id": self.company_id.id,
            "channel_id": channel and channel.id,
        }

    def _document_of(self, model):
        """Return the document that the message came in on, if it is such a one of its company."""
        # sudo: that the message stands on it is known; nothing else of it is shown
        documents = self.env[model].sudo()
        if self.res_model != model or not self.res_id:
            return documents
        found = documents.browse(self.res_id).exists()
        return found.filtered(lambda one: one.company_id == self.company_id)
