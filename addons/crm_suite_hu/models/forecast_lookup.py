"""From the texts of a forecast file to records: one search per kind for the whole file."""

from collections import defaultdict
from dataclasses import dataclass

from odoo.fields import Domain

from ..forecast_engine import RowError
from ..forecast_engine.words import plain

_BY_NAME = ("unit", "team")


@dataclass(frozen=True, slots=True)
class Found:
    """Record ids of one row; `others` are customer, salesperson, team and warehouse."""

    product_id: int
    uom_id: int
    others: tuple


class ForecastLookup:
    """Finds what the rows name; collects an error for each name that fits none or several."""

    def __init__(self, env, parsed):
        self.env = env
        self.column_name = parsed.column_name
        self.errors = []
        rows = parsed.rows
        self.tables = {
            "product": self._get_products({row.product for row in rows}),
            "customer": self._get_partners({row.customer for row in rows} - {""}),
            "unit": self._get_by_name(env["uom.uom"], any(row.unit for row in rows)),
            "salesperson": self._get_users({row.salesperson for row in rows} - {""}),
            "team": self._get_by_name(env["crm.team"], any(row.team for row in rows)),
            "warehouse": self._get_warehouses(any(row.warehouse for row in rows)),
        }

    def find(self, row):
        """The records of a row, or None with its errors noted."""
        faults = len(self.errors)
        product_id = self._find(row, "product")
        others = tuple(
            self._find(row, field) for field in ("customer", "salesperson", "team", "warehouse")
        )
        uom_id = self._find_uom(row, product_id)
        if len(self.errors) > faults:
            return None
        return Found(product_id, uom_id, others)

    def _find(self, row, field):
        text = getattr(row, field)
        if not text:
            return False
        matches = self.tables[field].get(plain(text) if field in _BY_NAME else text, ())
        if len(matches) == 1:
            return next(iter(matches))
        self._refuse(row, field, f"{field}_{'twice' if matches else 'unknown'}", text)
        return False

    def _find_uom(self, row, product_id):
        product_uom = self.env["product.product"].browse(product_id).uom_id
        if not row.unit:
            return product_uom.id
        uom = self.env["uom.uom"].browse(self._find(row, "unit"))
        if uom and product_uom and not uom._has_common_reference(product_uom):
            self._refuse(row, "unit", "unit_of_other_kind", row.unit)
        return uom.id

    def _refuse(self, row, field, code, text):
        self.errors.append(RowError(row.row, self.column_name(field), code, text))

    def _get_products(self, codes):
        products = self.env["product.product"].search(
            Domain("default_code", "in", list(codes)) | Domain("barcode", "in", list(codes))
        )
        products = products.filtered(
            lambda product: product.company_id in (self.env.company, product.company_id.browse())
        )
        return _get_table(products, ("default_code", "barcode"))

    def _get_partners(self, texts):
        """Customers by reference, tax number or name, the first of these that fits anybody."""
        listed = list(texts)
        partners = self.env["res.partner"].search(
            Domain("company_id", "in", [False, self.env.company.id])
            & (
                Domain("ref", "in", listed)
                | Domain("vat", "in", listed)
                | Domain("name", "in", listed)
            )
        )
        tables = [_get_table(partners, (field,)) for field in ("name", "vat", "ref")]
        return tables[0] | tables[1] | tables[2]

    def _get_users(self, texts):
        listed = list(texts)
        users = self.env["res.users"].search(
            Domain("share", "=", False)
            & (Domain("login", "in", listed) | Domain("name", "in", listed))
        )
        return _get_table(users, ("login", "name"))

    def _get_warehouses(self, needed):
        if not needed:
            return {}
        company = Domain("company_id", "=", self.env.company.id)
        return _get_table(self.env["stock.warehouse"].search(company), ("code", "name"))

    def _get_by_name(self, model, needed):
        """Records of a short list by their names in each language, however written."""
        if not needed:
            return {}
        table = defaultdict(set)
        for code, _name in self.env["res.lang"].get_installed():
            for record in model.with_context(lang=code).search([]):
                table[plain(record.name)].add(record.id)
        return table


def _get_table(records, names):
    table = defaultdict(set)
    for record in records:
        for name in names:
            if record[name]:
                table[record[name]].add(record.id)
    return table
