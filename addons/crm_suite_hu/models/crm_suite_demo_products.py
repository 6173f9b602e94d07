from odoo import api, models
from odoo.fields import Command

UNITS = {
    "unit": "uom.product_uom_unit",
    "kg": "uom.product_uom_kgm",
    "m": "uom.product_uom_meter",
    "m2": "uom.product_uom_square_meter",
    "m3": "uom.product_uom_cubic_meter",
    "hour": "uom.product_uom_hour",
}


class CrmSuiteDemo(models.AbstractModel):
    """What the firm sells, in which units, and when it orders more."""

    _inherit = "crm.suite.demo"

    @api.model
    def _load_products(self):
        """Create units, categories, products and reordering rules."""
        units = self._create_units()
        categories = self._create_categories()
        products = self._create_products()
        rules = self._create_reordering_rules()
        return {
            "uom.uom": len(units),
            "product.category": len(categories),
            "product.product": len(products),
            "stock.warehouse.orderpoint": len(rules),
        }

    @api.model
    def _unit_ids(self):
        """Map the keys used in the files, Odoo's own units among them, to ids."""
        return {key: self.env.ref(name).id for key, name in UNITS.items()} | self._known("uom")

    @api.model
    def _create_units(self):
        created = {}
        rows = self._rows("uom")
        # a unit comes after the one it is made of, so that two rounds are enough
        for batch in ([r for r in rows if not r["relative"]], [r for r in rows if r["relative"]]):
            unit_ids = self._unit_ids()
            created |= self._create_missing(
                "uom.uom",
                "uom",
                {
                    row["id"]: {
                        "name": row["name_en"],
                        "relative_uom_id": unit_ids.get(row["relative"], False),
                        "relative_factor": float(row["factor"]),
                        "l10n_hu_edi_code": row["nav_code"] or False,
                    }
                    for row in batch
                },
            )
        self._translate(created, {row["id"]: row["name_hu"] for row in rows})
        return created

    @api.model
    def _create_categories(self):
        created = {}
        rows = self._rows("product_category")
        for batch in ([r for r in rows if not r["parent"]], [r for r in rows if r["parent"]]):
            known = self._known("category")
            created |= self._create_missing(
                "product.category",
                "category",
                {
                    row["id"]: {
                        "name": row["name_hu"],
                        "parent_id": known.get(row["parent"], False),
                    }
                    for row in batch
                },
            )
        return created

    @api.model
    def _create_products(self):
        rows = self._rows("product")
        unit_ids, categories = self._unit_ids(), self._known("category")
        created = self._create_missing(
            "product.product",
            "product",
            {row["id"]: self._prepare_product_values(row, unit_ids, categories) for row in rows},
        )
        self._translate(created, {row["id"]: row["name_hu"] for row in rows})
        return created

    @api.model
    def _prepare_product_values(self, row, unit_ids, categories):
        is_service = row["category"] == "services"
        chart = self.env["account.chart.template"]
        packs = [unit_ids[key] for key in row["packs"].split("|") if key]
        return {
            "name": row["name_en"],
            "default_code": row["code"],
            "barcode": row["barcode"] or False,
            "categ_id": categories[row["category"]],
            "type": "service" if is_service else "consu",
            "is_storable": not is_service,
            "invoice_policy": "order" if is_service else "delivery",
            "purchase_ok": not is_service,
            "uom_id": unit_ids[row["uom"]],
            "uom_ids": [Command.set(packs)],
            "list_price": float(row["price"]),
            "standard_price": float(row["cost"]),
            "weight": float(row["weight"]),
            "sale_delay": 0 if is_service else 2,
            "taxes_id": [Command.set(chart.ref(f"F{row['tax']}").ids)],
            "supplier_taxes_id": [Command.set(chart.ref(f"V{row['tax']}").ids)],
        }

    @api.model
    def _create_reordering_rules(self):
        products = self._known("product")
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        # Odoo takes rules of its own robot for passing proposals and deletes them
        demo = self.with_user(self.env.ref("base.user_admin")).sudo()
        return demo._create_missing(
            "stock.warehouse.orderpoint",
            "orderpoint",
            {
                row["id"]: {
                    "product_id": products[row["id"]],
                    "warehouse_id": warehouse.id,
                    "location_id": warehouse.lot_stock_id.id,
                    "product_min_qty": float(row["stock_min"]),
                    "product_max_qty": float(row["stock_max"]),
                    "trigger": "manual",
                }
                for row in self._rows("product")
                if float(row["stock_max"])
            },
        )
