from odoo import models
from odoo.tools import SQL

from odoo.addons.crm_messaging.adapters import texted


class CrmAudience(models.Model):
    """How many members can be reached on which channel, and how many permit it."""

    _inherit = "crm.audience"

    def reach(self):
        """Return how many members have an address on a channel, and permit marketing there.

        As `crm.message.send` decides: who consented and is on no black list. Telephone has no
        black list. Those whom the user may not read are not counted.

        :return: {"members", "email", "email_permitted", "sms", "sms_permitted", "letter",
            "letter_permitted", "phone", "phone_permitted"}
        """
        self.ensure_one()
        self.check_access("read")
        self.env.flush_all()
        names = ("members", "email", "email_permitted", "letter", "letter_permitted", "phone",
                 "phone_permitted")  # fmt: skip
        (found,) = self.env.execute_query(
            SQL(
                """
                SELECT COUNT(*),
                       COUNT(*) FILTER (WHERE reach.email),
                       COUNT(*) FILTER (WHERE reach.email AND 'email' = ANY(given)
                                          AND NOT reach.email_barred),
                       COUNT(*) FILTER (WHERE reach.letter),
                       COUNT(*) FILTER (WHERE reach.letter AND 'letter' = ANY(given)),
                       COUNT(*) FILTER (WHERE reach.phone),
                       COUNT(*) FILTER (WHERE reach.phone AND 'phone' = ANY(given))
                  FROM (%s) reach
                """,
                self._reachable(),
            )
        )
        sms, sms_permitted = self._reached_by_text_message()
        return dict(zip(names, found, strict=True)) | {"sms": sms, "sms_permitted": sms_permitted}

    def _reachable(self):
        """Return SQL: the members with what they can be reached on, and where they consented."""
        members = self.env["crm.audience.member"]._search([("audience_id", "=", self.id)])
        return SQL(
            """
            SELECT COALESCE(partner.email_normalized, '') != '' AS email,
                   COALESCE(partner.street, '') != '' AND COALESCE(partner.city, '') != ''
                       AS letter,
                   COALESCE(partner.phone_sanitized, partner.phone, '') != '' AS phone,
                   partner.phone_sanitized AS number,
                   EXISTS (SELECT FROM mail_blacklist barred WHERE barred.active
                              AND barred.email = partner.email_normalized) AS email_barred,
                   EXISTS (SELECT FROM phone_blacklist barred WHERE barred.active
                              AND barred.number = partner.phone_sanitized) AS number_barred,
                   COALESCE(permission.given, '{}') AS given
              FROM res_partner partner
              LEFT JOIN (SELECT partner_id, ARRAY_AGG(channel::text) AS given
                           FROM crm_contact_permission
                          WHERE is_current AND purpose = 'marketing' AND state = 'given'
                          GROUP BY partner_id) permission ON permission.partner_id = partner.id
             WHERE partner.id IN (%s)
            """,
            members.select(SQL("crm_audience_member.partner_id")),
        )

    def _reached_by_text_message(self):
        """Return how many have a number that text messages reach, and how many permit it."""
        rows = self.env.execute_query(
            SQL(
                "SELECT number, 'sms' = ANY(given) AND NOT number_barred, COUNT(*) "
                "FROM (%s) reach WHERE number IS NOT NULL GROUP BY 1, 2",
                self._reachable(),
            )
        )
        reached = [(permitted, count) for number, permitted, count in rows if texted(number)]
        return (
            sum(count for _permitted, count in reached),
            sum(count for permitted, count in reached if permitted),
        )
