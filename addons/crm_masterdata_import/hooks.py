"""A database that holds doubles installs all the same: the unique keys are filled last."""

from odoo.tools import SQL

UNIQUE_KEYS = ("unique_tax_number_key", "unique_registry_key")


def pre_init_hook(env):
    """Make the columns of the unique keys beforehand, so that Odoo does not fill them itself."""
    for name in UNIQUE_KEYS:
        env.cr.execute(
            SQL(
                "ALTER TABLE res_partner ADD COLUMN IF NOT EXISTS %s varchar",
                SQL.identifier(name),
            )
        )


def post_init_hook(env):
    """Fill the unique keys of those partners that are no doubles."""
    env["res.partner"]._refresh_unique_keys()
