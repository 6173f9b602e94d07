from odoo import api, fields, models
from odoo.tools import SQL


class CrmImportConnection(models.Model):
    """The address of a source's database, with its password: nobody reads it but the system.

    It stands in a table of its own because PostgreSQL quotes whole rows where it refuses one, and
    is read and written past the ORM, so that it stays out of caches and of the log of failed
    queries.
    """

    _name = "crm.import.connection"
    _description = "Address of a Database"
    _log_access = False

    source_id = fields.Many2one("crm.import.source", required=True, ondelete="cascade")
    address = fields.Char(copy=False, prefetch=False, groups=fields.NO_ACCESS)

    _one_address = models.Constraint("UNIQUE (source_id)", "A source has one address.")

    @api.model
    def _secret_of(self, source):
        """Return the address of a source, or nothing."""
        # SQL: see above
        self.env.cr.execute(
            SQL("SELECT address FROM crm_import_connection WHERE source_id = %s", source.id or 0),
            log_exceptions=False,
        )
        found = self.env.cr.fetchone()
        return found[0] if found else ""

    @api.model
    def _keep(self, source, address):
        """Keep another address, or none; who may do so is for the caller to ask."""
        source.flush_recordset()
        # SQL: see above
        self.env.cr.execute(
            SQL(
                "INSERT INTO crm_import_connection (source_id, address) VALUES (%s, %s)"
                " ON CONFLICT (source_id) DO UPDATE SET address = excluded.address",
                source.id,
                address or None,
            ),
            log_exceptions=False,
        )
