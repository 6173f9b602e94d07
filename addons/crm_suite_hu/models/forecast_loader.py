"""Between forecast files and `crm.sales.forecast`: the only place that knows both sides."""

import base64
import binascii
import csv
import io
from dataclasses import dataclass

import openpyxl

from odoo.exceptions import UserError
from odoo.tools import float_round

from ..forecast_engine import (
    FileError,
    Parsed,
    RowError,
    Wanted,
    cells_from_csv,
    parse_cells,
    plan,
)
from ..forecast_engine.data import SOURCES
from .forecast_lookup import ForecastLookup
from .forecast_messages import ForecastMessages

MAX_ROWS = 100_000
_XLSX_MARK = b"PK\x03\x04"
_XLS_MARK = b"\xd0\xcf\x11\xe0"
_KEY_FIELDS = ("partner_id", "user_id", "team_id", "warehouse_id")


@dataclass(frozen=True, slots=True)
class ForecastValue:
    """What a row sets for its key; a note only counts where the file has notes."""

    quantity: float
    uom_id: int
    note: str | None


class ForecastLoader:
    """Loads one file into the current company."""

    def __init__(self, env, name, options):
        unknown = options.keys() - {"source", "dry_run"}
        source = options.get("source") or "sales"
        if unknown or source not in SOURCES:
            raise UserError(
                env._(
                    "Unknown option: %(option)s",
                    option=", ".join(sorted(unknown)) or source,
                )
            )
        self.env = env
        self.forecasts = env["crm.sales.forecast"]
        self.records = {}
        self.messages = ForecastMessages(env)
        self.name = name or ""
        self.source = source
        self.dry_run = bool(options.get("dry_run"))

    def load(self, content_base64):
        """Read, compare and store. See `crm.sales.forecast.load_file`."""
        try:
            parsed = parse_cells(self._get_cells(content_base64), self.source)
        except FileError as error:
            return self._get_file_error(error)
        wanted, errors = self._get_wanted(parsed)
        changes = plan(self._get_stored(wanted, "note" in parsed.columns), wanted)
        errors += [
            RowError(item.row, parsed.column_name("product"), "twice", str(first))
            for item, first in changes.twice
        ]
        if not self.dry_run:
            self._store(changes)
        return self._get_result(parsed, changes, sorted([*parsed.errors, *errors], key=_by_row))

    def _get_cells(self, content_base64):
        try:
            data = base64.b64decode(content_base64 or b"", validate=True)
        except (binascii.Error, ValueError) as error:
            raise FileError("not_base64") from error
        if data.startswith(_XLS_MARK):
            raise FileError("old_excel")
        cells = _cells_from_xlsx(data) if data.startswith(_XLSX_MARK) else cells_from_csv(data)
        if len(cells) > MAX_ROWS + 1:
            raise FileError("too_many_rows", limit=str(MAX_ROWS))
        return cells

    def _get_wanted(self, parsed):
        """Rows with their names replaced by records; those that name nobody become errors."""
        lookup = ForecastLookup(self.env, parsed)
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        wanted = []
        for row in parsed.rows:
            found = lookup.find(row)
            if found is None:
                continue
            key = (
                row.source,
                found.product_id,
                row.period.kind,
                row.period.start,
                *found.others,
            )
            value = ForecastValue(
                float_round(float(row.quantity), precision_digits=digits),
                found.uom_id,
                row.note if "note" in parsed.columns else None,
            )
            wanted.append(Wanted(row.row, key, value))
        return wanted, lookup.errors

    def _get_stored(self, wanted, with_note):
        """Values by key of the rows that the file may touch."""
        if not wanted:
            return {}
        dates = [item.key[3] for item in wanted]
        self.records = {
            self._get_key(forecast): forecast
            for forecast in self.forecasts.search(
                [
                    ("company_id", "=", self.env.company.id),
                    ("product_id", "in", list({item.key[1] for item in wanted})),
                    ("date_from", ">=", min(dates)),
                    ("date_from", "<=", max(dates)),
                ]
            )
        }
        return {
            key: ForecastValue(
                forecast.quantity,
                forecast.uom_id.id,
                (forecast.note or "") if with_note else None,
            )
            for key, forecast in self.records.items()
        }

    def _get_key(self, forecast):
        others = (forecast[field].id or False for field in _KEY_FIELDS)
        return (
            forecast.source,
            forecast.product_id.id,
            forecast.period_type,
            forecast.date_from,
            *others,
        )

    def _store(self, changes):
        self.forecasts.create([self._prepare_values(item) for item in changes.create])
        for item in changes.update:
            self.records[item.key].write(self._prepare_value_fields(item.value))

    def _prepare_values(self, item):
        source, product_id, period_type, date_from, *others = item.key
        return {
            "company_id": self.env.company.id,
            "source": source,
            "product_id": product_id,
            "period_type": period_type,
            "date_from": date_from,
            **dict(zip(_KEY_FIELDS, others, strict=True)),
            **self._prepare_value_fields(item.value),
        }

    def _prepare_value_fields(self, value):
        values = {
            "quantity": value.quantity,
            "uom_id": value.uom_id,
            "file_name": self.name,
        }
        if value.note is not None:
            values["note"] = value.note or False
        return values

    def _get_result(self, parsed, changes, errors):
        rejected = sorted({error.row for error in errors})
        return {
            "rows": len(parsed.cells),
            "created": len(changes.create),
            "updated": len(changes.update),
            "unchanged": len(changes.unchanged),
            "rejected": len(rejected),
            "ignored_columns": list(parsed.ignored),
            "errors": [self._get_error(error) for error in errors],
            "rejects": self._get_rejects(parsed, errors, rejected),
        }

    def _get_error(self, error):
        return {
            "row": error.row,
            "column": error.column,
            "code": error.code,
            "value": error.value,
            "message": self.messages.get(error.code, error.value),
        }

    def _get_file_error(self, error):
        params = dict(error.params)
        return {
            **dict.fromkeys(("rows", "created", "updated", "unchanged", "rejected"), 0),
            "ignored_columns": [],
            "errors": [
                {
                    "row": 0,
                    "column": "",
                    "code": error.code,
                    "value": ", ".join(params.values()),
                    "message": self.messages.get(error.code, **params),
                }
            ],
            "rejects": {"name": "", "content": ""},
        }

    def _get_rejects(self, parsed: Parsed, errors, rejected):
        """The refused rows as a file that can be mended and loaded: what is wrong comes last."""
        if not rejected:
            return {"name": "", "content": ""}
        reasons = {}
        for error in errors:
            message = self.messages.get(error.code, error.value)
            reasons.setdefault(error.row, []).append(f"{error.column}: {message}")
        width = len(parsed.header)
        output = io.StringIO(newline="")
        writer = csv.writer(output, delimiter=";")
        writer.writerow([*parsed.header, self.env._("Error")])
        for row in rejected:
            cells = [*parsed.cells[row], *[""] * width][:width]
            writer.writerow([*cells, " ".join(reasons[row])])
        stem = self.name.rsplit(".", 1)[0] or "forecast"
        content = base64.b64encode(output.getvalue().encode("utf-8-sig")).decode()
        return {"name": f"{stem}-errors.csv", "content": content}


def _by_row(error):
    return error.row


def _cells_from_xlsx(data):
    """Cells of the first sheet; Odoo's own reader drops empty rows, and with them the numbers."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_row=MAX_ROWS + 2)
        cells = [list(row) for row in rows]
    except Exception as error:
        raise FileError("bad_excel") from error
    while cells and not any(cell not in (None, "") for cell in cells[-1]):
        cells.pop()
    return cells
