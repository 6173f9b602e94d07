from odoo import api, models


class PhoneBlacklist(models.Model):
    """A number on the black list is a withdrawal of marketing by text message."""

    _inherit = "phone.blacklist"

    @api.model_create_multi
    def create(self, vals_list):
        """Bar numbers, and record the withdrawal of whom they belong to."""
        barred = super().create(vals_list)
        barred._record_permissions()
        return barred

    def write(self, vals):
        """Bar or free numbers, and record it with whom they belong to."""
        result = super().write(vals)
        if "active" in vals:
            self._record_permissions()
        return result

    @api.model
    def _add_known(self, numbers):
        """Put addresses on the list; those that were taken off it come back."""
        found = self.with_context(active_test=False).search([("number", "in", numbers)])
        found.filtered(lambda barred: not barred.active).action_unarchive()
        known = set(found.mapped("number"))
        self.create([{"number": one} for one in numbers if one not in known])

    @api.model
    def _remove_known(self, numbers):
        """Take those of the numbers off the list that stand on it."""
        self.search([("number", "in", numbers)]).action_archive()

    def _record_permissions(self):
        self.env["res.partner"]._follow_blacklist("sms", "phone_sanitized", self, "number")
