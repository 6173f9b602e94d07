from odoo import models

from ..gateway_api import SmsApiGateway


class SmsSms(models.Model):
    """Odoo's own text messages go by the gateway of the company that sends them."""

    _inherit = "sms.sms"

    def _split_by_api(self):
        gateways = self.env["crm.sms.provider"]
        by_company = self.grouped(lambda sms: sms._get_sms_company())
        carried = self.browse()
        for company, messages in by_company.items():
            if gateways._for_company(company):
                sender = SmsApiGateway(self.env)
                sender._set_company(company)
                carried |= messages
                yield sender, messages
        if left := self - carried:
            yield from super(SmsSms, left)._split_by_api()
