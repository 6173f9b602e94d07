import re
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.tools import mute_logger

from ..message_engine import VALID_FOR, value_at, verify
from .res_partner_messages import STOP_WORD

OUR_NUMBER = re.compile(r"[0-9a-f]{32}")
#: what people write who want no more, besides the word we name
STOP_WORDS = {STOP_WORD, "STOPP", "LEIRATKOZAS", "LEIRATKOZÁS", "LEÁLLÍT", "UNSUBSCRIBE"}


class CrmSmsWebhook(models.Model):
    """Signed calls that were taken, so that none is taken twice; and what is done with them."""

    _name = "crm.sms.webhook"
    _description = "Signed Call of a Gateway"
    _log_access = False

    signature = fields.Char(required=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now, index=True)

    _once = models.Constraint("UNIQUE (signature)", "This call came before.")

    @api.model
    def _provider_of(self, token):
        return self.env["crm.sms.provider"].search([("token", "=", token)], limit=1)

    @api.model
    def _is_signed(self, provider, headers, body):
        return self._is_fresh(provider._secrets()["secret"], headers, body)

    @api.model
    def _is_fresh(self, secret, headers, body):
        """Return whether a call has a signature, is not old, and did not come before.

        Without a secret there is no signature to ask for: the word in the address lets it in.
        """
        if not secret:
            return True
        stamp = headers.get("X-Timestamp", "")
        signature = headers.get("X-Signature", "").strip().lower()
        if not verify(secret, stamp, body, signature, fields.Datetime.now()):
            return False
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.create({"signature": signature})
        except UniqueViolation:
            return False
        return True

    @api.autovacuum
    def _gc_signatures(self):
        """Forget signatures that have grown too old to be taken anyway."""
        before = fields.Datetime.now() - 3 * VALID_FOR - timedelta(minutes=1)
        # sudo: nobody has rights on these
        self.sudo().search([("date", "<", before)], limit=10_000).unlink()

    @api.model
    def _take_report(self, provider, document):
        """Note what became of a message.

        :return: whether the report is of a message that we know; a gateway may be so quick that
            its number is not noted yet, and asks again
        """
        ref = value_at(document, provider.report_id_path or "")
        said = value_at(document, provider.report_state_path or "")
        if not ref or not said:
            return False
        log = self.env["crm.contact.log"].search(
            [("provider_id", "=", provider.id), ("provider_ref", "=", ref),
             ("direction", "=", "out")], limit=1,
        ) or self._by_our_number(provider, ref)  # fmt: skip
        state = provider._states().get(said)
        if not log:
            return self._tell_odoo(ref, state)
        if state == "failed":
            log._fail(said)
            log._tell_thread()
        elif state:
            log._move_on(state)
        return True

    @api.model
    def _by_our_number(self, provider, ref):
        """Return the message that a report names by our number, as some gateways do."""
        logs = self.env["crm.contact.log"]
        number = int(ref, 16) if OUR_NUMBER.fullmatch(ref) else 0
        domain = [("id", "=", number), ("provider_id", "=", provider.id), ("direction", "=", "out")]
        return logs.search(domain, limit=1) if 0 < number < 2**31 else logs

    @api.model
    def _tell_odoo(self, ref, state):
        """Note on Odoo's own text message what became of it; return whether there is one."""
        states = {"delivered": "sent", "opened": "sent", "sent": "pending", "failed": "error"}
        tracker = self.env["sms.tracker"].search([("sms_uuid", "=", ref)], limit=1)
        if tracker and state in states:
            failure = "sms_not_delivered" if state == "failed" else False
            tracker._action_update_from_sms_state(states[state], failure_type=failure)
        return bool(tracker)

    @api.model
    def _take_incoming(self, provider, document):
        """Keep what a customer wrote; return whether there was a message."""
        sender = value_at(document, provider.incoming_from_path or "")
        text = value_at(document, provider.incoming_text_path or "")
        if not sender:
            return False
        number = self.env["res.partner"]._e164(sender) or sender
        partners = self.env["res.partner"]._called_from(number)
        log = self._kept_once(provider, document, number, text, partners)
        if log:
            log._arrive()
            if text.strip().strip(".!").upper() in STOP_WORDS:
                partners._withdraw("sms", self.env._("Answer to a text message"), text)
                if not partners and self.env["res.partner"]._e164(sender):
                    self.env["phone.blacklist"]._add_known([number])
                log._answered(outcome=self.env._("Withdrawal recorded"))
        return True

    @api.model
    def _kept_once(self, provider, document, number, text, partners):
        values = {
            "company_id": (provider.company_id or self.env.company).id,
            "partner_id": partners[:1].id,
            "channel": "sms",
            "direction": "in",
            "state": "delivered",
            "user_id": False,
            "address": number,
            "text": text,
            "provider_id": provider.id,
            "provider_ref": value_at(document, provider.incoming_id_path or "") or False,
        }
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                log = self.env["crm.contact.log"].create(values)
                log.flush_recordset()
        except UniqueViolation:
            return None
        return log
