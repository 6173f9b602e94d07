from odoo import models

from .crm_message_email import OWN

#: a thread is followed back so far
LONGEST_THREAD = 20


class CrmContactLog(models.Model):
    """What came in becomes a document: an opportunity here, a ticket where there are some."""

    _inherit = "crm.contact.log"

    def _move_to(self, document):
        """Make a message that came in belong to a new document, with its thread and its files.

        The customer's next answers come to that document as well: of several messages with one
        Message-Id, Odoo lays an answer beside the newest.
        """
        self.ensure_one()
        # sudo: who may answer the message takes along what was said, on whatever thread it stands
        whole = self.sudo().with_context(**{OWN: True})
        messages = whole._thread_so_far()
        place = {"model": document._name, "res_id": document.id}
        files = whole.attachment_ids | messages.attachment_ids
        copied = files.copy({"res_model": document._name, "res_id": document.id})
        copies = dict(zip(files, copied, strict=True))
        messages.create(
            [
                message._copied_values(copies) | place | {"record_name": document.display_name}
                for message in messages
            ]
        )
        self.write({"res_model": document._name, "res_id": document.id})

    def _thread_so_far(self):
        """Return the message behind this one and what it answers, oldest first."""
        found = message = self.message_id
        while message.parent_id and message.parent_id not in found and len(found) < LONGEST_THREAD:
            message = message.parent_id
            if not (message.is_internal or message.subtype_id.internal):
                found |= message
        return found.sorted("id")

    def action_make_lead(self):
        """Make an opportunity of this message, with its thread and its files.

        :return: a window's action, on the opportunity
        """
        self.ensure_one()
        self._take_to_answer()
        lead = self.env["crm.lead"].create(
            {
                "name": self.display_name,
                "partner_id": self.partner_id.id,
                "phone": self.address if self.channel in ("sms", "phone") else False,
                "email_from": self.address if self.channel == "email" else False,
                "description": self.body or self.text,
                "user_id": self.env.uid,
            }
        )
        self._move_to(lead)
        self.action_done()
        return self.action_open_document()
