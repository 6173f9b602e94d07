from odoo import api, models

from .crm_message_email import OWN

#: what a message is copied with; its Message-Id is what answers find their thread by
COPIED = (
    "body", "date", "email_from", "message_id", "message_type", "reply_to", "subject",
)  # fmt: skip
#: incoming kinds of Odoo's messages → channel of the journal
INCOMING = {"email": "email", "comment": "chat"}


class MailMessage(models.Model):
    """What customers write to a thread stands in the journal, and waits in the inbox."""

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        """Post messages; those of customers come into the journal as well."""
        messages = super().create(vals_list)
        if not self.env.context.get(OWN):
            messages._journal_incoming()
        return messages

    def unlink(self):
        """Delete messages; the journal keeps that there was contact.

        PostgreSQL clears message and notification of a contact one after the other, and where it
        was made in the same transaction misses the second while it clears the first.
        """
        # sudo: whoever may delete a message need not see the journal
        logs = self.env["crm.contact.log"].sudo().search([("message_id", "in", self.ids)])
        logs.write({"message_id": False, "notification_id": False})
        logs.flush_recordset()
        return super().unlink()

    def _journal_incoming(self):
        # sudo: whoever brings a message in need not see the journal
        incoming = self.sudo().filtered(lambda message: message._is_from_customer())
        logs = incoming.env["crm.contact.log"].create(
            [message._incoming_values() for message in incoming]
        )
        if logs:
            logs._arrive()

    def _is_from_customer(self):
        if self.message_type not in INCOMING or not (self.model and self.res_id):
            return False
        if self.message_type == "email":
            return not self.author_id or self.author_id.partner_share
        return self.author_id.partner_share and bool(self.author_id.user_ids)

    def _incoming_values(self):
        return {
            "company_id": (self.record_company_id or self.env.company).id,
            "partner_id": self.author_id.id,
            "channel": INCOMING[self.message_type],
            "direction": "in",
            "state": "delivered",
            "user_id": False,
            "date": self.date,
            "address": self.email_from,
            "subject": self.subject or self.record_name,
            "body": self.body,
            "message_id": self.id,
            "res_model": self.model,
            "res_id": self.res_id,
        }

    def _copied_values(self, files):
        """Return the values of a copy on another thread.

        :param files: attachment → its copy there
        """
        return {name: self[name] for name in COPIED} | {
            "author_id": self.author_id.id,
            "subtype_id": self.subtype_id.id,
            "attachment_ids": [(6, 0, [files[one].id for one in self.attachment_ids])],
        }
