from odoo import api, models

from ..extra_translations import load_model_terms


class IrModuleModule(models.Model):
    """Loads the Hungarian that other modules lack whenever Odoo loads a module's own."""

    _inherit = "ir.module.module"

    @api.model
    def _load_module_terms(self, modules, langs, overwrite=False):
        """Add our terms after those of `modules` (all of ours when this addon is among them)."""
        result = super()._load_module_terms(modules, langs, overwrite=overwrite)
        modules = None if "crm_suite_hu" in modules else list(modules)
        for lang in langs:
            load_model_terms(self.env, lang, modules, overwrite=overwrite)
        return result
