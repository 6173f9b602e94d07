from odoo import models
from odoo.tools import email_normalize

from ..personal_files import plain_rows

CARD = (
    "name", "title", "function", "email", "phone", "street", "street2", "zip", "city", "state_id",
    "country_id", "vat", "ref", "website", "lang", "tz", "category_id", "preferred_channel",
    "comment", "create_date",
)  # fmt: skip
JOURNAL = (
    "date", "channel", "direction", "purpose", "state", "reason", "address", "subject", "body",
    "text", "outcome", "duration", "attachment_ids",
)  # fmt: skip
SAID = ("channel", "purpose", "state", "date", "source", "proof", "is_current")
LEAD = (
    "name", "contact_name", "partner_name", "function", "email_from", "email_cc", "phone",
    "website", "street", "street2", "zip", "city", "description", "create_date",
)  # fmt: skip


class ResPartner(models.Model):
    """What is known of a person, given to him on request (GDPR 15. and 20. cikk)."""

    _inherit = "res.partner"

    def _person(self):
        """Return persons with their addresses, archived ones too; other people are not theirs."""
        everybody = self.with_context(active_test=False)
        return everybody | everybody.child_ids.filtered(lambda child: child.type != "contact")

    def _personal_data(self):
        """Return all that is known of persons. Addons add what they keep by `super()`.

        Whoever calls asks for rights; it is called with all of them.

        :return: dict of model's name → list of dicts of plain values
        """
        mine = self._person()
        theirs = [("partner_id", "in", mine.ids)]
        return {
            "res.partner": plain_rows(mine, CARD),
            "res.users": plain_rows(mine.user_ids, ("login", "create_date", "login_date")),
            "res.partner.bank": mine._personal_rows(
                "res.partner.bank", theirs, ("acc_number", "acc_holder_name", "bank_id")
            ),
            "crm.contact.permission": mine._personal_rows("crm.contact.permission", theirs, SAID),
            "crm.contact.log": plain_rows(mine._own_journal(), JOURNAL),
            "mail.message": plain_rows(
                mine._own_messages(), ("date", "author_id", "email_from", "subject", "body")
            ),
            "ir.attachment": plain_rows(mine._own_files(), ("name", "create_date", "mimetype")),
            "crm.lead": mine._personal_rows("crm.lead", theirs, LEAD),
            "calendar.event": mine._personal_rows(
                "calendar.event", [("partner_ids", "in", mine.ids)], ("name", "start", "stop")
            ),
        }

    def _personal_rows(self, model, domain, names):
        """Return the rows of a model that speak of persons, archived ones too."""
        records = self.env[model].with_context(active_test=False).search(domain)
        return plain_rows(records, names)

    def _own_journal(self):
        """Return what stands in the journal of persons, also as of unknown ones at an address."""
        logs = self.env["crm.contact.log"]
        found = logs.search([("partner_id", "in", self.ids)])
        numbers = [one for one in self.mapped("phone_sanitized") if one]
        unknown = logs.search([("partner_id", "=", False), ("address", "in", numbers)])
        for email in {one for one in self.mapped("email_normalized") if one}:
            # joanna@ is not anna@, which it has in it
            unknown |= logs.search(
                [("partner_id", "=", False), ("address", "ilike", email)]
            ).filtered(lambda log, email=email: email_normalize(log.address) == email)
        return found | unknown

    def _own_messages(self):
        """Return what stands on the persons' own threads, and what they wrote elsewhere."""
        on_card = [("model", "=", "res.partner"), ("res_id", "in", self.ids)]
        return self.env["mail.message"].search(
            ["|", ("author_id", "in", self.ids), "&", *on_card], order="id"
        )

    def _own_files(self):
        return self.env["ir.attachment"].search(
            [("res_model", "=", "res.partner"), ("res_id", "in", self.ids)], order="id"
        )
