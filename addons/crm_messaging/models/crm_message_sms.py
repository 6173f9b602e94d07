import contextlib
import time

from odoo import api, models

from ..adapters import texted
from ..gateway import Outcome, Verdict
from ..message_engine import plain, sms_length

#: the lock's number of text messages that go Odoo's own way
OWN_WAY = 1
#: what that way says of a message that it did not take, or perhaps did
OWN_WAY_SAYS = {"insufficient_credit": Verdict.LATER, "server_error": Verdict.UNSURE}
#: numbers of gateways begin behind those of other carriers
FIRST_GATEWAY = 1000


class GatewayCarrier:
    """Text messages that one gateway carries."""

    def __init__(self, provider):
        self.provider = provider
        self.number = FIRST_GATEWAY + provider.id
        self.domain = [("channel", "=", "sms"), ("provider_id", "=", provider.id)]

    def prepare(self, logs):
        """Nothing is to be made beforehand."""

    @contextlib.contextmanager
    def open(self):
        """Give a function that hands one message over, as often a second as the gateway takes."""
        pause, last = 1 / self.provider.rate_per_second, 0.0
        with self.provider._open() as hand_over:

            def deliver(log):
                nonlocal last
                time.sleep(max(0.0, last + pause - time.monotonic()))
                last = time.monotonic()
                return hand_over(log.address, log.text or "", log._ref())

            # whatever ran before us has sent its last message a moment ago at most
            last = time.monotonic()
            yield deliver


class OwnWayCarrier:
    """Text messages of companies without a gateway: as Odoo sends them (Twilio, its credits)."""

    number = OWN_WAY
    domain = [("channel", "=", "sms"), ("provider_id", "=", False)]

    def prepare(self, logs):
        """Nothing is to be made beforehand."""

    @contextlib.contextmanager
    def open(self):
        """Give a function that hands one message over."""
        yield self._deliver

    def _deliver(self, log):
        ref = log._ref()
        api_class = log.company_id._get_sms_api_class()
        sender = api_class(log.env)
        sender._set_company(log.company_id)
        message = {"content": log.text, "numbers": [{"number": log.address, "uuid": ref}]}
        try:
            (result,) = sender._send_sms_batch([message])
        except Exception as error:  # noqa: BLE001 - whatever that way raises, others go on
            return Outcome(Verdict.UNSURE, detail=str(error), is_down=True)
        if result["state"] in ("success", "processing", "sent", "process"):
            return Outcome(Verdict.SENT, ref=ref)
        said = sender._get_sms_api_error_messages().get(result["state"]) or result["state"]
        return Outcome(OWN_WAY_SAYS.get(result["state"], Verdict.REFUSED), detail=str(said))


class CrmMessage(models.AbstractModel):
    """Text messages: by a gateway of the company's own, else by Odoo's way."""

    _inherit = "crm.message"

    @api.model
    def _sms_carriers(self):
        providers = self.env["crm.contact.log"]._read_group(
            [*self._due(), ("channel", "=", "sms")],
            ["provider_id"],
        )
        return [GatewayCarrier(one) if one else OwnWayCarrier() for (one,) in providers]

    @api.model
    def _base_values(self, wanted, partner, decision, addresses):
        values = super()._base_values(wanted, partner, decision, addresses)
        if values["channel"] == "sms" and decision.channel:
            company = self.env["res.company"].browse(values["company_id"])
            values["provider_id"] = self._gateway_of(company).id
        return values

    @api.model
    def _gateway_of(self, company):
        return self.env["crm.sms.provider"]._for_company(company)

    @api.model
    def _write(self, wanted, channel, partners):
        written = super()._write(wanted, channel, partners)
        if channel == "sms":
            for values in written.values():
                values["parts"] = sms_length(values.get("text") or "").parts
        return written

    @api.model
    def measure_sms(self, text):
        """Measure a text message as the composer shows it.

        :return: dict: ``encoding`` (``gsm7`` or ``ucs2``), ``units``, ``parts``, ``left``,
            ``dear`` (text: the characters that make it dearer), ``plain`` (the text without them),
            ``price`` (of all parts, in the company's currency, 0.0 where unknown)
        """
        length = sms_length(text or "")
        provider = self._gateway_of(self.env.company)
        return {
            "encoding": length.encoding,
            "units": length.units,
            "parts": length.parts,
            "left": length.left,
            "dear": "".join(length.dear),
            "plain": plain(text or ""),
            "price": length.parts * (provider.part_price or 0.0),
        }

    @api.model
    def _test_gateway(self, provider, number):
        """Send one text message past the queue; return in words what the gateway said."""
        text = self.env._("Test message of %(company)s", company=self.env.company.name)
        with provider._open() as hand_over:
            outcome = hand_over(texted(number) or number, text, "test")
        if outcome.verdict is Verdict.SENT:
            return self.env._("Sent. Number at the gateway: %(ref)s", ref=outcome.ref or "–")
        return self.env._("Not sent: %(said)s", said=outcome.detail)


class CrmContactLog(models.Model):
    """What a gateway needs to know of a message."""

    _inherit = "crm.contact.log"

    def _ref(self):
        """Return our number of the message: the same at each attempt, and no other's."""
        return f"{self.id:032x}"
