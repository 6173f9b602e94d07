import psycopg2

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..import_engine.double_keys import DoubleKeys, double_keys

PAGE = 10_000
OF_PARTNER = ("name", "zip", "street", "phone", "email")
COMPARED = tuple(DoubleKeys.__dataclass_fields__)


class CrmPartnerDoubleKey(models.Model):
    """What of a customer is compared, made ready once for each change; nobody's to see.

    Kept apart from the customers: whoever writes those pays nothing, and what has changed since
    the last search is found by comparing.
    """

    _name = "crm.partner.double.key"
    _description = "Compared Values"
    _log_access = False
    _rec_name = "name"

    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", ondelete="cascade")
    name = fields.Char(index=True)
    zip = fields.Char()
    street = fields.Char()
    house = fields.Char()
    phone = fields.Char(index="btree_not_null")
    email = fields.Char(index="btree_not_null")
    domain = fields.Char(index="btree_not_null")
    tax_number = fields.Char(index="btree_not_null")
    registry_number = fields.Char(index="btree_not_null")
    seen = fields.Datetime()
    # the search before which the customer changed
    round = fields.Integer(index=True)

    _unique_partner = models.Constraint(
        "UNIQUE (partner_id)", "A customer's values are compared once."
    )
    _address = models.Index("(zip, house) WHERE zip IS NOT NULL AND house IS NOT NULL")

    def init(self):
        """Make sure that PostgreSQL can compare texts by their trigrams, and does it quickly.

        :raise UserError: the extension is missing, and the database's user may not create it
        """
        try:
            with self.env.cr.savepoint():
                self.env.cr.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except psycopg2.Error as error:
            raise UserError(
                self.env._(
                    "Doubles are found with PostgreSQL's extension pg_trgm, which the database "
                    "%(database)s lacks and its user may not create. Let the administrator of "
                    "the database install the package postgresql-contrib and call CREATE "
                    "EXTENSION pg_trgm in this database; then install again.",
                    database=self.env.cr.dbname,
                )
            ) from error
        self.env.cr.execute(
            "CREATE INDEX IF NOT EXISTS crm_partner_double_key_name_trigrams"
            " ON crm_partner_double_key USING gin (name gin_trgm_ops)"
        )

    def _forget_gone(self):
        """Forget customers that are no longer compared, and their open pairs."""
        self.env.flush_all()
        # SQL: all customers are held against what was kept of them, whoever may see them
        self.env.cr.execute(
            SQL(
                """
                WITH gone AS (
                    DELETE FROM crm_partner_double_key AS k
                     WHERE NOT EXISTS (
                        SELECT FROM res_partner AS p WHERE p.id = k.partner_id AND %s)
                 RETURNING partner_id
                )
                DELETE FROM crm_partner_double
                 USING gone
                 WHERE state = 'open' AND gone.partner_id IN
                    (crm_partner_double.partner_id, other_id)
                """,
                self._compared(),
            )
        )
        self.env["crm.partner.double"].invalidate_model(flush=False)

    def _refresh_page(self, search_id):
        """Make the values of the next page of customers that have changed; return their number.

        :param search_id: the search that is to look them up
        """
        # SQL: a page of any number of customers, whoever may see them
        self.env.cr.execute(
            SQL(
                """
                SELECT p.id, p.company_id, p.tax_number_key, p.registry_key, p.write_date,
                       country.code, p.phone_sanitized, %s
                  FROM res_partner AS p
                  LEFT JOIN crm_partner_double_key AS k ON k.partner_id = p.id
                  LEFT JOIN res_country AS country ON country.id = p.country_id
                 WHERE %s AND (k.id IS NULL OR k.seen IS DISTINCT FROM p.write_date)
                 ORDER BY p.id
                 LIMIT %s
                """,
                SQL(", ").join(SQL.identifier("p", name) for name in OF_PARTNER),
                self._compared(),
                PAGE,
            )
        )
        page = self.env.cr.fetchall()
        if page:
            self._keep([self._row(search_id, *found) for found in page])
        return len(page)

    def _to_refresh(self):
        """Return how many customers have changed since their values were made."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                SELECT count(*) FROM res_partner AS p
                  LEFT JOIN crm_partner_double_key AS k ON k.partner_id = p.id
                 WHERE %s AND (k.id IS NULL OR k.seen IS DISTINCT FROM p.write_date)
                """,
                self._compared(),
            )
        )
        return self.env.cr.fetchone()[0]

    def _compared(self):
        """Return who may be a double: active customers of their own, nobody's user or company."""
        return SQL(
            """
            p.active AND p.parent_id IS NULL
            AND NOT EXISTS (SELECT FROM res_users WHERE partner_id = p.id)
            AND NOT EXISTS (SELECT FROM res_company WHERE partner_id = p.id)
            """
        )

    def _row(self, search_id, number, company, tax, registry, seen, country, sanitized, *values):
        values = dict(zip(OF_PARTNER, values, strict=True))
        default = self.env.company.country_id.code or "HU"
        values["phone"] = sanitized or values["phone"]
        keys = double_keys(values, country or default)
        compared = [getattr(keys, name) or None for name in COMPARED]
        return number, company, tax, registry, seen, search_id, *compared

    def _keep(self, rows):
        names = ("company_id", "tax_number", "registry_number", "seen", "round", *COMPARED)
        columns = ", ".join(names)
        update = ", ".join(f"{name} = excluded.{name}" for name in names)
        # SQL: a page at once, new customers beside changed ones
        self.env.cr.execute_values(
            f"INSERT INTO crm_partner_double_key (partner_id, {columns}) VALUES %s"  # noqa: S608
            f" ON CONFLICT (partner_id) DO UPDATE SET {update}",
            rows,
            page_size=PAGE,
        )
        self.invalidate_model(flush=False)
