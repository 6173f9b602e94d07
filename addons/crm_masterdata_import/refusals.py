"""What may be refused of a row, and how a try leaves no trace."""

from contextlib import contextmanager, suppress

import psycopg2

from odoo.exceptions import UserError

# what a database refuses, and what Odoo does: of one row, not of the program
REFUSALS = (UserError, ValueError, psycopg2.IntegrityError, psycopg2.DataError)


class RolledBack(Exception):
    """Ends a savepoint whose changes must not stay."""


@contextmanager
def rolled_back(env):
    """Undo what a block writes, whether or not it is refused."""
    try:
        with suppress(RolledBack), env.cr.savepoint():
            yield
            raise RolledBack
    finally:
        env.invalidate_all(flush=False)
