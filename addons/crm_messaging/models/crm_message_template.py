from odoo import api, fields, models
from odoo.exceptions import UserError

from .crm_contact_log import PURPOSES

WRITTEN = [("email", "E-mail"), ("sms", "Text message"), ("letter", "Letter")]


class CrmMessageTemplate(models.Model):
    """One message, with a variant for each channel and language it goes out in."""

    _name = "crm.message.template"
    _description = "Message Template"
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    purpose = fields.Selection(PURPOSES, required=True, default="service")
    model_id = fields.Many2one(
        "ir.model",
        "About",
        ondelete="cascade",
        domain=[("is_mail_thread", "=", True)],
        help="What `object` is in the text; a customer where this is empty.",
    )
    company_id = fields.Many2one("res.company", index=True)
    variant_ids = fields.One2many("crm.message.template.variant", "template_id", copy=True)

    def _variant_for(self, channel, lang):
        """Return the variant of a channel in a language, else the one for all languages."""
        mine = self.variant_ids.filtered(lambda variant: variant.channel == channel)
        return (
            mine.filtered(lambda variant: variant.lang_id.code == lang)
            or mine.filtered(lambda variant: not variant.lang_id)
            or mine
        )[:1]

    def _written(self, channel, partners, documents):
        """Write the message to persons on a channel.

        :param documents: partner's id → the record that the message is about, or nothing
        :return: partner's id → values of a contact: ``subject``, ``body``, ``text``
        :raise UserError: the template has no variant of this channel
        """
        self.ensure_one()
        written = {}
        for lang, group in partners.grouped("lang").items():
            variant = self._variant_for(channel, lang)
            if not variant:
                raise UserError(self._no_variant(channel))
            written |= variant._written(group, documents, lang)
        return written

    def _no_variant(self, channel):
        words = self.variant_ids._fields["channel"]._description_selection(self.env)
        return self.env._(
            'The template "%(name)s" has no text for the channel %(channel)s: add a variant.',
            name=self.name,
            channel=dict(words).get(channel, channel),
        )


class CrmMessageTemplateVariant(models.Model):
    """What a template says on one channel, in one language or in all."""

    _name = "crm.message.template.variant"
    _description = "Variant of a Message Template"
    _inherit = ["mail.render.mixin"]
    _order = "channel, lang_id"
    _rec_name = "channel"
    # as Odoo's own templates: whoever sends need not be able to write such a text
    _unrestricted_rendering = True

    template_id = fields.Many2one("crm.message.template", required=True, ondelete="cascade")
    channel = fields.Selection(WRITTEN, required=True, default="email")
    lang_id = fields.Many2one("res.lang", "Language", help="Empty: for all languages.")
    subject = fields.Char()
    body = fields.Html(render_engine="qweb", sanitize="email_outgoing")
    text = fields.Text(help="What the text message says.")

    _one_each = models.UniqueIndex(
        "(template_id, channel, COALESCE(lang_id, 0))",
        "A template has one text a channel and language.",
    )

    @api.depends("template_id.model_id")
    def _compute_render_model(self):
        for variant in self:
            variant.render_model = variant.template_id.model_id.model or "res.partner"

    def _written(self, partners, documents, lang):
        """Fill the text for persons who read one language; see the template's `_written`."""
        self.ensure_one()
        objects = {partner.id: self._object_for(partner, documents) for partner in partners}
        ids = sorted({record.id for record in objects.values()})
        columns = {
            name: self._render_field(name, ids, set_lang=lang or self.env.lang)
            for name in ("subject", "body" if self.channel != "sms" else "text")
            if self[name]
        }
        return {
            partner: {name: texts[record.id] for name, texts in columns.items()}
            for partner, record in objects.items()
        }

    def _object_for(self, partner, documents):
        document = documents.get(partner.id)
        if document and document._name == self.render_model:
            return document
        if self.render_model != "res.partner":
            raise UserError(
                self.env._(
                    'The template "%(name)s" is about %(model)s: name such a document.',
                    name=self.template_id.name,
                    model=self.template_id.model_id.name,
                )
            )
        return partner
