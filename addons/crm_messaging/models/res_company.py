from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..adapters import public_holidays
from ..gateway_api import SmsApiGateway
from ..message_engine import SUNDAY, next_allowed

#: channels that ring or buzz: advertising waits for the morning there
RINGING = ("sms", "phone", "chat")


class ResCompany(models.Model):
    """When a company advertises, and which gateway carries its text messages."""

    _inherit = "res.company"

    advertise_from = fields.Float("Advertising text messages from", default=8.0)
    advertise_until = fields.Float("Advertising text messages until", default=20.0)
    advertise_sunday = fields.Boolean("Also on Sundays")
    advertise_holiday = fields.Boolean("Also on public holidays")

    @api.constrains("advertise_from", "advertise_until")
    def _check_advertise(self):
        for company in self:
            if not 0 <= company.advertise_from < company.advertise_until <= 24:
                raise ValidationError(
                    self.env._("Advertising begins before it ends, between 0 and 24 hours.")
                )

    def _next_allowed(self, moment, purpose, channel):
        """Return the first moment from one on at which such a message may go out (both UTC)."""
        self.ensure_one()
        if purpose != "marketing" or channel not in RINGING:
            return moment
        zone = pytz.timezone(self.partner_id.tz or self.env.user.tz or "Europe/Budapest")
        local = pytz.utc.localize(moment).astimezone(zone)
        hours = timedelta(hours=self.advertise_from), timedelta(hours=self.advertise_until)
        allowed = next_allowed(local.replace(tzinfo=None), *hours, self._rests_on)
        if allowed == local.replace(tzinfo=None):
            return moment
        return zone.localize(allowed).astimezone(pytz.utc).replace(tzinfo=None)

    def _rests_on(self, day):
        """Return whether the company does not advertise on a day."""
        if day.weekday() == SUNDAY and not self.advertise_sunday:
            return True
        # Hungary's where the company does not say where it is
        country = self.country_id.code or "HU"
        return not self.advertise_holiday and day in public_holidays(country)

    def _get_sms_api_class(self):
        """Odoo's own text messages go by our gateway too, where the company has one."""
        self.ensure_one()
        if self.env["crm.sms.provider"]._for_company(self):
            return SmsApiGateway
        return super()._get_sms_api_class()
