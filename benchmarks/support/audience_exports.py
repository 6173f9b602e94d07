"""Members as a file, against Odoo's export of the same and a bare writer."""

import base64
import csv
import io
import zipfile
from types import SimpleNamespace
from unittest.mock import patch

import xlsxwriter

from odoo.addons.web.controllers import export

from .measure import compare

PATHS = ("name", "email", "phone", "street", "zip", "city", "country_id", "state_id", "vat", "lang",
         "is_company", "parent_id", "customer_rank", "create_date", "user_id")  # fmt: skip
#: how much of Odoo's time an export may take
LIMITS = {"csv": 1 / 5, "xlsx": 1 / 1.4}


def exports(audience):
    """Export in both formats, in turns with Odoo's way and with a bare XlsxWriter."""
    env = audience.env
    partners = audience.member_ids.partner_id
    count = f"export of {len(partners):,} × {len(PATHS)}"
    fresh = env.invalidate_all
    own = {"csv": export.CSVExport, "xlsx": export.ExcelExport}
    for kind, limit in LIMITS.items():
        assert _rows(kind, _ours(audience, kind)) == _rows(kind, _own(partners, own[kind])) > 1
        yield compare(
            f"{kind} {count}, against Odoo's",
            lambda kind=kind: _ours(audience, kind),
            lambda kind=kind: _own(partners, own[kind]),
            rounds=2,
            limit=limit,
            before=fresh,
        )
    yield compare(
        f"xlsx {count}, against SQL and bare XlsxWriter",
        lambda: _ours(audience, "xlsx"),
        lambda: _bare(partners),
        rounds=2,
        before=fresh,
    )


def _ours(audience, kind):
    return base64.b64decode(audience.export_members(kind, list(PATHS))["content_base64"])


def _own(partners, controller):
    """What Odoo's route does, without the browser."""
    with patch.object(export, "request", SimpleNamespace(env=partners.env)):
        paths = [path.replace(".", "/") for path in PATHS]
        rows = partners.export_data(paths)["datas"]
        fields = [{"name": path} for path in paths]
        content = controller().from_data(fields, list(PATHS), rows)
    return content.encode() if isinstance(content, str) else content


def _bare(partners):
    env = partners.env
    env.cr.execute(
        "SELECT p.complete_name, p.email, p.phone, p.street, p.zip, p.city, c.code, s.name, p.vat,"
        " p.lang, p.is_company::text, firm.name, p.customer_rank, p.create_date::text, u.login"
        " FROM res_partner p LEFT JOIN res_country c ON c.id = p.country_id"
        " LEFT JOIN res_country_state s ON s.id = p.state_id"
        " LEFT JOIN res_partner firm ON firm.id = p.parent_id"
        " LEFT JOIN res_users u ON u.id = p.user_id WHERE p.id = ANY(%s)",
        [partners.ids],
    )
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, PATHS)
        for number, row in enumerate(env.cr.fetchall(), 1):
            sheet.write_row(number, 0, row)
    return target.getvalue()


def _rows(kind, content):
    """How many rows a file has."""
    if kind == "csv":
        return sum(1 for _row in csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").count(b"<row ")
