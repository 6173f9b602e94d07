"""What the database itself must be able to do."""

from odoo.tools import SQL

from .base import ByHand, _lt

#: Two names and how Hungarian sorts them; by character codes Á comes after Z.
FIRST, SECOND = "Ábel", "Zoltán"


class Sorting(ByHand):
    key = "sorting"
    title = _lt("Lists in Hungarian order")
    reason = _lt(
        "Á sorts with A and Ö with O only where the database was made with a Hungarian collation."
    )

    def current(self, company):
        query = SQL("SELECT datcollate FROM pg_database WHERE datname = current_database()")
        return company.env.execute_query(query)[0][0]

    def needed(self, company):
        query = SQL("SELECT %s::text < %s::text", FIRST, SECOND)
        return not company.env.execute_query(query)[0][0]

    def notice(self, company):
        if not self.needed(company):
            return ""
        return company.env._(
            "Collation %(collation)s: names that begin with an accented letter stand after Z. "
            "Back the database up, create an empty one with createdb --template=template0 "
            "--locale=hu_HU.UTF-8, and restore the backup into it.",
            collation=self.current(company),
        )
