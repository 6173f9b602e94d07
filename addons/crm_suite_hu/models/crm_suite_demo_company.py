import base64
import math
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import file_open

EUR_RATE_FIRST = 391.0
RATE_DAYS = 200


class CrmSuiteDemo(models.AbstractModel):
    """The firm itself: name, addresses, bank accounts, the rates of the euro."""

    _inherit = "crm.suite.demo"

    @api.model
    def _load_company(self):
        """Turn the main company into the demo firm, once."""
        if not self._once("company"):
            return {}
        row, company = self._rows("company")[0], self.env.company
        company.partner_id.write(self._prepare_company_partner_values(row))
        with file_open("crm_suite_hu/demo_firm/logo.png", "rb") as logo:
            company.write({"name": row["name"], "logo": base64.b64encode(logo.read())})
        self._set_bank_accounts(company, row)
        return {"res.partner.bank": 2}

    @api.model
    def _prepare_company_partner_values(self, row):
        return {
            "is_company": True,
            "company_type": "company",
            "street": row["street"],
            "zip": row["zip"],
            "city": row["city"],
            "state_id": self._state_ids().get(row["state"]),
            "country_id": self.env.ref("base.hu").id,
            "vat": row["vat"],
            "company_registry": row["registry"],
            "phone": row["phone"],
            "email": row["email"],
            "website": row["website"],
        }

    @api.model
    def _enable_pricelists(self):
        """Show price lists; last, since Odoo looks for the rules of each line from then on."""
        pricelists = self.env.ref("product.group_product_pricelist")
        employees = self.env.ref("base.group_user")
        if pricelists not in employees.all_implied_ids:
            employees._apply_group(pricelists)
        return {}

    @api.model
    def _set_bank_accounts(self, company, row):
        """Give the bank journal the forint account and add a journal for euros."""
        bank = self.env["res.bank"].create({"name": row["bank_name"], "bic": row["bank_bic"]})
        journals = self.env["account.journal"]
        forint = journals.search(
            [("type", "=", "bank"), ("company_id", "=", company.id)], order="sequence, id", limit=1
        )
        common = {
            "partner_id": company.partner_id.id,
            "bank_id": bank.id,
            "allow_out_payment": True,
        }
        accounts = self.env["res.partner.bank"].create(
            [
                {
                    **common,
                    "acc_number": row["bank_huf"],
                    "currency_id": self.env.ref("base.HUF").id,
                },
                {
                    **common,
                    "acc_number": row["bank_eur"],
                    "currency_id": self.env.ref("base.EUR").id,
                },
            ]
        )
        forint.write({"name": f"{row['bank_name']} HUF", "bank_account_id": accounts[0].id})
        euro = journals.create(
            {
                "name": f"{row['bank_name']} EUR",
                "type": "bank",
                "code": "BEUR",
                "currency_id": self.env.ref("base.EUR").id,
                "bank_account_id": accounts[1].id,
                "company_id": company.id,
            }
        )
        self._note_records("journal", {"eur": euro})

    @api.model
    def _load_rates(self):
        """Give the euro a rate for each day on which there is none yet."""
        euro, company = self.env.ref("base.EUR"), self.env.company
        euro.active = True
        rates = self.env["res.currency.rate"].with_context(active_test=False)
        known = set(
            rates.search(
                [("currency_id", "=", euro.id), ("company_id", "in", (company.id, False))]
            ).mapped("name")
        )
        if known:
            return {}
        today = fields.Date.context_today(self)
        created = rates.create(
            [
                {
                    "currency_id": euro.id,
                    "company_id": company.id,
                    "name": day,
                    "inverse_company_rate": self._invented_rate(index),
                }
                for index in range(RATE_DAYS + 1)
                if (day := today - timedelta(days=RATE_DAYS - index)).weekday() < 5 or not index
            ]
        )
        return {"res.currency.rate": len(created)}

    @api.model
    def _invented_rate(self, index):
        """Return the forints for one euro on the nth day: a slow wave with ripples on it."""
        wave = 6 * math.sin(index / 38) + 1.5 * math.sin(index / 4.3) - index * 0.015
        return round(EUR_RATE_FIRST + wave, 2)
