"""Odoo's own text messages (chatter, templates, mailings) by a gateway of the company's own."""

import time

from odoo.addons.sms.tools.sms_api import SmsApiBase

from .gateway import Verdict

STATES = {Verdict.SENT: "success"}


class SmsApiGateway(SmsApiBase):
    """Speaks to a `crm.sms.provider` as Odoo speaks to its own service."""

    def _send_sms_batch(self, messages, delivery_reports_url=False):
        provider = self.env["crm.sms.provider"]._for_company(self.company)
        results = []
        with provider._open() as hand_over:
            for message in messages:
                for number in message["numbers"]:
                    # not more a second than the gateway takes
                    time.sleep(1 / provider.rate_per_second)
                    outcome = hand_over(number["number"], message["content"], number["uuid"])
                    state = STATES.get(outcome.verdict, "server_error")
                    results.append(
                        {
                            "uuid": number["uuid"],
                            "state": state,
                            "failure_reason": outcome.detail,
                        }
                    )
        return results
