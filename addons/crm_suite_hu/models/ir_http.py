from odoo import api, models

from ..extra_translations import web_messages


class IrHttp(models.AbstractModel):
    """Serves the Hungarian of the web client that other modules lack."""

    _inherit = "ir.http"

    @api.model
    def _get_translations_for_webclient(self, modules, lang):
        """Add our terms to those of each module, in the language that is asked for."""
        translations, lang_params = super()._get_translations_for_webclient(modules, lang)
        lang = lang or self.env.context.get("lang")
        if lang:
            for module, terms in translations.items():
                messages = web_messages(module, lang, terms["messages"])
                if messages is not terms["messages"]:
                    translations[module] = {**terms, "messages": messages}
        return translations, lang_params
