from odoo import api, fields, models
from odoo.tools import SQL

from .crm_sms_provider import SECRETS


class CrmSmsSecret(models.Model):
    """What opens a gateway: nobody reads it but the system.

    It stands in a table of its own because PostgreSQL quotes whole rows where it refuses one, and
    is read and written past the ORM, so that it stays out of caches and logs.
    """

    _name = "crm.sms.secret"
    _description = "Secret of a Text Message Gateway"
    _log_access = False

    provider_id = fields.Many2one("crm.sms.provider", required=True, ondelete="cascade")
    name = fields.Char(required=True)
    value = fields.Char(copy=False, prefetch=False, groups=fields.NO_ACCESS)

    _one_each = models.Constraint("UNIQUE (provider_id, name)", "A gateway has one secret a name.")

    @api.model
    def _of(self, provider):
        """Return the secrets of a gateway: name → text, the missing ones empty."""
        # SQL: see above
        self.env.cr.execute(
            SQL("SELECT name, value FROM crm_sms_secret WHERE provider_id = %s", provider.id or 0),
            log_exceptions=False,
        )
        return dict.fromkeys(SECRETS, "") | dict(self.env.cr.fetchall())

    @api.model
    def _keep(self, provider, name, value):
        """Keep another secret, or none; who may do so is for the caller to ask."""
        provider.flush_recordset()
        # SQL: see above
        self.env.cr.execute(
            SQL(
                "INSERT INTO crm_sms_secret (provider_id, name, value) VALUES (%s, %s, %s)"
                " ON CONFLICT (provider_id, name) DO UPDATE SET value = excluded.value",
                provider.id,
                name,
                value or "",
            ),
            log_exceptions=False,
        )
