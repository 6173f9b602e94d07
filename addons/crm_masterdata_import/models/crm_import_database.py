from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..database_messages import explained_database
from ..database_rows import DatabaseRows
from ..external_database import Limits, connected, parse
from ..import_engine.sql_query import read_only
from ..import_engine.watermark import from_text

TIMEOUT = "crm_masterdata_import.database_timeout"
SECONDS = 120
SHOWN_ROWS = 5
# another query delivers other rows: what the old one has read says nothing of them
WHAT_IS_READ = {"connection_url", "query", "watermark_column"}


class CrmImportSource(models.Model):
    """A source that is another program's database, read over the network."""

    _inherit = "crm.import.source"

    kind = fields.Selection(selection_add=[("sql", "Database")])
    connection_url = fields.Char(
        string="Address of the Database",
        compute="_compute_connection_url",
        inverse="_inverse_connection_url",
        groups="base.group_system",
        help="postgresql://user:password@server:5432/database, mysql://…, mariadb://… or "
        "mssql://… The password is kept, and shown to nobody again.",
    )
    has_connection = fields.Boolean(string="Address Is Set", compute="_compute_has_connection")
    query = fields.Text(
        string="Table or Query",
        help="Name of a table or view, or one SELECT. The names of its columns count as headers.",
    )
    watermark_column = fields.Char(
        string="Only New by Column",
        help="A column of the query that grows with each change: a moment of change, or a number. "
        "Then only rows are read that have at least the greatest value of the last load, or none.",
    )
    watermark = fields.Char(string="Read Up To", readonly=True, copy=False)
    watermark_kind = fields.Char(readonly=True, copy=False)

    _watermark_has_its_kind = models.Constraint(
        "CHECK ((watermark IS NULL) = (watermark_kind IS NULL) AND"
        " watermark_kind IN ('number', 'date', 'moment', 'zoned'))",
        "A value up to which a source was read has its kind: number, date, moment or zoned.",
    )

    def _compute_connection_url(self):
        for source in self:
            secret = source._get_secret()
            source.connection_url = parse(secret).shown if secret else False

    def _inverse_connection_url(self):
        for source in self:
            text = (source.connection_url or "").strip()
            # what was shown comes back where somebody has saved the form
            secret = source._get_secret()
            if text != (parse(secret).shown if secret else ""):
                with explained_database(self.env):
                    address = text and parse(text)
                self.env["crm.import.connection"]._keep(source, address and text)
        self.invalidate_recordset(["connection_url", "has_connection"], flush=False)

    def _compute_has_connection(self):
        for source in self:
            source.has_connection = bool(source._get_secret())

    @api.constrains("watermark", "watermark_kind")
    def _check_watermark(self):
        for source in self:
            try:
                source._get_mark()
            except (ValueError, ArithmeticError) as error:
                raise ValidationError(
                    self.env._("%(value)s is no such value.", value=source.watermark)
                ) from error

    @api.constrains("query", "kind")
    def _check_query(self):
        for source in self.filtered(lambda source: source.kind == "sql" and source.query):
            if source.has_connection:
                with explained_database(self.env):
                    read_only(source.query, source._get_address().dialect)

    def write(self, vals):
        if WHAT_IS_READ & vals.keys():
            vals = {"watermark": False, "watermark_kind": False, **vals}
        return super().write(vals)

    def action_test_connection(self):
        """Connect, read the first rows, and say what came: columns, and how many rows.

        :return: a notification
        :raise UserError: what is wrong, in words
        :raise AccessError: the user may not set up the source
        """
        self.check_access("write")
        self.ensure_one()
        with self._open_rows() as rows:
            count = sum(1 for _row in zip(rows, range(SHOWN_ROWS), strict=False))
        columns = ", ".join(rows.headers)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if count else "warning",
                "sticky": True,
                "title": self.env._("The database answers"),
                "message": self.env._(
                    "Rows read for a try: %(count)s. Columns: %(columns)s",
                    count=count,
                    columns=columns,
                ),
            },
        }

    def action_reset_watermark(self):
        """Let the next load read all rows anew."""
        return self.write({"watermark": False, "watermark_kind": False})

    def _read_headers(self):
        if self.kind != "sql":
            return super()._read_headers()
        with self._open_rows() as rows:
            return rows.headers

    # Reading

    def _get_file_kind(self):
        # rejected rows of a database come back as a file, to be mended and loaded
        return None if self.kind == "sql" else super()._get_file_kind()

    def _get_secret(self):
        """Return the address with its password, to connect with and for nothing else."""
        return self.env["crm.import.connection"]._secret_of(self)

    def _get_address(self):
        secret = self._get_secret()
        if not secret:
            raise UserError(
                self.env._(
                    "The source %(name)s has no address of a database. An administrator sets it.",
                    name=self.name,
                )
            )
        return parse(secret)

    def _get_limits(self):
        # sudo: system parameters are the administrators'
        value = self.env["ir.config_parameter"].sudo().get_param(TIMEOUT, "")
        return Limits(statement=int(value) if value.isdecimal() and int(value) else SECONDS)

    def _get_mark(self):
        return from_text(self.watermark_kind, self.watermark)

    @contextmanager
    def _open_rows(self, above=None):
        """Give a block the rows of the query (`DatabaseRows`), while the connection stands.

        :param above: the `Mark` up to which was read before
        """
        self.ensure_one()
        with explained_database(self.env):
            address = self._get_address()
            select = read_only(self.query or "", address.dialect)
            with connected(address, self._get_limits()) as session:
                yield DatabaseRows(session, select, self.watermark_column or "", above)
