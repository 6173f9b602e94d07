from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import clean_context

from ..adapters import link_token
from .crm_contact_log import CHANNELS, PURPOSES

STATES = [("given", "Given"), ("withdrawn", "Withdrawn"), ("pending", "Asked for")]
#: channels on which a withdrawal of marketing stands on one of Odoo's black lists as well
BLACKLISTS = {"email": "mail.blacklist", "sms": "phone.blacklist"}
FOLLOWING = "crm_messaging_following_blacklist"


class CrmContactPermission(models.Model):
    """What a person said on being written to: one row is in force a person, channel and purpose.

    What was said before stays as a row that is no longer current: the register of consents that
    the law asks for (2008. évi XLVIII. tv. 6. § (5); GDPR 7. cikk (1): consent must be shown).
    """

    _name = "crm.contact.permission"
    _description = "Permission to Contact"
    _order = "date desc, id desc"

    partner_id = fields.Many2one("res.partner", "Person", required=True, ondelete="cascade")
    channel = fields.Selection(CHANNELS, required=True)
    purpose = fields.Selection(PURPOSES, required=True, default="marketing")
    state = fields.Selection(STATES, "Status", required=True, default="given")
    date = fields.Datetime("Since", required=True, default=fields.Datetime.now)
    source = fields.Char(help="Where it was said: front desk, portal, link in a message, file …")
    proof = fields.Text(help="What shows it: the text of the consent, a file's name, a message.")
    user_id = fields.Many2one(
        "res.users", "Recorded by", default=lambda self: self.env.user, readonly=True
    )
    is_current = fields.Boolean("In force", default=True, readonly=True)
    company_id = fields.Many2one(related="partner_id.company_id", store=True, index=True)

    _one_in_force = models.UniqueIndex(
        "(partner_id, channel, purpose) WHERE is_current",
        "Two permissions cannot be in force for one person, channel and purpose.",
    )
    _partner_idx = models.Index("(partner_id, date DESC)")

    @api.depends("partner_id", "channel", "purpose", "state")
    def _compute_display_name(self):
        words = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("channel", "purpose", "state")
        }
        for permission in self:
            said = ", ".join(words[name].get(permission[name], "") for name in words)
            permission.display_name = f"{permission.partner_id.name or ''}: {said}"

    @api.model_create_multi
    def create(self, vals_list):
        """Record what persons said; what was in force for the same is kept as history."""
        self._end([vals for vals in vals_list if vals.get("is_current", True)])
        permissions = super().create(self._last_of_each(vals_list))
        permissions._mirror()
        return permissions

    def write(self, vals):
        """Change what a person says now; what was said before is kept as a row of its own."""
        if set(vals) & {"partner_id", "channel", "purpose"}:
            raise AccessError(
                self.env._(
                    "A permission stays with its person, channel and purpose: record another."
                )
            )
        if not self.env.su and ("is_current" in vals or not all(self.mapped("is_current"))):
            raise AccessError(self.env._("What was said before stays as it was said."))
        if vals.get("state"):
            changed = self.filtered(lambda row: row.is_current and row.state != vals["state"])
            changed._keep_history()
            vals = {"date": fields.Datetime.now(), "user_id": self.env.uid, **vals}
        result = super().write(vals)
        self._mirror()
        return result

    @api.model
    def _last_of_each(self, vals_list):
        """Mark all but the last of rows that speak of the same as history."""
        seen, marked = set(), []
        for vals in reversed(vals_list):
            key = self._key(vals)
            current = vals.get("is_current", True) and key not in seen
            seen.add(key)
            marked.append({**vals, "is_current": current})
        return marked[::-1]

    @api.model
    def _key(self, vals):
        return (vals.get("partner_id"), vals.get("channel"), vals.get("purpose", "marketing"))

    @api.model
    def _end(self, vals_list):
        """What is in force for the same person, channel and purpose is so no longer."""
        keys = {self._key(vals) for vals in vals_list}
        before = self.search(
            [("partner_id", "in", [key[0] for key in keys]), ("is_current", "=", True)]
        )
        ended = before.filtered(lambda row: (row.partner_id.id, row.channel, row.purpose) in keys)
        # sudo: nobody else ends what a person said
        ended.sudo().write({"is_current": False})
        ended.flush_recordset(["is_current"])

    @api.model
    def _merge(self, partners):
        """Leave one row in force of persons who become one: a withdrawal, else the last."""
        rows = self.search([("partner_id", "in", partners.ids), ("is_current", "=", True)])
        for same in rows.grouped(lambda row: (row.channel, row.purpose)).values():
            # the rows come with the last one first
            in_force = (same.filtered(lambda row: row.state == "withdrawn") or same)[0]
            (same - in_force).write({"is_current": False})
        self.flush_model(["is_current"])

    def _keep_history(self):
        """Copy what was said until now into rows that are no longer in force."""
        rows = [
            {name: row[name] for name in ("channel", "purpose", "state", "date", "source", "proof")}
            | {"partner_id": row.partner_id.id, "user_id": row.user_id.id, "is_current": False}
            for row in self
        ]
        self.create(rows)

    @api.model
    def _states_of(self, partners, purpose):
        """Return what persons say of a purpose: partner's id → channel → state."""
        # sudo: whoever may write to a customer is told whether he may, not what was said
        rows = self.sudo().search_fetch(
            [
                ("partner_id", "in", partners.ids),
                ("purpose", "=", purpose),
                ("is_current", "=", True),
            ],
            ["partner_id", "channel", "state"],
        )
        found = {}
        for row in rows:
            found.setdefault(row.partner_id.id, {})[row.channel] = row.state
        return found

    @api.model
    def _in_force(self, partners, channel, purpose):
        """Return the rows in force of persons: partner's id → row."""
        # sudo: a person is told himself what he has said
        rows = self.sudo().search(
            [
                ("partner_id", "in", partners.ids),
                ("channel", "=", channel),
                ("purpose", "=", purpose),
                ("is_current", "=", True),
            ]
        )
        return {row.partner_id.id: row for row in rows}

    @api.model
    def _record(self, partners, channel, purpose, state, source, proof=False):
        """Record what persons said, wherever they have not said so already."""
        # whatever dialog this comes from has defaults of its own
        self = self.with_env(self.env(context=clean_context(self.env.context)))
        known = self._states_of(partners, purpose)
        new = partners.filtered(lambda one: known.get(one.id, {}).get(channel) != state)
        return self.create(
            [
                {
                    "partner_id": partner.id,
                    "channel": channel,
                    "purpose": purpose,
                    "state": state,
                    "source": source,
                    "proof": proof,
                }
                for partner in new
            ]
        )

    def _confirm_token(self):
        self.ensure_one()
        return link_token(self.env, "confirm", self.id)

    def _confirm(self, address):
        """Give what was asked for, as the person himself says; what else he said stays."""
        proof = self.env._("Confirmed by the link in our e-mail, from %(ip)s", ip=address)
        waiting = self.filtered(lambda row: row.is_current and row.state == "pending")
        waiting.write({"state": "given", "proof": proof})

    def action_ask(self):
        """Ask persons by e-mail to confirm what they are said to have given (double opt-in).

        :return: True
        :raise UserError: a person has no e-mail address
        """
        for permission in self:
            permission.write({"state": "pending"})
            permission._send_question()
        return True

    def _send_question(self):
        partner = self.partner_id.with_context(lang=self.partner_id.lang)
        link = f"{self.get_base_url()}/crm_messaging/confirm/{self.id}/{self._confirm_token()}"
        body = Markup('<p>%s</p><p><a href="%s">%s</a></p>') % (
            partner.env._(
                "%(company)s would like to write to you with offers. If you agree, confirm it:",
                company=partner._advertiser().name,
            ),
            link,
            partner.env._("Yes, I agree"),
        )
        (result,) = self.env["crm.message"].send(
            partner.ids, "service", ["email"], subject=partner.env._("Do you agree?"), body=body
        )
        if result["state"] != "queued":
            raise UserError(result["reason"])

    def _mirror(self):
        """Bar the addresses of withdrawn marketing in Odoo's black lists, and free given ones."""
        if self.env.context.get(FOLLOWING):
            return
        rows = self.filtered(
            lambda row: row.is_current and row.purpose == "marketing" and row.channel in BLACKLISTS
        )
        for (channel, state), group in rows.grouped(lambda row: (row.channel, row.state)).items():
            name = "email_normalized" if channel == "email" else "phone_sanitized"
            addresses = sorted({one for one in group.partner_id.mapped(name) if one})
            # sudo: whoever may record a withdrawal bars the address as well
            blacklist = self.env[BLACKLISTS[channel]].sudo().with_context(**{FOLLOWING: True})
            if state == "withdrawn":
                blacklist._add_known(addresses)
            elif state == "given":
                blacklist._remove_known(addresses)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        """The register of consents is kept; a person's erasure goes by way of the person."""
        if not self.env.is_system():
            raise AccessError(
                self.env._("What a person said is kept: record a withdrawal instead.")
            )
