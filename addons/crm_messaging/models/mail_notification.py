from odoo import api, models

from .crm_message_email import OWN

CHANNEL = {"email": "email", "sms": "sms"}
STATE = {
    "ready": "queued",
    "process": "sent",
    "pending": "sent",
    "sent": "sent",
    "bounce": "failed",
    "exception": "failed",
    "canceled": "skipped",
}


class MailNotification(models.Model):
    """What Odoo itself sends to customers stands in the journal, with what became of it."""

    _inherit = "mail.notification"

    @api.model_create_multi
    def create(self, vals_list):
        """Note who is told of a message; customers told by e-mail or text come into the journal."""
        notifications = super().create(vals_list)
        if not self.env.context.get(OWN):
            notifications._journal_outgoing()
        return notifications

    def write(self, vals):
        """Note what became of it, in the journal as well."""
        result = super().write(vals)
        if "notification_status" in vals and not self.env.context.get(OWN):
            self._journal_status()
        return result

    def _journal_outgoing(self):
        # sudo: whoever posts a message need not see the journal
        told = self.sudo().filtered(
            lambda one: one.notification_type in CHANNEL and one.res_partner_id.partner_share
        )
        logs = told.env["crm.contact.log"].create([one._outgoing_values() for one in told])
        logs._close_what_they_answer()

    def _outgoing_values(self):
        message = self.mail_message_id
        channel = CHANNEL[self.notification_type]
        user = message.author_id.user_ids[:1]
        return {
            "company_id": (message.record_company_id or self.env.company).id,
            "partner_id": self.res_partner_id.id,
            "channel": channel,
            "direction": "out",
            "by_odoo": True,
            "state": STATE[self.notification_status or "ready"],
            "reason": self.failure_reason,
            "user_id": user.id,
            "date": message.date,
            "address": self.sms_number if channel == "sms" else self.res_partner_id.email,
            "subject": message.subject or message.record_name,
            "body": message.body,
            "message_id": message.id,
            "notification_id": self.id,
            "res_model": message.model,
            "res_id": message.res_id,
        }

    def _journal_status(self):
        # sudo: a status comes from servers and gateways
        logs = self.env["crm.contact.log"].sudo().search([("notification_id", "in", self.ids)])
        for log in logs:
            state = STATE.get(log.notification_id.notification_status)
            if state == "failed":
                log._fail(log.notification_id._journal_reason())
            elif state:
                log._move_on(state)

    def _journal_reason(self):
        return self.failure_reason or self.format_failure_reason()
