from datetime import datetime, timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

from .margins import let_see_margins

MARKETER = "crm_campaign_hu.group_campaign_user"
MANAGER = "crm_campaign_hu.group_campaign_manager"


class AudienceCase(TransactionCase):
    """A paint shop that reckons in forints, its customers and what they ordered."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US", "tracking_disable": True})
        cls.forint = cls.env.ref("base.HUF")
        cls.forint.write({"active": True, "rounding": 1})
        cls.company = cls.env["res.company"].create(
            {
                "name": "Festék Kft.",
                "currency_id": cls.forint.id,
                "country_id": cls.env.ref("base.hu").id,
            }
        )
        cls.company.partner_id.tz = "Europe/Budapest"
        cls.env.user.company_ids |= cls.company
        cls.env.user.company_id = cls.company
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids})
        cls.marketer = cls.user("marta", MARKETER)
        cls.manager = cls.user("mate", MANAGER)
        let_see_margins(cls.marketer + cls.manager)
        cls.tag = cls.env["res.partner.category"].create({"name": "Paint shop's"})
        cls.paints = cls.env["product.category"].create({"name": "Paints"})
        cls.white_paints = cls.env["product.category"].create(
            {"name": "White", "parent_id": cls.paints.id}
        )
        cls.paint = cls.product("Paint", cls.white_paints)
        cls.brush = cls.product("Brush", cls.env["product.category"].create({"name": "Tools"}))
        cls.anna, cls.bela, cls.cili, cls.dani = (
            cls.customer(name) for name in ("Anna", "Béla", "Cili", "Dani")
        )

    @classmethod
    def user(cls, login, groups, **values):
        return new_test_user(
            cls.env,
            f"audience_{login}",
            groups=groups,
            name=login.title(),
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
            lang="en_US",
            tz="Europe/Budapest",
            **values,
        )

    @classmethod
    def customer(cls, name, **values):
        values = {"category_id": [Command.link(cls.tag.id)], "lang": "en_US"} | values
        return cls.env["res.partner"].create({"name": name, **values})

    @classmethod
    def product(cls, name, category, **values):
        return cls.env["product.product"].create(
            {
                "name": name,
                "categ_id": category.id,
                "type": "service",
                "taxes_id": [Command.clear()],
                "standard_price": 60,
                **values,
            }
        )

    @classmethod
    def order(cls, partner, lines, days=0, state="sale", **values):
        """Return an order of (product, quantity, unit price), so many days ago or at a moment."""
        date = days if isinstance(days, datetime) else fields.Datetime.now() - timedelta(days=days)
        order = cls.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "company_id": cls.company.id,
                "order_line": [
                    Command.create(
                        {"product_id": product.id, "product_uom_qty": quantity, "price_unit": price}
                    )
                    for product, quantity, price in lines
                ],
                **values,
            }
        )
        order.write({"state": state, "date_order": date})
        return order

    @classmethod
    def audience(cls, *criteria, user=None, **values):
        """Return an audience of the customers of this test; criteria as dicts of their fields."""
        return (
            cls.env["crm.audience"]
            .with_user(user or cls.marketer)
            .create(
                {
                    "name": "Target",
                    "company_id": cls.company.id,
                    "domain": [("category_id", "in", cls.tag.ids)],
                    "criterion_ids": [Command.create(criterion) for criterion in criteria],
                    **values,
                }
            )
        )

    def members(self, audience):
        """Refresh; return the members, and see that it counted them."""
        (result,) = audience.refresh()
        partners = audience.member_ids.partner_id
        self.assertEqual(result, {"audience_id": audience.id, "count": len(partners)})
        return partners.with_env(self.env)

    def selected(self, metric, operator, value="", **more):
        """Return whom an audience with one criterion selects."""
        criterion = {"metric": metric, "operator": operator, "value": value, **more}
        return self.members(self.audience(criterion))
