"""Companies in the states in which the Hungarian set-up finds them."""

from odoo import Command
from odoo.tests import TransactionCase

#: What can only be done by people: never applied.
BY_HAND = {"company_details", "sorting"}


class SetupCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.setup = cls.env["crm.suite.setup"]
        cls.hungary = cls.env.ref("base.hu")
        cls.forint = cls.env.ref("base.HUF")

    @classmethod
    def make_company(cls, name, **values):
        company = cls.env["res.company"].create({"name": name, **values})
        cls.env.user.company_ids += company
        return company

    @classmethod
    def make_american(cls, name):
        """A company as Odoo makes it where nobody said Hungary: dollars and the generic chart."""
        company = cls.make_company(
            name, country_id=cls.env.ref("base.us").id, currency_id=cls.env.ref("base.USD").id
        )
        cls.env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
        return company

    @classmethod
    def make_hungarian(cls, name):
        """A fresh company after the whole set-up."""
        company = cls.make_company(name)
        cls.setup.apply_changes(company.id, [change["key"] for change in cls.changes(company)])
        return company

    @classmethod
    def changes(cls, company):
        return cls.setup.get_changes(company.id)

    def states(self, company):
        return {change["key"]: change["state"] for change in self.changes(company)}

    @classmethod
    def env_in(cls, company):
        """The environment of somebody who works in the company."""
        return cls.env(context={"allowed_company_ids": company.ids, "lang": "en_US"})

    @classmethod
    def post_entry(cls, company):
        """Post a journal entry of 100 in the currency of the company."""
        env = cls.env_in(company)
        journal = cls.find(company, "account.journal", ("type", "=", "general"))[:1]
        account = env["account.account"].search(
            [("account_type", "=", "expense"), ("company_ids", "in", company.ids)], limit=1
        )
        lines = [{"debit": 100}, {"credit": 100}]
        entry = env["account.move"].create(
            {
                "journal_id": journal.id,
                "line_ids": [Command.create({"account_id": account.id, **line}) for line in lines],
            }
        )
        entry.action_post()
        return entry

    @classmethod
    def find(cls, company, model, *domain):
        """The records of a company, as somebody who works there sees them."""
        return cls.env_in(company)[model].search([("company_id", "=", company.id), *domain])

    @classmethod
    def tax(cls, company, name):
        """A tax of the Hungarian chart, as F27 or F5."""
        return cls.env["account.chart.template"].with_company(company).ref(name)
