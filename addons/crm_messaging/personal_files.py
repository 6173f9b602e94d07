"""What is known of a person, as plain values and as files that people and programs read."""

import io
import json
import re

import xlsxwriter

from odoo import fields
from odoo.tools import html2plaintext

#: a spreadsheet's names are no longer, and have none of these
SHEET_NAME, NOT_IN_SHEETS = 31, re.compile(r"[\[\]:*?/\\]")


def plain_rows(records, names) -> list[dict]:
    """Return records as dicts of texts and numbers; fields that a database lacks are left out."""
    known = [name for name in names if name in records._fields]
    return [{name: _plain(record, name) for name in known} for record in records]


def _plain(record, name):
    field, value = record._fields[name], record[name]
    if field.type in ("many2one", "one2many", "many2many"):
        return ", ".join(one.display_name or "" for one in value)
    if field.type == "selection":
        return dict(field._description_selection(record.env)).get(value, value or "")
    if field.type == "html":
        return html2plaintext(value or "").strip()
    if field.type == "datetime":
        return fields.Datetime.to_string(value) or ""
    if field.type == "date":
        return fields.Date.to_string(value) or ""
    return value if field.type in ("boolean", "integer", "float", "monetary") else value or ""


def as_json(env, data: dict) -> bytes:
    """Return the data as JSON: model's name → list of dicts by field's name."""
    return json.dumps(data, ensure_ascii=False, indent=2).encode()


def as_xlsx(env, data: dict) -> bytes:
    """Return the data as a spreadsheet: a sheet each model, with the labels that people see."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        for model, rows in data.items():
            sheet = book.add_worksheet(_sheet_name(env, model, book))
            names = list(rows[0]) if rows else []
            labels = [env[model]._fields[name]._description_string(env) for name in names]
            for number, cells in enumerate([labels, *(row.values() for row in rows)]):
                for column, cell in enumerate(cells):
                    sheet.write(number, column, cell)
            sheet.autofit()
    return content.getvalue()


def title_of(env, model: str) -> str:
    """Return what a model is called."""
    # sudo: the names of models are no secret
    return env["ir.model"].sudo()._get(model).name or model


def _sheet_name(env, model, book):
    name = NOT_IN_SHEETS.sub(" ", title_of(env, model))[:SHEET_NAME]
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    return name if name.lower() not in taken else NOT_IN_SHEETS.sub(" ", model)[:SHEET_NAME]
