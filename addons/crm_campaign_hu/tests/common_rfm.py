from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

AS_OF = "2026-10-31"


class RfmCase(TransactionCase):
    """A firm in Budapest that reckons in forints, and its marketer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US", "tracking_disable": True})
        cls.forint = cls.env.ref("base.HUF")
        cls.forint.write({"active": True, "rounding": 1})
        cls.company = cls.make_company("Mérleg Kft.")
        cls.env.user.company_ids |= cls.company
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids})
        cls.goods = cls.env["product.product"].create(
            {"name": "Paint", "type": "service", "taxes_id": [Command.clear()]}
        )
        cls.marketer = cls.user("marketer", "crm_campaign_hu.group_campaign_user")

    @classmethod
    def make_company(cls, name):
        company = cls.env["res.company"].create(
            {"name": name, "currency_id": cls.forint.id, "country_id": cls.env.ref("base.hu").id}
        )
        company.partner_id.tz = "Europe/Budapest"
        return company

    @classmethod
    def user(cls, login, groups, **values):
        values = {
            "company_id": cls.company.id,
            "company_ids": [Command.set(cls.company.ids)],
            "lang": "en_US",
            "tz": "Europe/Budapest",
            **values,
        }
        return new_test_user(cls.env, f"rfm_{login}", groups=groups, name=login.title(), **values)

    @classmethod
    def customer(cls, name, **values):
        return cls.env["res.partner"].create({"name": name, **values})

    @classmethod
    def order(cls, partner, moment, *amounts, state="sale", company=None, **values):
        """Make an order of that moment (UTC, noon if only a day), a line for each amount."""
        company = company or cls.company
        moment = moment if " " in moment else f"{moment} 12:00:00"
        lines = values.pop("lines", None) or [(cls.goods, amount) for amount in amounts]
        order = (
            cls.env["sale.order"]
            .with_company(company)
            .create(
                {
                    "partner_id": partner.id,
                    "company_id": company.id,
                    "date_order": moment,
                    "pricelist_id": False,
                    "order_line": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "product_uom_qty": -1 if amount < 0 else 1,
                                "price_unit": abs(amount),
                                "tax_ids": [Command.clear()],
                            }
                        )
                        for product, amount in lines
                    ],
                    **values,
                }
            )
        )
        order.write({"state": state, "date_order": moment})
        cls.env.flush_all()
        return order

    def recompute(self, as_of=AS_OF, user=None, **context):
        model = self.env["crm.audience"].with_user(user or self.marketer)
        return model.with_context(**context).recompute_rfm(as_of)

    def figures(self, partner, company=None):
        """Return (recency, frequency, monetary, tenure) as stored; None without a score."""
        score = self.score(partner, company)
        if not score:
            return None
        return (score.recency_days, score.frequency, score.monetary, score.tenure_days)

    def score(self, partner, company=None):
        return self.env["crm.rfm.score"].search(
            [("partner_id", "=", partner.id), ("company_id", "=", (company or self.company).id)]
        )
