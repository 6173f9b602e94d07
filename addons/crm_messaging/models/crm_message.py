from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.tools import email_normalize

from ..adapters import Wanted, addresses_of, one_line, reason_text, text_values
from ..message_engine import choose_channel
from .crm_contact_log import CHANNELS, PURPOSES

#: channels that a message is sent on; telephone and personal contacts are made by people
SENT_ON = ("email", "sms", "letter", "chat")


class CrmMessage(models.AbstractModel):
    """Sending a message to persons: whom one may write to, on which channel, once."""

    _name = "crm.message"
    _description = "Message"

    @api.model
    def send(
        self,
        partner_ids,
        purpose,
        channels,
        template_id=False,
        subject=False,
        body=False,
        res_model=False,
        res_id=False,
        scheduled_at=False,
        idempotency_key=False,
    ):
        """Queue a message to persons, each on the first channel with address and permission.

        :param partner_ids: ids of partners, each gets one message
        :param purpose: ``service``, ``contract`` or ``marketing``; marketing needs a permission
        :param channels: ``email``, ``sms``, ``letter`` …, in the order of preference
        :param template_id: a `crm.message.template`; else `subject` and `body` are sent as they are
        :param res_model: with `res_id`, the document that the message belongs to
        :param scheduled_at: UTC, as ``YYYY-MM-DD HH:MM:SS``: not before
        :param idempotency_key: a second call with the same key returns what the first made
        :return: list of dicts in the order of `partner_ids`: ``partner_id``, ``channel``,
            ``state`` (``queued`` or ``skipped``), ``reason`` (text or False), ``log_id``
        :raise UserError: unknown purpose or channel, nothing to say, a date that is none
        :raise AccessError: the user may not send, or not see the persons or the document
        """
        wanted = Wanted(
            purpose=purpose,
            channels=tuple(channels or ()),
            template=self.env["crm.message.template"].browse(template_id or []),
            subject=subject or "",
            body=body or "",
            res_model=res_model or False,
            res_id=res_id or False,
            scheduled_at=self._moment(scheduled_at),
            key=idempotency_key or False,
        )
        partners = self._checked(wanted, partner_ids)
        return self._send(wanted, partners)

    def _send(self, wanted, partners, attachments=()):
        """Queue what is wanted for persons who have not got it; see `send`."""
        try:
            with self.env.cr.savepoint():
                logs = self._made(wanted, partners, attachments)
        except UniqueViolation as error:
            # another call with the key was quicker: begin again, and find what it made
            raise ConcurrencyError(str(error)) from error
        if logs.filtered(lambda log: log.state == "queued"):
            self._wake_workers()
        by_partner = {log.partner_id.id: log for log in logs}
        return [self._result(by_partner[partner.id]) for partner in partners]

    @api.model
    def _made(self, wanted, partners, attachments):
        logs = self.env["crm.contact.log"]
        if wanted.key:
            # sudo: the key is asked for by whoever calls again, also for another user
            logs = logs.sudo().search(
                [("idempotency_key", "=", wanted.key), ("partner_id", "in", partners.ids)]
            )
        missing = partners - logs.partner_id
        values = self._log_values(wanted, missing)
        for vals in values:
            vals["attachment_ids"] = [(6, 0, [one.id for one in attachments])]
        # sudo: what is queued was decided on here, and nowhere else
        made = self.env["crm.contact.log"].sudo().create(values)
        made.flush_recordset()
        return logs | made

    @api.model
    def _result(self, log):
        return {
            "partner_id": log.partner_id.id,
            "channel": log.channel,
            "state": log.state,
            "reason": log.reason or False,
            "log_id": log.id,
        }

    @api.model
    def _moment(self, text):
        try:
            return fields.Datetime.to_datetime(text) if text else False
        except ValueError as error:
            raise UserError(
                self.env._("%(text)s is no date and time: write 2026-12-31 08:00:00.", text=text)
            ) from error

    @api.model
    def _checked(self, wanted, partner_ids):
        """Refuse what cannot be meant; return the persons."""
        self.env["crm.contact.log"].check_access("create")
        self._check_words(wanted)
        if wanted.template:
            wanted.template.check_access("read")
            if "marketing" == wanted.template.purpose != wanted.purpose:
                raise UserError(
                    self.env._(
                        'The template "%(name)s" is advertising: send it for that purpose.',
                        name=wanted.template.name,
                    )
                )
        elif not wanted.says_something:
            raise UserError(self.env._("The message says nothing: write it, or name a template."))
        if wanted.res_model:
            self._check_document(wanted)
        partners = self.env["res.partner"].browse(dict.fromkeys(partner_ids))
        partners.check_access("read")
        missing = partners - partners.exists()
        if missing:
            raise UserError(self.env._("No such customer: %(ids)s", ids=missing.ids))
        return partners

    @api.model
    def _check_words(self, wanted):
        if wanted.purpose not in dict(PURPOSES):
            raise UserError(
                self.env._(
                    "No such purpose: %(purpose)s. There are: %(known)s.",
                    purpose=wanted.purpose,
                    known=", ".join(dict(PURPOSES)),
                )
            )
        unknown = [channel for channel in wanted.channels if channel not in dict(CHANNELS)]
        if unknown or not wanted.channels:
            raise UserError(
                self.env._(
                    "No such channel: %(unknown)s. There are: %(known)s.",
                    unknown=", ".join(map(str, unknown)),
                    known=", ".join(SENT_ON),
                )
            )

    @api.model
    def _check_document(self, wanted):
        known = wanted.res_model in self.env and wanted.res_id
        document = known and self.env[wanted.res_model].browse(wanted.res_id).exists()
        if not document:
            raise UserError(
                self.env._("No such document: %(model)s %(id)s.", model=wanted.res_model,
                           id=wanted.res_id)
            )  # fmt: skip
        document.check_access("read")

    @api.model
    def _log_values(self, wanted, partners):
        """Decide for each person, and write what he gets."""
        decisions = self._decide(partners, wanted.purpose, wanted.channels)
        values, by_channel = {}, {}
        for partner in partners:
            decision, addresses = decisions[partner.id]
            if decision.channel:
                by_channel.setdefault(decision.channel, partners.browse())
                by_channel[decision.channel] |= partner
            values[partner.id] = self._base_values(wanted, partner, decision, addresses)
        for channel, group in by_channel.items():
            for partner, written in self._write(wanted, channel, group).items():
                values[partner].update(written)
        return [values[partner.id] for partner in partners]

    @api.model
    def _base_values(self, wanted, partner, decision, addresses):
        channel = decision.channel
        company = partner.company_id or self.env.company
        queued = {"state": "queued", "scheduled_at": self._not_before(wanted, channel, company)}
        skipped = {"state": "skipped", "reason": reason_text(self.env, decision)}
        return {
            "partner_id": partner.id,
            "company_id": company.id,
            "channel": channel or wanted.channels[0],
            "purpose": wanted.purpose,
            "template_id": wanted.template.id,
            # also of whom it does not reach, so that the journal says what he did not get
            "subject": one_line(wanted.subject) or wanted.template.name or False,
            "address": addresses.get(channel or "", False),
            "res_model": wanted.res_model,
            "res_id": wanted.res_id,
            "idempotency_key": wanted.key,
            # what a customer sets off himself comes from the company
            "user_id": not self.env.user.share and self.env.uid,
            **(queued if channel else skipped),
        }

    @api.model
    def _not_before(self, wanted, channel, company):
        """Return when the message may go out: advertising not at night nor on rest days."""
        moment = wanted.scheduled_at or fields.Datetime.now()
        allowed = company._next_allowed(moment, wanted.purpose, channel)
        return allowed if wanted.scheduled_at or allowed > moment else False

    @api.model
    def _write(self, wanted, channel, partners):
        """Return what each person gets on a channel: partner's id → values of a contact."""
        if wanted.template:
            documents = self._documents(wanted, partners)
            written = wanted.template._written(channel, partners, documents)
            for values in written.values():
                values["subject"] = one_line(values.get("subject") or "") or wanted.template.name
        else:
            said = text_values(wanted, channel)
            written = {partner.id: dict(said) for partner in partners}
        if wanted.purpose == "marketing":
            self._add_legal_basis(written, channel, partners)
        return written

    @api.model
    def _documents(self, wanted, partners):
        if not wanted.res_model:
            return {}
        document = self.env[wanted.res_model].browse(wanted.res_id)
        return {partner.id: document for partner in partners}

    @api.model
    def _decide(self, partners, purpose, channels):
        """Decide for each person on which channel one may write to him.

        :return: partner's id → (`Decision`, channel → address)
        """
        permissions = self.env["crm.contact.permission"]._states_of(partners, purpose)
        addresses = {partner.id: addresses_of(partner) for partner in partners}
        barred = self._barred(addresses.values()) if purpose == "marketing" else {}
        decisions = {}
        for partner in partners:
            mine = {name: to for name, to in addresses[partner.id].items() if name in SENT_ON}
            blocked = frozenset(name for name, to in mine.items() if to in barred.get(name, ()))
            known = permissions.get(partner.id, {})
            decisions[partner.id] = (
                choose_channel(purpose, channels, mine, known, blocked),
                mine,
            )
        return decisions

    @api.model
    def _barred(self, addresses):
        """Return which of the addresses stand on a black list: channel → addresses."""
        emails = [email_normalize(one["email"]) for one in addresses if one.get("email")]
        numbers = [one["sms"] for one in addresses if one.get("sms")]
        # sudo: that an address is barred is told to whoever wants to write there
        mails = self.env["mail.blacklist"].sudo().search([("email", "in", emails)])
        # sudo: as above
        phones = self.env["phone.blacklist"].sudo().search([("number", "in", numbers)])
        return {"email": set(mails.mapped("email")), "sms": set(phones.mapped("number"))}

    @api.model
    def _add_legal_basis(self, written, channel, partners):
        """Say in each advertisement who sends it, on what ground, and how to have no more."""
        agreements = self.env["crm.contact.permission"]._in_force(partners, channel, "marketing")
        for partner in partners:
            given = agreements.get(partner.id)
            written[partner.id] = partner._with_legal_basis(channel, written[partner.id], given)
