import base64

from odoo import fields
from odoo.tests import TransactionCase, new_test_user


class ForecastCase(TransactionCase):
    """Two products, a customer, a sales manager and a salesperson."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.unit = cls.env.ref("uom.product_uom_unit")
        cls.dozen = cls.env["uom.uom"].create(
            {"name": "Tucat (FT)", "relative_factor": 12, "relative_uom_id": cls.unit.id}
        )
        cls.brick, cls.cement = cls.env["product.product"].create(
            [
                {
                    "name": "Falazótégla",
                    "default_code": "FT-TEGLA",
                    "barcode": "5990000000017",
                    "type": "consu",
                    "is_storable": True,
                    "uom_id": cls.unit.id,
                },
                {
                    "name": "Cement",
                    "default_code": "FT-CEMENT",
                    "type": "consu",
                    "uom_id": cls.env.ref("uom.product_uom_kgm").id,
                },
            ]
        )
        cls.customer = cls.env["res.partner"].create(
            {"name": "Próba Építő Kft.", "ref": "FT-V1", "is_company": True}
        )
        cls.manager = new_test_user(
            cls.env, "ft_manager", groups="sales_team.group_sale_manager", name="Vezető Vera"
        )
        cls.salesperson = new_test_user(
            cls.env, "ft_sales", groups="sales_team.group_sale_salesman", name="Üzletkötő Ubul"
        )

    @classmethod
    def load(cls, *lines, name="forecast.csv", options=None, encoding="utf-8"):
        """Load a CSV file of these lines as the sales manager."""
        content = base64.b64encode("\n".join(lines).encode(encoding)).decode()
        forecasts = cls.env["crm.sales.forecast"].with_user(cls.manager)
        return forecasts.load_file(name, content, options or {})

    @classmethod
    def get_forecasts(cls):
        return cls.env["crm.sales.forecast"].search(
            [("product_id", "in", (cls.brick + cls.cement).ids)], order="id"
        )

    @classmethod
    def get_counts(cls, result):
        return tuple(result[key] for key in ("created", "updated", "unchanged", "rejected"))

    @staticmethod
    def day(text):
        return fields.Date.to_date(text)
