from odoo import models

CREDENTIALS = ("username", "password", "signature_key", "replacement_key")


class ResCompany(models.Model):
    """Whether a company can ask NAV."""

    _inherit = "res.company"

    def _is_nav_set_up(self):
        """Tell whether NAV can be asked in the company's name; in demo mode nothing goes out."""
        self.ensure_one()
        is_real = self.l10n_hu_edi_server_mode in ("test", "production")
        return (
            is_real and bool(self.vat) and all(self[f"l10n_hu_edi_{name}"] for name in CREDENTIALS)
        )
