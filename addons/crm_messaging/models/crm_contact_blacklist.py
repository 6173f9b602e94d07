from odoo import api, models


class CrmContactBlacklist(models.AbstractModel):
    """What Odoo's black lists have in common: an address on one is a withdrawal of marketing."""

    _name = "crm.contact.blacklist"
    _description = "Black List That Follows Permissions"

    #: the channel, where partners have such an address, and where the list has it
    _channel = _partner_field = _address_field = ""

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
    def _add_known(self, addresses):
        """Put addresses on the list; those that were taken off it come back."""
        name = self._address_field
        found = self.with_context(active_test=False).search([(name, "in", addresses)])
        found.filtered(lambda barred: not barred.active).action_unarchive()
        known = set(found.mapped(name))
        self.create([{name: one} for one in addresses if one not in known])

    @api.model
    def _remove_known(self, addresses):
        """Take those of the addresses off the list that stand on it."""
        self.search([(self._address_field, "in", addresses)]).action_archive()

    def _record_permissions(self):
        self.env["res.partner"]._follow_blacklist(
            self._channel, self._partner_field, self, self._address_field
        )


class MailBlacklist(models.Model):
    """E-mail addresses."""

    _name = "mail.blacklist"
    _inherit = ["mail.blacklist", "crm.contact.blacklist"]

    _channel, _partner_field, _address_field = "email", "email_normalized", "email"


class PhoneBlacklist(models.Model):
    """Telephone numbers, for text messages."""

    _name = "phone.blacklist"
    _inherit = ["phone.blacklist", "crm.contact.blacklist"]

    _channel, _partner_field, _address_field = "sms", "phone_sanitized", "number"
