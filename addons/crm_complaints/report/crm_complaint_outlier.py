from odoo import fields, models
from odoo.tools import SQL

#: more than a database has; the number of a row tells the product to the view's action
COMPANIES = 1000
COLUMNS = SQL("id, company_id, product_id, complaints, upper_limit")


class CrmComplaintOutlier(models.Model):
    """The products that more complain about, in the week that ends today, than chance explains.

    They are those that the alert tells of (see `crm.complaint.rate`).
    """

    _name = "crm.complaint.outlier"
    _description = "Products that Stand Out"
    _auto = False
    _order = "complaints desc, product_id"
    _rec_name = "product_id"

    company_id = fields.Many2one("res.company", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    complaints = fields.Integer(string="This week", readonly=True)
    upper_limit = fields.Float(string="At most", readonly=True, aggregator=None, digits=(16, 1))

    @property
    def _table_query(self):
        # reckoned where the alert is: one way of reckoning, and the rates' own rights
        rates = self.env["crm.complaint.rate"]
        today = fields.Date.context_today(self)
        rows = [
            SQL(
                "(%s, %s, %s, %s, %s)",
                product.id * COMPANIES + company.id,
                company.id,
                product.id,
                complaints,
                limit,
            )  # fmt: skip
            for company in self.env.companies
            for product, complaints, limit in rates.with_company(company)._outliers(today)
        ]
        if not rows:
            empty = SQL("(0, 0, 0, 0, 0.0)")
            return SQL("SELECT * FROM (VALUES %s) AS none (%s) WHERE FALSE", empty, COLUMNS)
        return SQL("SELECT * FROM (VALUES %s) AS found (%s)", SQL(", ").join(rows), COLUMNS)
