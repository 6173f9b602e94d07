import re
from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..import_engine import Settings, bind, codes, read, suggest
from ..import_engine.headers import header_key
from ..import_engine.targets import SEGMENT
from ..messages import decoded, explained
from ..partner_values import TARGETS
from .crm_import_run import AT_ONCE

KINDS = [
    ("csv", "CSV"),
    ("xlsx", "Excel (XLSX)"),
    ("xls", "Excel 97 (XLS)"),
    ("ods", "OpenDocument (ODS)"),
    ("xml", "XML"),
]
ENCODINGS = [
    ("utf-8", "UTF-8"),
    ("cp1250", "Windows-1250"),
    ("iso8859-2", "ISO 8859-2"),
]
CODE = re.compile(r"[A-Za-z0-9_.-]+")


def _supported(column):
    """A column whose field is unknown here goes into none."""
    known = column.target in TARGETS or column.target.startswith(SEGMENT)
    return column if known else replace(column, target="")


class CrmImportSource(models.Model):
    """Where customers come from: a program or a person, its files and how they are read."""

    _name = "crm.import.source"
    _description = "Import Source"
    _inherit = ["mail.thread"]
    _order = "name, id"

    name = fields.Char(required=True)
    code = fields.Char(
        required=True, copy=False, help="Short name for other programs: letters, digits, _ . -"
    )
    kind = fields.Selection(
        KINDS, string="Kind of File", help="Recognised by the file's content where it is empty."
    )
    encoding = fields.Selection(ENCODINGS, help="Recognised where it is empty.")
    delimiter = fields.Char(size=1, help="Recognised where it is empty: comma, semicolon or tab.")
    sheet = fields.Char(help="Name of the worksheet; the first visible one where it is empty.")
    record_path = fields.Char(
        help="XML: the path to the element that repeats for each customer, such as "
        "customers/customer. The one that repeats most where it is empty."
    )
    country_id = fields.Many2one(
        "res.country",
        string="Default Country",
        default=lambda self: self.env.company.country_id,
        help="Of new customers without a country, and to read telephone numbers by.",
    )
    same_tax_number = fields.Selection(
        [(codes.REJECT, "Reject the row"), (codes.SITE, "Make it a delivery address")],
        string="Second Code under One Tax Number",
        required=True,
        default=codes.REJECT,
    )
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, index=True, required=True
    )
    active = fields.Boolean(default=True)
    column_ids = fields.One2many("crm.import.column", "source_id", string="Columns", copy=True)
    run_ids = fields.One2many("crm.import.run", "source_id", string="Loads")
    run_count = fields.Integer(compute="_compute_run_count")

    _unique_code = models.Constraint(
        "UNIQUE (company_id, code)", "Another source has this code already."
    )

    def _compute_run_count(self):
        groups = self.env["crm.import.run"]._read_group(
            [("source_id", "in", self.ids)], ["source_id"], ["__count"]
        )
        counts = {source.id: count for source, count in groups}
        for source in self:
            source.run_count = counts.get(source.id, 0)

    @api.constrains("code")
    def _check_code(self):
        for source in self:
            if not CODE.fullmatch(source.code):
                raise ValidationError(
                    self.env._(
                        "The code %(code)s of the source may have letters without accents, "
                        "digits, and the signs _ . - only.",
                        code=source.code,
                    )
                )

    # What other programs call

    def load_file(self, filename, content_base64, dry_run=False):
        """Load a file of customers to its end.

        :param filename: name of the file, for the record
        :param content_base64: the file's content, base64
        :param dry_run: say what a load would do, and change nothing
        :return: dict with ``run_id``, ``state`` (``done``), the numbers of ``rows``, ``created``,
            ``updated``, ``unchanged``, ``merged``, ``rejected``, and ``reasons`` and ``warnings``:
            dicts of code → number
        :raise UserError: the file cannot be read, or has over 20,000 rows: those go to
            :meth:`load_file_async`
        :raise AccessError: the user may not load
        """
        self.ensure_one()
        run = self._create_run(filename, content_base64, dry_run)
        # credit limits and payment terms are each company's own
        run.with_company(self.company_id)._load_now(AT_ONCE)
        return run._get_result()

    def load_file_async(self, filename, content_base64, dry_run=False):
        """Queue a file of customers; it is loaded in the background.

        :return: id of the load (``crm.import.run``), whose ``state`` and counts tell how far it is
        :raise UserError: this is no file of customers
        :raise AccessError: the user may not load
        """
        self.ensure_one()
        run = self._create_run(filename, content_base64, dry_run)
        with run._open_file() as file:
            self._read_table(file)
        run._wake_workers()
        return run.id

    def _create_run(self, filename, content_base64, dry_run):
        self.check_access("read")
        content = decoded(self.env, content_base64)
        # sudo: who may read a source may load from it; a load is only made and changed here
        runs = self.env["crm.import.run"].sudo()
        run = runs.create(
            {
                "source_id": self.id,
                "filename": filename,
                "is_dry_run": dry_run,
                "user_id": self.env.uid,
            }
        )
        run._keep_file(content)
        return run.sudo(False)

    # Reading

    def _read_table(self, file):
        """Return the engine's table of a binary file; what is wrong with it in words."""
        settings = Settings(
            kind=self._get_file_kind(),
            encoding=self.encoding or None,
            delimiter=self.delimiter or None,
            sheet=self.sheet or None,
            record_path=self.record_path or None,
        )
        with explained(self.env):
            return read(file, settings)

    def _get_file_kind(self):
        """Return of which kind files must be, None where any will do."""
        return self.kind or None

    def _bind_columns(self, headers):
        """Return the engine's columns of a file: the kept mapping, or what headers suggest."""
        if not self.column_ids:
            return self._suggest_columns(headers)
        mapping = {column.source_column: column.target or "" for column in self.column_ids}
        columns, missing = bind(mapping, headers)
        needed = [name for name in missing if mapping[name]]
        if needed:
            raise UserError(
                self.env._(
                    "The file lacks the columns %(columns)s. Name them in the file as in the "
                    "source, or correct the columns of the source %(name)s.",
                    columns=", ".join(needed),
                    name=self.name,
                )
            )
        return columns

    def _suggest_columns(self, headers):
        """Return the engine's columns of a file whose headers are looked at for the first time."""
        return [_supported(column) for column in suggest(headers)]

    def _get_policies(self):
        return {column.target: column.policy for column in self.column_ids if column.target}

    def _keep_columns(self, columns):
        """Keep what a file's headers suggested, for next time."""
        if not self.column_ids:
            # of two headers that read alike the leftmost counts
            first = {header_key(column.header): column for column in reversed(columns)}
            # sudo: whoever loads a first file keeps its columns without defining sources
            self.sudo().column_ids = [
                fields.Command.create(
                    {
                        "sequence": column.index,
                        "source_column": column.header,
                        "target": _supported(column).target or False,
                    }
                )
                for column in columns
                if column.header and first[header_key(column.header)] is column
            ]

    def action_suggest_columns(self):
        """Look at the last file again and suggest where its columns go.

        :raise UserError: nothing was loaded yet
        """
        self.ensure_one()
        columns = self._suggest_columns(self._read_headers())
        self.column_ids.unlink()
        self._keep_columns(columns)
        return True

    def _read_headers(self):
        """Return the headers of what was loaded last."""
        run = self.run_ids.sorted("id")[-1:]
        if not run:
            raise UserError(self.env._("Load a file first: its columns are recognised then."))
        with run._open_file() as file:
            return self._read_table(file).headers

    def action_open_runs(self):
        """Open the loads of the source."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_masterdata_import.action_crm_import_run"
        )
        return {**action, "domain": [("source_id", "=", self.id)]}
