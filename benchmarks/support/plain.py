"""The same Odoo with the same other people's addons, but without ours."""

from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

SUFFIX = "_plain"


@contextmanager
def plain(env):
    """An environment on the database without our addons, which is rolled back."""
    with Registry(env.cr.dbname + SUFFIX).cursor() as cr:
        try:
            yield api.Environment(cr, SUPERUSER_ID, {"lang": env.context.get("lang")})
        finally:
            cr.rollback()
