from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError

from ..message_engine import value_at

EVENTS = ("ringing", "answered", "ended")


class CrmPhoneExchange(models.Model):
    """A telephone exchange that tells us of calls."""

    _name = "crm.phone.exchange"
    _description = "Telephone Exchange"
    _inherit = ["crm.gateway.caller"]
    _secret_column = "exchange_id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    call_url = fields.Char("Our address", compute="_compute_url", groups="base.group_system")

    @api.depends("token")
    def _compute_url(self):
        for exchange in self:
            exchange.call_url = f"{exchange.get_base_url()}/crm_messaging/call/{exchange.token}"

    def _take_event(self, document):
        """Note an event of a call, and show a ringing one to whom it is for.

        :return: whether the event says which call it is of
        """
        caller, called, number, event = (
            value_at(document, name) for name in ("from", "to", "call_id", "event")
        )
        if not number or event not in EVENTS:
            return False
        try:
            with self.env.cr.savepoint():
                log = self._log_of(number) or self._new_call(caller, called, number)
        except UniqueViolation as error:
            # the call's other event was quicker: begin again, and find what it made
            raise ConcurrencyError(str(error)) from error
        if event == "answered" and log.state == "delivered":
            log._answered()
            log.date = fields.Datetime.now()
        elif event == "ended" and log.state == "answered" and not log.duration:
            log.duration = (fields.Datetime.now() - log.date).total_seconds() / 60
        elif event == "ringing" and log.state == "delivered":
            self._show(log)
        return True

    def _log_of(self, number):
        return self.env["crm.contact.log"].search(
            [
                ("channel", "=", "phone"),
                ("company_id", "=", self.company_id.id),
                ("provider_ref", "=", f"{self.id}:{number}"),
            ],
            limit=1,
        )

    def _new_call(self, caller, called, number):
        partners = self._partners()
        callers = partners._called_from(partners._e164(caller) or caller)
        user = self._user_at(called)
        return self.env["crm.contact.log"].create(
            {
                "company_id": self.company_id.id,
                "partner_id": callers.id if len(callers) == 1 else False,
                "channel": "phone",
                "direction": "in",
                "state": "delivered",
                "user_id": user.id,
                "address": partners._e164(caller) or caller,
                "provider_ref": f"{self.id}:{number}",
            }
        )

    def _partners(self):
        # numbers are read as the exchange's country writes them
        return self.env["res.partner"].with_company(self.company_id)

    def _user_at(self, called):
        """Return the user whose telephone rings: by his extension, else by his number."""
        users = self.env["res.users"]
        if not called:
            return users
        found = users.search([("phone_extension", "=", called), ("share", "=", False)], limit=1)
        number = self._partners()._e164(called)
        if not found and number:
            found = users.search(
                [("partner_id.phone_sanitized", "=", number), ("share", "=", False)], limit=1
            )
        return found

    def _show(self, log):
        """Tell the user at the telephone, else all of the front office, who calls."""
        office = self.env.ref("crm_messaging.group_messaging_user").all_user_ids
        office = office.filtered(lambda user: self.company_id in user.company_ids)
        callers = self.env["res.partner"]._called_from(log.address)
        call = {
            "log_id": log.id,
            "number": log.address,
            "partners": [
                {"id": one.id, "name": one.display_name, "city": one.city or ""}
                for one in callers[:8]
            ],
        }
        for listener in log.user_id or office:
            listener._bus_send("crm_messaging/call", call)
