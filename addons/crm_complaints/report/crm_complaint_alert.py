from datetime import timedelta

from odoo import api, fields, models

from ..control_chart import is_outlier, upper_limit

WEEK, BEFORE = timedelta(days=7), timedelta(weeks=52)
SUMS = ["complaints:sum", "delivered:sum"]


class CrmComplaintRate(models.Model):
    """Tells somebody when a product is complained about beyond its control limit."""

    _inherit = "crm.complaint.rate"

    @api.model
    def _cron_alert(self):
        """Look at the week that ends today, company by company."""
        for company in self.env["res.company"].search([("active", "=", True)]):
            self.with_company(company)._alert(fields.Date.context_today(self))

    @api.model
    def _alert(self, until):
        """Give the one who looks after complaints an activity for each product that stands out.

        :return: the activities made
        """
        user = self._whom_to_alert()
        activities = self.env["mail.activity"]
        if not user:
            return activities
        words = self.env(context={**self.env.context, "lang": user.lang})
        for product, complaints, limit in self._outliers(until):
            product = product.with_env(words)
            activities += product.product_tmpl_id.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=words._("More complaints than usual"),
                note=words._(
                    "%(product)s: %(number)s complaints in a week, at most %(limit)s were to be "
                    "expected by the deliveries and the complaints of the year before.",
                    product=product.display_name,
                    number=round(complaints),
                    limit=round(limit, 1),
                ),
                user_id=user.id,
            )
        return activities

    @api.model
    def _outliers(self, until):
        """Return (product, complaints of the week, their limit) of products that stand out."""
        start = until - WEEK
        now = self._sums(start, until)
        before = self._sums(start - BEFORE, start)
        found = []
        for product, (complaints, delivered) in now.items():
            usual, base = before.get(product, (0, 0))
            if base > 0:
                limit = upper_limit(usual, base, delivered)
                if is_outlier(complaints, limit):
                    found.append((product, complaints, limit))
        return found

    @api.model
    def _sums(self, start, end):
        domain = [
            ("company_id", "=", self.env.company.id), ("date", ">", start), ("date", "<=", end),
        ]  # fmt: skip
        rows = self._read_group(domain, ["product_id"], SUMS)
        return {product: (complaints, delivered) for product, complaints, delivered in rows}

    @api.model
    def _whom_to_alert(self):
        company = self.env.company
        managers = self.env.ref("helpdesk_mgmt.group_helpdesk_manager").all_user_ids
        of_company = managers.filtered(lambda user: user.active and company in user.company_ids)
        return company.complaint_alert_user_id or of_company.sorted("id")[:1]
