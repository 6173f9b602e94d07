import re

from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.tools import mute_logger

from ..message_engine import value_at
from .res_partner_messages import STOP_WORD

OUR_NUMBER = re.compile(r"[0-9a-f]{32}")
#: what people write who want no more, besides the word we name
STOP_WORDS = {STOP_WORD, "STOPP", "LEIRATKOZAS", "LEIRATKOZÁS", "LEÁLLÍT", "UNSUBSCRIBE"}


class CrmSmsProvider(models.Model):
    """What a gateway tells us: what became of a message, and what a customer wrote."""

    _inherit = "crm.sms.provider"

    def _take_report(self, document):
        """Note what became of a message.

        :return: whether the report is of a message that we know; a gateway may be so quick that
            its number is not noted yet, and asks again
        """
        ref = value_at(document, self.report_id_path or "")
        said = value_at(document, self.report_state_path or "")
        if not ref or not said:
            return False
        log = self.env["crm.contact.log"].search(
            [("provider_id", "=", self.id), ("provider_ref", "=", ref),
             ("direction", "=", "out")], limit=1,
        ) or self._by_our_number(ref)  # fmt: skip
        state = self._states().get(said)
        if not log:
            return self._tell_odoo(ref, state)
        if state == "failed":
            log._fail(said)
            log._tell_thread()
        elif state:
            log._move_on(state)
        return True

    def _by_our_number(self, ref):
        """Return the message that a report names by our number, as some gateways do."""
        logs = self.env["crm.contact.log"]
        number = int(ref, 16) if OUR_NUMBER.fullmatch(ref) else 0
        domain = [("id", "=", number), ("provider_id", "=", self.id), ("direction", "=", "out")]
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

    def _take_incoming(self, document):
        """Keep what a customer wrote; return whether there was a message."""
        sender = value_at(document, self.incoming_from_path or "")
        text = value_at(document, self.incoming_text_path or "")
        if not sender:
            return False
        company = self.company_id or self.env.company
        # the number is read as the gateway's country writes it
        known = self.env["res.partner"].with_company(company)
        number = known._e164(sender)
        partners = known._called_from(number)
        log = self._kept_once(document, number or sender, text, partners)
        if log:
            log._arrive()
            if text.strip().strip(".!").upper() in STOP_WORDS:
                partners._withdraw("sms", self.env._("Answer to a text message"), text)
                if number and not partners:
                    self.env["phone.blacklist"]._add_known([number])
                log._answered(outcome=self.env._("Withdrawal recorded"))
        return True

    def _kept_once(self, document, number, text, partners):
        values = {
            "company_id": (self.company_id or self.env.company).id,
            "partner_id": partners[:1].id,
            "channel": "sms",
            "direction": "in",
            "state": "delivered",
            "user_id": False,
            "address": number,
            "text": text,
            "provider_id": self.id,
            "provider_ref": value_at(document, self.incoming_id_path or "") or False,
        }
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                log = self.env["crm.contact.log"].create(values)
                log.flush_recordset()
        except UniqueViolation:
            return None
        return log
