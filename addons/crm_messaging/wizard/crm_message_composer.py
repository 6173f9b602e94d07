from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from ..adapters import Wanted, reason_text
from ..models.crm_contact_log import PURPOSES
from ..models.crm_message import SENT_ON

CHANNELS = [("email", "E-mail"), ("sms", "Text message"), ("letter", "Letter")]


class CrmMessageComposer(models.TransientModel):
    """One message to one customer or to many: whom it reaches on which channel is seen before."""

    _name = "crm.message.composer"
    _description = "Write to Customers"

    partner_ids = fields.Many2many("res.partner", string="To", required=True)
    purpose = fields.Selection(PURPOSES, required=True, default="service")
    channel = fields.Selection(CHANNELS, help="Empty: the one that each customer likes best.")
    fallback = fields.Selection(
        CHANNELS, "Otherwise", help="For whom the first channel does not reach."
    )
    template_id = fields.Many2one("crm.message.template")
    subject = fields.Char()
    body = fields.Html("Message", sanitize="email_outgoing")
    text = fields.Text("Text message")
    attachment_ids = fields.Many2many("ir.attachment")
    scheduled_at = fields.Datetime("Not before")
    res_model = fields.Char()
    res_id = fields.Integer()
    reply_to_id = fields.Many2one("crm.contact.log")
    question = fields.Html(compute="_compute_question")
    line_ids = fields.One2many("crm.message.composer.line", "composer_id", compute="_compute_lines",
                               store=True, readonly=True)  # fmt: skip
    reached = fields.Integer(compute="_compute_lines", store=True)
    sms_note = fields.Char(compute="_compute_sms_note")
    preview_partner_id = fields.Many2one("res.partner", "Preview for")
    preview = fields.Html(compute="_compute_preview")
    is_sms = fields.Boolean(compute="_compute_is_sms")

    @api.depends("channel", "fallback")
    def _compute_is_sms(self):
        for composer in self:
            composer.is_sms = "sms" in composer._channels()

    @api.onchange("template_id")
    def _onchange_template(self):
        if self.template_id:
            self.purpose = self.template_id.purpose

    @api.depends("reply_to_id")
    def _compute_question(self):
        for composer in self:
            asked = composer.reply_to_id
            composer.question = asked.body or (asked.text and plaintext2html(asked.text))

    def _channels(self):
        self.ensure_one()
        chosen = [one for one in (self.channel, self.fallback) if one]
        return tuple(dict.fromkeys(chosen or ("email", "sms")))

    def _channels_of(self, partner):
        """Return the channels for a person: what he likes best first, where none is chosen."""
        channels = self._channels()
        liked = partner.preferred_channel
        if self.channel or liked not in SENT_ON:
            return channels
        return tuple(dict.fromkeys((liked, *channels)))

    @api.depends("partner_ids", "purpose", "channel", "fallback")
    def _compute_lines(self):
        message = self.env["crm.message"]
        for composer in self:
            lines = []
            partners = composer.partner_ids._origin
            for channels, group in partners.grouped(composer._channels_of).items():
                decided = message._decide(group, composer.purpose, channels)
                lines += [composer._line(one, *decided[one.id]) for one in group]
            composer.line_ids = [fields.Command.clear(), *map(fields.Command.create, lines)]
            composer.reached = sum(bool(line["channel"]) for line in lines)

    def _line(self, partner, decision, addresses):
        return {
            "partner_id": partner.id,
            "channel": decision.channel or False,
            "address": addresses.get(decision.channel or "", ""),
            "reason": False if decision.channel else reason_text(self.env, decision),
        }

    @api.depends("text", "is_sms")
    def _compute_sms_note(self):
        for composer in self:
            composer.sms_note = composer._measured() if composer.is_sms else False

    def _measured(self):
        found = self.env["crm.message"].measure_sms(self.text or "")
        words = self.env._(
            "%(units)s characters, %(parts)s parts, %(left)s left in the last one.",
            **{name: found[name] for name in ("units", "parts", "left")},
        )
        if found["dear"]:
            words += " " + self.env._(
                "These make it dearer: %(signs)s", signs=" ".join(found["dear"])
            )
        if found["price"]:
            words += " " + self.env._("%(price)s a customer.", price=found["price"])
        return words

    @api.depends("preview_partner_id", "template_id", "subject", "body", "text", "line_ids")
    def _compute_preview(self):
        for composer in self:
            composer.preview = composer._previewed() if composer.preview_partner_id else False

    def _previewed(self):
        partner = self.preview_partner_id._origin
        line = self.line_ids.filtered(lambda line: line.partner_id._origin == partner)
        channel = line.channel or self._channels_of(partner)[0]
        written = self._written_to(partner, channel)
        return written.get("body") or plaintext2html(written.get("text") or "")

    def _written_to(self, partner, channel):
        wanted = self._wanted((channel,))
        return self.env["crm.message"]._write(wanted, channel, partner)[partner.id]

    def action_plain(self):
        """Write the text message with the characters that cost least.

        :return: the composer, open as it is
        """
        self.ensure_one()
        self.text = self.env["crm.message"].measure_sms(self.text or "")["plain"]
        return self._stay()

    def _stay(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Write to customers"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_test(self):
        """Send the message to the user himself, whatever he permits.

        :return: the composer, open as it is
        """
        self.ensure_one()
        partner = self.env.user.partner_id
        channels = self._channels_of(partner)
        self.env["crm.message"]._checked(self._wanted(channels), partner.ids)
        written = self._written_to(partner, channels[0])
        # as it is read, at once, and not on the customer's thread
        wanted = Wanted(
            purpose="service",
            channels=channels,
            template=self.template_id.browse(),
            **{name: written.get(name) or "" for name in ("subject", "body", "text")},
        )
        (result,) = self.env["crm.message"]._send(wanted, partner, self.attachment_ids)
        if result["state"] != "queued":
            raise UserError(self.env._("You get no test: %(why)s", why=result["reason"]))
        return self._stay()

    def action_send(self):
        """Queue the message for all whom it reaches, and note why it does not reach the others.

        :return: an action that says how many it goes to
        :raise UserError: it says nothing, or reaches nobody
        """
        self.ensure_one()
        results = self._send_to_all()
        queued = [result for result in results if result["state"] == "queued"]
        if not queued:
            raise UserError(
                self.env._("The message reaches nobody: %(why)s", why=results[0]["reason"])
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(count)s messages are on their way, %(skipped)s customers get none.",
                    count=len(queued),
                    skipped=len(results) - len(queued),
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _send_to_all(self):
        message, results = self.env["crm.message"], []
        if self.reply_to_id:
            self.reply_to_id._take_to_answer()
        for channels, group in self.partner_ids.grouped(self._channels_of).items():
            wanted = self._wanted(channels)
            message._checked(wanted, group.ids)
            results += message._send(wanted, group, self.attachment_ids)
        if self.reply_to_id:
            sent = self.env["crm.contact.log"].browse([one["log_id"] for one in results])
            self.reply_to_id._closed_by(sent)
        return results

    def _wanted(self, channels):
        return Wanted(
            purpose=self.purpose,
            channels=channels,
            template=self.template_id,
            subject=self.subject or "",
            body=self.body or "",
            text=self.text or "",
            res_model=self.res_id and self.res_model,
            res_id=self.res_id or False,
            scheduled_at=self.scheduled_at,
        )


class CrmMessageComposerLine(models.TransientModel):
    """On which channel a message reaches a person, or why it does not."""

    _name = "crm.message.composer.line"
    _description = "Recipient of a Message"

    composer_id = fields.Many2one("crm.message.composer", required=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", "Customer", required=True)
    channel = fields.Selection(CHANNELS)
    address = fields.Char()
    reason = fields.Char("Not reached because")
