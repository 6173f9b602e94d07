import json
from pathlib import Path

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

FILE = Path(__file__).parent / "data" / "discount_cases.json"
PARENTS = {
    "all": None,
    "tools": "all",
    "power_tools": "tools",
    "hand_tools": "tools",
    "paint": "all",
    "fixings": "all",
}
PARTNER_PARENTS = {
    "reseller": None,
    "gold_reseller": "reseller",
    "builder": None,
    "retail": None,
}


class DiscountCommon(TransactionCase):
    """A small firm that reckons in whole forints, without rules of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.discount.rule"].with_context(active_test=False).search([]).unlink()
        cls.env["crm.discount.group"].search([]).unlink()
        cls.forint = cls.env.ref("base.HUF")
        cls.forint.write({"active": True, "rounding": 1})
        cls.company = cls.env["res.company"].create(
            {
                "name": "Festék és Szerszám Kft.",
                "currency_id": cls.forint.id,
                "country_id": cls.env.ref("base.hu").id,
                "tax_calculation_rounding_method": "round_per_line",
            }
        )
        cls.env.user.company_ids |= cls.company
        cls.env.user.company_id = cls.company
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids})
        cls.categories = cls._tree("product.category", PARENTS)
        cls.partner_categories = cls._tree("res.partner.category", PARTNER_PARENTS)
        cls.partner = cls.env["res.partner"].create({"name": "Kovács Bt."})
        cls.pricelist = cls.env["product.pricelist"].create(
            {"name": "Lista", "currency_id": cls.forint.id, "company_id": cls.company.id}
        )

        cls.env["account.chart.template"].try_loading(
            "generic_coa", company=cls.company, install_demo=False
        )
        cls.company.currency_id = cls.forint
        cls.company.tax_calculation_rounding_method = "round_per_line"

    @classmethod
    def _tree(cls, model, parents):
        found = {}
        for name, parent in parents.items():
            values = {"name": name, "parent_id": found[parent].id if parent else False}
            found[name] = cls.env[model].create(values)
        return found

    @classmethod
    def _group(cls, code="A", policy="best", **values):
        values = {"code": code, "name": f"Group {code}", "policy": policy, **values}
        return cls.env["crm.discount.group"].create(values)

    @classmethod
    def _rule(cls, code, group, *tiers, **values):
        """Make a rule; tiers are (from, value)."""
        rows = [Command.create({"min_value": least, "value": value}) for least, value in tiers]
        values = {
            "code": code,
            "name": f"Rule {code}",
            "group_id": group.id,
            "company_id": cls.company.id,
            "tier_ids": rows,
            **values,
        }
        return cls.env["crm.discount.rule"].create(values)

    @classmethod
    def _product(cls, name="Csavar", price=1000, cost=0, category="fixings", **values):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "consu",
                "list_price": price,
                "standard_price": cost,
                "categ_id": cls.categories[category].id,
                "taxes_id": [Command.clear()],
                "invoice_policy": "order",
                **values,
            }
        )

    @classmethod
    def _order(cls, *lines, **values):
        """Make an order; lines are (product, quantity) or (product, quantity, values)."""
        rows = [
            Command.create(
                {"product_id": line[0].id, "product_uom_qty": line[1], **dict(*line[2:])}
            )
            for line in lines
        ]
        return cls.env["sale.order"].create(
            {
                "partner_id": cls.partner.id,
                "pricelist_id": cls.pricelist.id,
                "order_line": rows,
                **values,
            }
        )

    @classmethod
    def _user(cls, login, groups):
        return new_test_user(
            cls.env, login, groups, company_id=cls.company.id, company_ids=cls.company.ids
        )


def load_cases():
    """The worked orders of the design."""
    return json.loads(FILE.read_text(encoding="utf-8"))
