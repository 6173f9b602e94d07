from odoo import api, models
from odoo.fields import Command

TERMS = {
    "0": "account.account_payment_term_immediate",
    "15": "account.account_payment_term_15days",
    "30": "account.account_payment_term_30days",
    "45": "account.account_payment_term_45days",
}
TAGS = {
    "contractor": ("Contractor", "Kivitelező", 4),
    "retailer": ("Retailer", "Viszonteladó", 5),
    "municipal": ("Public body", "Közület", 8),
    "sole": ("Sole proprietor", "Egyéni vállalkozó", 3),
    "private": ("Private customer", "Magánszemély", 7),
    "foreign": ("Export", "Export", 9),
    "a": ("Segment A", "A szegmens", 10),
    "b": ("Segment B", "B szegmens", 2),
    "c": ("Segment C", "C szegmens", 1),
}
PERSONS = ("sole", "private")


class CrmSuiteDemo(models.AbstractModel):
    """Whom the firm buys from and sells to, with their contact persons and building sites."""

    _inherit = "crm.suite.demo"

    @api.model
    def _load_partners(self):
        """Create vendors, customers, their contacts, bank accounts, tags and the EUR price list."""
        tags = self._create_tags()
        pricelists = self._create_euro_pricelist()
        partners = self._create_vendors()
        partners |= self._create_customers()
        contacts = self._create_contacts()
        banks = self._create_bank_accounts()
        return {
            "res.partner.category": len(tags),
            "product.pricelist": len(pricelists),
            "res.partner": len(partners) + len(contacts),
            "res.partner.bank": len(banks),
        }

    @api.model
    def _create_tags(self):
        tags = self._create_missing(
            "res.partner.category",
            "tag",
            {key: {"name": english, "color": color} for key, (english, _hu, color) in TAGS.items()},
        )
        self._translate(tags, {key: hungarian for key, (_en, hungarian, _c) in TAGS.items()})
        return tags

    @api.model
    def _create_euro_pricelist(self):
        """The list price in euros, at the rate of the day and with five per cent off."""
        return self._create_missing(
            "product.pricelist",
            "pricelist",
            {
                "eur": {
                    "name": "Export EUR",
                    "currency_id": self.env.ref("base.EUR").id,
                    "company_id": self.env.company.id,
                    "item_ids": [
                        Command.create(
                            {
                                "applied_on": "3_global",
                                "base": "list_price",
                                "compute_price": "percentage",
                                "percent_price": 5.0,
                            }
                        )
                    ],
                }
            },
        )

    @api.model
    def _create_vendors(self):
        return self._create_missing(
            "res.partner",
            "vendor",
            {
                row["id"]: {
                    **self._prepare_partner_values(row),
                    "supplier_rank": 1,
                    "property_supplier_payment_term_id": self._term(row["term"]).id,
                }
                for row in self._rows("vendor")
            },
        )

    @api.model
    def _create_customers(self):
        tags, pricelists = self._known("tag"), self._known("pricelist")
        return self._create_missing(
            "res.partner",
            "customer",
            {
                row["id"]: {
                    **self._prepare_partner_values(row),
                    "ref": row["ref"],
                    "customer_rank": 1,
                    "user_id": self._user(row["salesperson"]).id,
                    "category_id": [Command.set([tags[row["kind"]], tags[row["segment"].lower()]])],
                    "property_payment_term_id": self._term(row["term"]).id,
                    "credit_limit": float(row["credit_limit"]),
                    **(
                        {"specific_property_product_pricelist": pricelists["eur"]}
                        if row["currency"] == "EUR"
                        else {}
                    ),
                }
                for row in self._rows("customer")
            },
        )

    @api.model
    def _term(self, days):
        return self.env.ref(TERMS[days])

    @api.model
    def _prepare_partner_values(self, row):
        is_person = row.get("kind") in PERSONS
        lang = row.get("lang") or "hu_HU"
        name = (
            {"lastname": row["name"], "firstname": row["firstname"]}
            if is_person
            else {"name": row["name"]}
        )
        return {
            **name,
            "company_type": "person" if is_person else "company",
            "is_company": not is_person,
            "street": row["street"],
            "zip": row["zip"],
            "city": row["city"],
            "state_id": self._state_ids().get(row["state"]),
            "country_id": self.env.ref(f"base.{row['country']}").id,
            "vat": row["vat"] or False,
            "company_registry": row["registry"] or False,
            "phone": row["phone"],
            "email": row["email"],
            "website": row["website"],
            "lang": lang if self.env["res.lang"]._get_data(code=lang) else False,
        }

    @api.model
    def _create_contacts(self):
        parents = self._known("vendor") | self._known("customer")
        states, partners = self._state_ids(), self.env["res.partner"]
        return self._create_missing(
            "res.partner",
            "contact",
            {
                row["id"]: {
                    **self._prepare_contact_name(row),
                    "parent_id": parents[row["parent"]],
                    "lang": partners.browse(parents[row["parent"]]).lang,
                    "type": row["type"],
                    "function": row["function"] or False,
                    "phone": row["phone"],
                    "email": row["email"] or False,
                    **(
                        {
                            "street": row["street"],
                            "zip": row["zip"],
                            "city": row["city"],
                            "state_id": states.get(row["state"]),
                            "country_id": self.env.ref("base.hu").id,
                        }
                        if row["type"] == "delivery"
                        else {}
                    ),
                }
                for row in self._rows("contact")
            },
        )

    @api.model
    def _prepare_contact_name(self, row):
        if row["type"] == "delivery":
            return {"name": row["name"]}
        return {"lastname": row["name"], "firstname": row["firstname"]}

    @api.model
    def _create_bank_accounts(self):
        partners = self._known("vendor") | self._known("customer")
        return self._create_missing(
            "res.partner.bank",
            "bank",
            {
                row["id"]: {
                    "acc_number": row["bank"],
                    "partner_id": partners[row["id"]],
                    "allow_out_payment": True,
                }
                for row in self._rows("vendor") + self._rows("customer")
                if row["bank"]
            },
        )

    @api.model
    def _load_vendor_prices(self):
        """Note at which price and how fast each vendor delivers."""
        vendors, products = self._known("vendor"), self._known("product")
        leads = {row["id"]: int(row["lead"]) for row in self._rows("vendor")}
        created = self._create_missing(
            "product.supplierinfo",
            "supplierinfo",
            {
                row["id"]: {
                    "partner_id": vendors[row["vendor"]],
                    "product_id": products[row["id"]],
                    "product_tmpl_id": self.env["product.product"]
                    .browse(products[row["id"]])
                    .product_tmpl_id.id,
                    "price": float(row["cost"]),
                    "delay": leads[row["vendor"]],
                }
                for row in self._rows("product")
                if row["vendor"]
            },
        )
        return {"product.supplierinfo": len(created)}
