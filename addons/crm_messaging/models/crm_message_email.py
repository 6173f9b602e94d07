import contextlib

from markupsafe import Markup

from odoo import api, models
from odoo.tools import html2plaintext
from odoo.tools.mail import generate_tracking_message_id

from ..adapters import link_token
from ..gateway import Outcome, Verdict, deliver_mail

#: the lock's number of the mail server
MAIL = 2
#: set where a message of ours is laid on its thread: it is in the journal already
OWN = "crm_messaging_own"


class MailCarrier:
    """E-mail by Odoo's mail servers; one session for many messages of one sender."""

    number = MAIL
    domain = [("channel", "=", "email")]

    def __init__(self, env):
        self.env = env
        self._sessions = {}

    def prepare(self, logs):
        """Lay the messages on their threads, so that replies and bounces find them."""
        logs._lay_on_threads()

    @contextlib.contextmanager
    def open(self):
        """Give a function that hands one e-mail over."""
        try:
            yield self._deliver
        finally:
            for session in self._sessions.values():
                with contextlib.suppress(Exception):
                    session.quit()
            self._sessions.clear()

    def _deliver(self, log):
        sender = log._email_from()
        try:
            session = self._session(sender)
        except Exception as error:  # noqa: BLE001 - no server, wrong password: said, tried again
            return Outcome(Verdict.LATER, detail=str(error), is_down=True)
        message = log._as_email()
        server = self.env["ir.mail_server"]
        outcome = deliver_mail(lambda: server.send_email(message, smtp_session=session))
        if outcome.verdict is not Verdict.SENT:
            self._forget(sender)
        return outcome

    def _session(self, sender):
        """Return an open session; one that the server has closed meanwhile is opened anew."""
        session = self._sessions.get(sender)
        if session is not None and session.noop()[0] != 250:
            self._forget(sender)
            session = None
        if session is None:
            session = self.env["ir.mail_server"]._connect__(smtp_from=sender)
            if session is not None:
                self._sessions[sender] = session
        return session

    def _forget(self, sender):
        session = self._sessions.pop(sender, None)
        if session is not None:
            session.close()


class CrmMessage(models.AbstractModel):
    """E-mail, by Odoo's servers."""

    _inherit = "crm.message"

    @api.model
    def _mail_carriers(self):
        return [MailCarrier(self.env)]


class CrmContactLog(models.Model):
    """An e-mail of the journal as a message of Odoo's threads."""

    _inherit = "crm.contact.log"

    def _email_from(self):
        self.ensure_one()
        user = self.user_id
        return user.email_formatted if user.email else self.company_id.email_formatted

    def _thread_of(self):
        """Return the record on whose thread the message stands: the document, else the person."""
        self.ensure_one()
        if self.res_id and self.res_model in self.env:
            document = self.env[self.res_model].browse(self.res_id)
            if isinstance(document, self.pool["mail.thread"]):
                # what was deleted since the message was queued has no thread any more
                return document.exists() or self.partner_id
        return self.partner_id

    def _lay_on_threads(self):
        """Make Odoo's messages and their notifications, for all e-mails at once."""
        new = self.filtered(lambda log: not log.message_id)
        if not new:
            return
        answers_to = new._reply_addresses()
        messages = (
            self.env["mail.message"]
            .with_context(**{OWN: True})
            .create([log._message_values(answers_to[log.id]) for log in new])
        )
        notifications = messages.env["mail.notification"].create(
            [
                {
                    "mail_message_id": message.id,
                    "res_partner_id": log.partner_id.id,
                    "notification_type": "email",
                    "notification_status": "ready",
                    "author_id": message.author_id.id,
                }
                for log, message in zip(new, messages, strict=True)
            ]
        )
        for log, message, notification in zip(new, messages, notifications, strict=True):
            log.write({"message_id": message.id, "notification_id": notification.id})

    def _reply_addresses(self):
        """Return where answers go: contact's id → address of the document's thread."""
        found = {}
        for model, logs in self.grouped(lambda log: log._thread_of()._name).items():
            threads = self.env[model].browse([log._thread_of().id for log in logs])
            addresses = threads._notify_get_reply_to()
            found |= {log.id: addresses.get(log._thread_of().id) for log in logs}
        return found

    def _message_values(self, reply_to):
        thread = self._thread_of()
        sender = self._email_from()
        return {
            "model": thread._name,
            "res_id": thread.id,
            "record_name": thread.display_name,
            "subject": self.subject,
            "body": self.body,
            "message_type": "email_outgoing",
            "subtype_id": self.env.ref("mail.mt_comment").id,
            "author_id": self.user_id.partner_id.id,
            "email_from": sender,
            "reply_to": reply_to or sender,
            "partner_ids": [(6, 0, self.partner_id.ids)],
            "attachment_ids": [(6, 0, self.attachment_ids.ids)],
            "message_id": generate_tracking_message_id(f"{thread.id}-{thread._name}"),
        }

    def _as_email(self):
        """Return the MIME message of an e-mail."""
        message = self.message_id
        body = self.env["mail.render.mixin"]._replace_local_links(self.body or "")
        return self.env["ir.mail_server"]._build_email__(
            email_from=self._email_from(),
            email_to=[self.partner_id._email_to(self.address)],
            subject=self.subject or "",
            body=f"{body}{self._pixel()}",
            body_alternative=html2plaintext(body),
            subtype="html",
            subtype_alternative="plain",
            reply_to=message.reply_to,
            message_id=message.message_id,
            attachments=[(one.name, one.raw, one.mimetype) for one in self.attachment_ids],
            headers=self._email_headers(),
        )

    def _email_headers(self):
        thread = self._thread_of()
        headers = {"X-Odoo-Objects": f"{thread._name}-{thread.id}"}
        if self.purpose == "marketing":
            link = self.partner_id._stop_link(self.channel)
            headers["List-Unsubscribe"] = f"<{link}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        return headers

    def _pixel(self):
        """A picture of one point: who looks at the e-mail fetches it."""
        link = f"{self.get_base_url()}/crm_messaging/open/{self.id}/{self._open_token()}.gif"
        return Markup('<img src="%s" alt="" width="1" height="1"/>') % link

    def _open_token(self):
        # the word is not kept: whoever has it was sent it
        return link_token(self.env, "open", self.id)

    def _tell_thread(self):
        """Show on the thread what became of messages."""
        told = {
            "sent": {"notification_status": "sent", "failure_type": False},
            "failed": {"notification_status": "exception", "failure_type": "unknown"},
            "skipped": {"notification_status": "canceled", "failure_type": False},
        }
        for state, logs in self.filtered("notification_id").grouped("state").items():
            if state in told:
                for log in logs:
                    log.notification_id.with_context(**{OWN: True}).write(
                        told[state] | {"failure_reason": log.reason}
                    )
