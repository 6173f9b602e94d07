from collections import Counter
from contextlib import contextmanager
from io import BytesIO
from itertools import islice

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..foreign_numbers import foreign_checker
from ..import_engine import list_places, list_rows, read
from ..messages import decoded, explained

KINDS = [
    ("insolvent", "Insolvency proceedings"),
    ("unpaid", "Does not pay"),
    ("tax_debt", "Owes taxes"),
    ("other", "Other"),
]
# what results show of a list, and whose customers it is held against
SHOWN = {"active", "company_id", "date", "kind", "name", "source"}
# so many rows go to the database at once
PAGE = 50_000


class CrmCheckList(models.Model):
    """A list of firms that others make: insolvent, not paying. It comes as a file, over and over.

    Each file replaces the rows of the one before.
    """

    _name = "crm.check.list"
    _description = "List of Firms"
    _inherit = ["mail.thread"]
    _order = "name, id"

    name = fields.Char(required=True)
    kind = fields.Selection(KINDS, required=True, default="insolvent")
    source = fields.Char(help="Who makes the list, such as Cégközlöny or a credit agency.")
    date = fields.Date(string="As of", help="The day of the list; shown with its warnings.")
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, required=True, index=True
    )
    active = fields.Boolean(default=True)
    row_count = fields.Integer(string="Rows", readonly=True, copy=False)
    skipped_count = fields.Integer(
        string="Rows without a Number",
        readonly=True,
        copy=False,
        help="Neither a tax number nor a company registry number that finds anybody.",
    )
    loaded_at = fields.Datetime(readonly=True, copy=False)
    loaded_by = fields.Many2one("res.users", readonly=True, copy=False)
    hit_count = fields.Integer(string="Customers on It", compute="_compute_hit_count")

    _unique_name = models.Constraint(
        "UNIQUE (company_id, name)", "Another list has this name already."
    )

    def _compute_hit_count(self):
        groups = self.env["crm.partner.check"]._read_group(
            self._hits_domain(), ["list_id"], ["__count"]
        )
        counts = {found.id: count for found, count in groups}
        for record in self:
            record.hit_count = counts.get(record.id, 0)

    def write(self, vals):
        """A list that is archived, or another company's, has no customers here any more."""
        done = super().write(vals)
        if SHOWN & vals.keys():
            self._match()
        return done

    def unlink(self):
        """Whoever was on the list is on it no longer."""
        self.active = False
        return super().unlink()

    # What other programs call

    def load_file(self, filename, content_base64):
        """Replace the rows of the list by those of a file, and find the customers on it.

        :param filename: name of the file, for the record
        :param content_base64: a CSV, XLSX, XLS, ODS or XML file in base64, with a column of tax
            numbers, of company registry numbers, or both; others are ignored but for the name
        :return: dict with ``rows``, ``skipped`` (rows without a number that finds anybody),
            ``listed`` and ``gone``: customers that are on the list now, and are no longer
        :raise UserError: the file cannot be read, or has no such column or rows
        :raise AccessError: the user may not load lists
        """
        self.ensure_one()
        self.check_access("write")
        self.lock_for_update()
        with self._opened(content_base64) as file:
            table = read(file)
            places = list_places(table.headers)
            if not places:
                raise UserError(
                    self.env._(
                        "No column of the file was recognised as tax number (Adószám) or company "
                        "registry number (Cégjegyzékszám). Name one of its columns so."
                    )
                )
            kept, skipped = self._replace_rows(table.rows, places)
        self.write(
            {
                "row_count": kept,
                "skipped_count": skipped,
                "loaded_at": fields.Datetime.now(),
                "loaded_by": self.env.uid,
            }
        )
        counts = self._match()
        self._log_load(filename, kept, counts)
        return {"rows": kept, "skipped": skipped, **counts}

    @contextmanager
    def _opened(self, content_base64):
        with explained(self.env), BytesIO(decoded(self.env, content_base64)) as file:
            yield file

    def _replace_rows(self, rows, places):
        """Put the rows of a file in the place of those before; return how many, and how many not.

        :raise UserError: there are none
        """
        # SQL: many rows go at once, and nothing hangs on them
        self.env.cr.execute(SQL("DELETE FROM crm_check_list_row WHERE list_id = %s", self.id))
        country = self.company_id.country_id.code or "HU"
        found = list_rows(rows, places, country, foreign_checker(self.env))
        kept = skipped = 0
        while page := list(islice(found, PAGE)):
            good = [row for row in page if row]
            self._insert_rows(good)
            kept, skipped = kept + len(good), skipped + len(page) - len(good)
        if not kept:
            raise UserError(
                self.env._(
                    "No row of the file has a valid tax number or company registry number. The "
                    "list stays as it was."
                )
            )
        self.env["crm.check.list.row"].invalidate_model(flush=False)
        return kept, skipped

    def _insert_rows(self, rows):
        # SQL: as above
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO crm_check_list_row
                    (list_id, row_number, name, tax_number_key, registry_key)
                SELECT %s, * FROM unnest(%s::int[], %s::varchar[], %s::varchar[], %s::varchar[])
                """,
                self.id,
                [row.row_number for row in rows],
                [row.name or None for row in rows],
                [row.tax_number_key or None for row in rows],
                [row.registry_key or None for row in rows],
            )
        )

    def _log_load(self, filename, kept, counts):
        self.message_post(
            body=self.env._(
                "%(file)s: %(rows)s rows; %(listed)s customers on the list, %(gone)s no longer.",
                file=filename,
                rows=kept,
                listed=counts["listed"],
                gone=counts["gone"],
            )
        )

    # Screens

    def _hits_domain(self):
        return [
            ("list_id", "in", self.ids),
            ("is_latest", "=", True),
            ("result", "=", "listed"),
        ]

    def action_open_hits(self):
        """Open the customers on the list."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_masterdata_import.action_crm_partner_check"
        )
        return {**action, "domain": self._hits_domain(), "context": {}}

    def action_open_rows(self):
        """Open the rows of the list."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_masterdata_import.action_crm_check_list_row"
        )
        return {**action, "domain": [("list_id", "in", self.ids)]}

    def _count_results(self, results):
        counts = Counter(results)
        return {"listed": counts["listed"], "gone": counts["gone"]}
