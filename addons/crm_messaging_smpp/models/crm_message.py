import logging

from smpplib import exceptions

from odoo import api, models

from odoo.addons.crm_messaging.models.crm_message_sms import GatewayCarrier

_logger = logging.getLogger(__name__)
#: how long each run of the queue listens to each carrier
SECONDS = 5


class CrmMessage(models.AbstractModel):
    """Whenever the queue has run, it asks carriers for receipts and messages."""

    _inherit = "crm.message"

    @api.model
    def _cron_process(self):
        result = super()._cron_process()
        self._listen_to_carriers(SECONDS)
        return result

    @api.model
    def _listen_to_carriers(self, seconds):
        """Take what waits at the carriers that are spoken to by SMPP."""
        # sudo: what comes in is for whomever it is for
        carriers = self.env["crm.sms.provider"].sudo().search([("kind", "=", "smpp")])
        for provider in carriers:
            # one session at a time: many carriers allow no more
            with self._alone(GatewayCarrier(provider).number) as free:
                if not free:
                    continue
                try:
                    provider._listen(seconds)
                except (exceptions.ConnectionError, exceptions.PDUError, OSError) as error:
                    _logger.warning("Carrier %s cannot be listened to: %s", provider.id, error)
