from odoo import api, models


class MailBlacklist(models.Model):
    """An address on the black list is a withdrawal of marketing by e-mail."""

    _inherit = "mail.blacklist"

    @api.model_create_multi
    def create(self, vals_list):
        """Bar addresses, and record the withdrawal of whom they belong to."""
        barred = super().create(vals_list)
        barred._record_permissions()
        return barred

    def write(self, vals):
        """Bar or free addresses, and record it with whom they belong to."""
        result = super().write(vals)
        if "active" in vals:
            self._record_permissions()
        return result

    @api.model
    def _add_known(self, emails):
        """Put addresses on the list; those that were taken off it come back."""
        found = self.with_context(active_test=False).search([("email", "in", emails)])
        found.filtered(lambda barred: not barred.active).action_unarchive()
        known = set(found.mapped("email"))
        self.create([{"email": one} for one in emails if one not in known])

    @api.model
    def _remove_known(self, emails):
        """Take those of the addresses off the list that stand on it."""
        self.search([("email", "in", emails)]).action_archive()

    def _record_permissions(self):
        self.env["res.partner"]._follow_blacklist("email", "email_normalized", self, "email")
