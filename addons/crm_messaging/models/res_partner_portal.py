from datetime import timedelta

from odoo import fields, models
from odoo.tools import email_normalize

from ..adapters import addresses_of

#: what a person permits or not on the customer portal
ASKED_CHANNELS = ("email", "sms", "phone", "letter")
#: the question goes to an address once in that time, however often somebody ticks it
ASK_AGAIN_AFTER = timedelta(days=1)


class ResPartner(models.Model):
    """What a person permits, seen and changed by himself on the customer portal."""

    _inherit = "res.partner"

    def _portal_permissions(self):
        """Return what a person permits of advertising: a dict each channel, for the page."""
        self.ensure_one()
        labels = dict(self.env["crm.contact.log"]._fields["channel"]._description_selection(
            self.env))  # fmt: skip
        permissions, addresses = self._own_permissions(), addresses_of(self)
        return [
            {
                "channel": channel,
                "label": labels[channel],
                "address": addresses.get(channel, ""),
                "state": permissions[channel].state if channel in permissions else "",
                "date": permissions[channel].date if channel in permissions else False,
            }
            for channel in ASKED_CHANNELS
        ]

    def _own_permissions(self):
        # sudo: a person reads what he himself has said
        rows = self.env["crm.contact.permission"].sudo().search(
            [
                ("partner_id", "=", self.id),
                ("purpose", "=", "marketing"),
                ("is_current", "=", True),
            ]
        )  # fmt: skip
        return {row.channel: row for row in rows}

    def _consent_words(self):
        """Return what a person agrees to by a tick."""
        return self.env._(
            "%(company)s may write to me or call me with offers. I can withdraw this at any time.",
            company=self._advertiser().name,
        )

    def _permit_on_portal(self, ticked, ip):
        """Record what a person ticked for himself; what he leaves as it was stays as it is.

        :param ticked: channels that he permits
        :param ip: where he did so from
        """
        self.ensure_one()
        said, addresses = self._own_permissions(), addresses_of(self)
        for channel in ASKED_CHANNELS:
            state = said[channel].state if channel in said else ""
            if channel in ticked and channel in addresses and state not in ("given", "pending"):
                self._give_on_portal(channel, ip)
            elif channel not in ticked and state in ("given", "pending"):
                self._withdraw(channel, self.env._("Portal"), self._portal_proof(ip))

    def _give_on_portal(self, channel, ip):
        """Give a permission; an e-mail address that nobody has proved to be his is asked first."""
        # sudo: a person says for himself what he permits
        permissions = self.env["crm.contact.permission"].sudo()
        login = email_normalize(self.env.user.login or "")
        proved = channel != "email" or self.email_normalized == login
        since = fields.Datetime.now() - ASK_AGAIN_AFTER
        asked = permissions.search_count(
            [
                ("partner_id", "=", self.id),
                ("channel", "=", channel),
                ("state", "=", "pending"),
                ("date", ">=", since),
            ],
            limit=1,
        )
        state = "given" if proved else "pending"
        row = permissions._record(
            self, channel, "marketing", state, self.env._("Portal"), self._portal_proof(ip)
        )
        if not proved and not asked:
            row.action_ask()

    def _portal_proof(self, ip):
        return self.env._(
            "On the customer portal, as %(login)s, from %(ip)s: %(words)s",
            login=self.env.user.login,
            ip=ip,
            words=self._consent_words(),
        )
