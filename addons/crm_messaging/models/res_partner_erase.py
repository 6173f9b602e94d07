from odoo import models
from odoo.exceptions import UserError

from .crm_contact_permission import FOLLOWING
from .res_partner_personal import CARD, LEAD

#: what a card keeps of a person, whatever is erased: it says nothing of him
NOT_PERSONAL = {"name", "lang", "tz", "create_date"}
#: messages that people wrote, or that were written to them
CORRESPONDENCE = ("comment", "email", "email_outgoing", "sms", "auto_comment")


class ResPartner(models.Model):
    """What is known of a person, erased on request (GDPR 17. cikk), but for what the law keeps."""

    _inherit = "res.partner"

    def _law_keeps(self):
        """Return what of persons must not be erased. Addons add theirs by `super()`.

        :return: list of dicts: `what` is kept and `why`, in words, and the `fields` of the card
            that it needs
        """
        return []

    def _erase_personal_data(self):
        """Erase what is known of persons. Addons erase what they keep, then call `super()`.

        Whoever calls asks for rights; it is called with all of them.

        :return: list of dicts: `what` was kept and `why`
        :raise UserError: one of them is a user of the firm
        """
        mine = self._person().with_context(tracking_disable=True)
        if staff := mine.user_ids.filtered(lambda user: not user.share):
            raise UserError(
                self.env._(
                    "%(names)s work here: archive these users, their data are not the customers'.",
                    names=", ".join(staff.mapped("name")),
                )
            )
        kept = [*mine._law_keeps(), *mine._still_listed()]
        mine._erase_journal()
        mine._erase_permissions()
        mine._erase_leads()
        mine._erase_messages()
        mine._erase_card({name for one in kept for name in one.get("fields", ())})
        return [{"what": one["what"], "why": one["why"]} for one in kept]

    def _still_listed(self):
        """Say which addresses stay on the black lists, and what others have to look at."""
        barred = {
            "mail.blacklist": ("email", self.mapped("email_normalized")),
            "phone.blacklist": ("number", self.mapped("phone_sanitized")),
        }
        why = self.env._("It stays on the black list, so that nobody writes there again.")
        found = [
            row[field]
            for model, (field, values) in barred.items()
            for row in self.env[model].search([(field, "in", [one for one in values if one])])
        ]
        listed = [{"what": address, "why": why} for address in found]
        events = self.env["calendar.event"].search_count([("partner_ids", "in", self.ids)])
        if events:
            listed.append(
                {
                    "what": self.env._("Meetings: %(count)s", count=events),
                    "why": self.env._("They are others' too: look through their titles and notes."),
                }
            )
        return listed

    def _erase_journal(self):
        """Leave of contacts only that there were some: when, on which channel, how they ended."""
        logs = self._own_journal()
        logs.attachment_ids.filtered(lambda file: file.res_model in (False, logs._name)).unlink()
        logs.write(
            dict.fromkeys(("address", "subject", "body", "text", "outcome", "reason"), False)
            | {"attachment_ids": [(5,)], "message_id": False}
        )
        waiting = logs.filtered(lambda log: log.state == "queued")
        waiting._move_on("skipped", self.env._("erased"))

    def _erase_permissions(self):
        """Nobody may advertise to them any more; what they said goes, that they did so stays."""
        rows = self.env["crm.contact.permission"].search([("partner_id", "in", self.ids)])
        rows.filtered(lambda row: row.is_current and row.state != "withdrawn").with_context(
            **{FOLLOWING: True}
        ).write({"state": "withdrawn", "source": self.env._("Erased on request")})
        rows = rows.search([("partner_id", "in", self.ids)])
        rows.write({"proof": False})

    def _erase_leads(self):
        leads = self.env["crm.lead"].with_context(active_test=False, tracking_disable=True)
        leads = leads.search([("partner_id", "in", self.ids)])
        self._erase_threads(leads)
        values = {name: False for name in LEAD if name not in ("name", "create_date")}
        for lead in leads:
            lead.write(values | {"name": self.env._("Opportunity %(number)s", number=lead.id)})

    def _erase_messages(self):
        """Erase the persons' own threads; what they wrote on documents stays with these."""
        self._own_files().unlink()
        self.message_ids.unlink()
        self._own_messages().write({"email_from": False})
        theirs = [("res_partner_id", "in", self.ids)]
        self.env["mail.notification"].search(theirs).write(
            {"mail_email_address": False, "sms_number": False, "failure_reason": False}
        )
        self.env["sms.sms"].search([("partner_id", "in", self.ids)]).unlink()
        mails = self.env["mail.mail"].search([("recipient_ids", "in", self.ids)])
        # what goes to others as well is theirs
        mails.filtered(lambda mail: mail.recipient_ids <= self).unlink()

    def _erase_threads(self, documents):
        """Erase the correspondence on documents, and what their threads say of changes."""
        messages = documents.message_ids
        written = messages.filtered(lambda one: one.message_type in CORRESPONDENCE)
        (messages - written).tracking_value_ids.unlink()
        written.attachment_ids.unlink()
        written.unlink()

    def _erase_card(self, needed):
        """Erase the card but for the fields that something which is kept needs, and archive it."""
        for user in self.user_ids:
            user.write({"login": f"__erased_{user.id}", "active": False})
        if "vat" not in needed:
            self.bank_ids.unlink()
        values = {
            name: False
            for name in CARD
            if name in self._fields and name not in NOT_PERSONAL and name not in needed
        }
        # users that are archived already are in nobody's way
        for partner in self.with_context(active_test=True):
            new_name = self.env._("Erased person %(number)s", number=partner.id)
            named = {} if "name" in needed else {"name": new_name}
            partner.write(values | named | {"image_1920": False, "active": False})
