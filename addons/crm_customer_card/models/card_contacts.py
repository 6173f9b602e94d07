from datetime import timedelta

from odoo import models

from ..card_show import Column, Figure, Show, Table

LISTED = 6
YEAR = 365


class ResPartner(models.Model):
    """The last contacts with the customer over all channels."""

    _inherit = "res.partner"

    def _card_contacts(self):
        if not self._card_may_read("crm.contact.log"):
            return None
        logs = self.env["crm.contact.log"]
        mine = self._card_of_customer()
        first = self._card_today() - timedelta(days=YEAR)
        year = [*mine, ("date", ">=", self._card_moment(first))]
        waiting = [*mine, ("direction", "=", "in"), ("state", "=", "delivered")]
        latest = logs.search(mine, limit=LISTED)
        return {
            "last_date": self._card_day(latest[:1].date),
            "year_count": logs.search_count(year),
            "waiting_count": logs.search_count(waiting),
            "channels": self._card_channels(year),
            "contacts": [self._card_contact(log) for log in latest],
            "action": [
                self._card_open(self.env._("Contacts"), logs._name, year, "year_count"),
                self._card_open(self.env._("Contacts"), logs._name, mine, "last_date"),
                self._card_open(
                    self.env._("Waiting for an answer"), logs._name, waiting, "waiting_count"
                ),
            ],
        }

    def _card_channels(self, domain):
        logs = self.env["crm.contact.log"]
        names = dict(logs._fields["channel"]._description_selection(self.env))
        groups = logs._read_group(domain, ["channel"], ["__count"])
        return [
            {
                "channel": channel,
                "label": names[channel],
                "count": count,
                "action": [
                    self._card_open(
                        names[channel], logs._name, [*domain, ("channel", "=", channel)], "count"
                    )
                ],
            }
            for channel, count in sorted(groups, key=lambda group: -group[1])
        ]

    def _card_contact(self, log):
        channels = dict(log._fields["channel"]._description_selection(self.env))
        directions = dict(log._fields["direction"]._description_selection(self.env))
        return {
            "date": self._card_day(log.date),
            "channel": channels[log.channel],
            "direction": directions[log.direction],
            "subject": log.display_name or "",
            "user": log.user_id.name or False,
            "action": self._card_form(log),
        }

    def _card_contacts_words(self):
        return Show(
            self.env._("Contacts"),
            (
                Figure("last_date", self.env._("Last contact"), "date"),
                Figure("year_count", self.env._("In 12 months"), "number"),
                Figure("waiting_count", self.env._("Waiting for an answer"), "number", "danger"),
            ),
            (
                Table("channels", (Column("label"), Column("count", "", "number"))),
                Table(
                    "contacts",
                    (
                        Column("date", self.env._("Date"), "date"),
                        Column("channel", self.env._("Channel")),
                        Column("subject", self.env._("Subject")),
                        Column("user", self.env._("Who"), minor=True),
                    ),
                ),
            ),
        )
