import uuid
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.tools import mute_logger

from ..message_engine import VALID_FOR, verify

#: what is shown in the place of a secret
MASK = "••••••"


class CrmGatewayCaller(models.AbstractModel):
    """Whoever calls our webhooks: known by a word in the address, believed by signatures."""

    _name = "crm.gateway.caller"
    _description = "Caller of Webhooks"

    #: the column of `crm.gateway.secret` that names such an owner
    _secret_column = ""

    token = fields.Char(
        "Word in our address",
        required=True,
        copy=False,
        default=lambda self: uuid.uuid4().hex,
        groups="base.group_system",
    )
    secret = fields.Char(
        "Key of signatures",
        compute="_compute_secret",
        inverse="_inverse_secret",
        groups="base.group_system",
        help="With it, calls must be signed (HMAC-SHA256). It is not shown again.",
    )

    _token_unique = models.Constraint("UNIQUE (token)", "Two of them cannot share a word.")

    def _compute_secret(self):
        self._mask("secret")

    def _inverse_secret(self):
        self._keep_one("secret")

    def _secret(self, name):
        """Return a secret, empty where there is none."""
        self.ensure_one()
        return self.env["crm.gateway.secret"]._of(self).get(name, "")

    def _keep(self, name, value):
        # sudo: the table of secrets is nobody's; only administrators come here
        self.env["crm.gateway.secret"].sudo()._keep(self, name, value)

    def _mask(self, name):
        for caller in self:
            caller[name] = MASK if caller._secret(name) else False

    def _keep_one(self, name):
        for caller in self:
            if caller[name] != MASK:
                caller._keep(name, caller[name])
        self.invalidate_recordset([name])

    @api.model
    def _of_token(self, token):
        return self.search([("token", "=", token)], limit=1)

    def _is_signed(self, headers, body):
        """Return whether a call has a signature, is not old, and did not come before.

        Without a secret there is no signature to ask for: the word in the address lets it in.
        """
        secret = self._secret("secret")
        if not secret:
            return True
        stamp = headers.get("X-Timestamp", "")
        signature = headers.get("X-Signature", "").strip().lower()
        if not verify(secret, stamp, body, signature, fields.Datetime.now()):
            return False
        return self.env["crm.gateway.call"]._is_first(signature)


class CrmGatewayCall(models.Model):
    """Signed calls that were taken, so that none is taken twice."""

    _name = "crm.gateway.call"
    _description = "Signed Call of a Gateway"
    _log_access = False

    signature = fields.Char(required=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now, index=True)

    _once = models.Constraint("UNIQUE (signature)", "This call came before.")

    @api.model
    def _is_first(self, signature):
        """Note a signature; return whether it did not come before."""
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.create({"signature": signature})
        except UniqueViolation:
            return False
        return True

    @api.autovacuum
    def _gc_signatures(self):
        """Forget signatures that have grown too old to be taken anyway."""
        before = fields.Datetime.now() - 3 * VALID_FOR - timedelta(minutes=1)
        # sudo: nobody has rights on these
        self.sudo().search([("date", "<", before)], limit=10_000).unlink()
