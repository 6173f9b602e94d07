from odoo import api, fields, models
from odoo.tools import SQL


class CrmGatewaySecret(models.Model):
    """What opens a gateway, or proves that a call is its own: nobody reads it but the system.

    It stands in a table of its own because PostgreSQL quotes whole rows where it refuses one, and
    is read and written past the ORM, so that it stays out of caches and logs.
    """

    _name = "crm.gateway.secret"
    _description = "Secret of a Gateway"
    _log_access = False

    provider_id = fields.Many2one("crm.sms.provider", ondelete="cascade")
    exchange_id = fields.Many2one("crm.phone.exchange", ondelete="cascade")
    name = fields.Char(required=True)
    value = fields.Char(copy=False, prefetch=False, groups=fields.NO_ACCESS)

    _one_owner = models.Constraint(
        "CHECK(num_nonnulls(provider_id, exchange_id) = 1)", "A secret has one owner."
    )
    _one_each = models.UniqueIndex(
        "(COALESCE(provider_id, 0), COALESCE(exchange_id, 0), name)",
        "A gateway has one secret a name.",
    )

    @api.model
    def _of(self, owner):
        """Return the secrets of a gateway or an exchange: name → text."""
        # SQL: see above
        self.env.cr.execute(
            SQL(
                "SELECT name, value FROM crm_gateway_secret WHERE %s = %s",
                SQL.identifier(owner._secret_column),
                owner.id or 0,
            ),
            log_exceptions=False,
        )
        return dict(self.env.cr.fetchall())

    @api.model
    def _keep(self, owner, name, value):
        """Keep another secret, or none; who may do so is for the caller to ask."""
        owner.flush_recordset()
        # SQL: see above
        self.env.cr.execute(
            SQL(
                "INSERT INTO crm_gateway_secret (%s, name, value) VALUES (%s, %s, %s)"
                " ON CONFLICT (COALESCE(provider_id, 0), COALESCE(exchange_id, 0), name)"
                " DO UPDATE SET value = excluded.value",
                SQL.identifier(owner._secret_column),
                owner.id,
                name,
                value or "",
            ),
            log_exceptions=False,
        )
