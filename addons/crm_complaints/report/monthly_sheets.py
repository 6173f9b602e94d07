from dateutil.relativedelta import relativedelta

from odoo import api, models

from ..monthly_book import workbook
from .crm_complaint_dashboard import COMPLAINTS

REPORT, RATE = "crm.complaint.report", "crm.complaint.rate"
SATISFACTION = "crm.ticket.satisfaction"


class CrmComplaintMonthly(models.Model):
    """The sheets of the monthly workbook, out of the reports that the screens show too."""

    _inherit = "crm.complaint.monthly"

    @api.model
    def _workbook(self, company, month):
        """Return the XLSX file about a month, in the language and time zone of the context."""
        env = self.env
        first, end = self._bounds(company, month)
        own = ("company_id", "=", company.id)
        times = [own, ("date", ">=", first), ("date", "<", end)]
        next_month = month + relativedelta(months=1)
        days = [own, ("date", ">=", month), ("date", "<", next_month)]
        by_cost = (
            (env._("Root cause"), "root_cause_id"),
            (env._("Defect"), "defect_id"),
            (env._("Supplier or carrier"), "liable_partner_id"),
        )
        by_score = (
            (env._("Satisfaction by product"), "product_id"),
            (env._("Satisfaction by person"), "user_id"),
        )
        return workbook(
            [
                self._summary(times, days),
                *(self._costs(title, [*times, COMPLAINTS], field) for title, field in by_cost),
                self._products(days),
                *(self._scores(title, times, field) for title, field in by_score),
            ]
        )

    @api.model
    def _summary(self, times, days):
        env = self.env
        reports, rates = self.env[REPORT], self.env[RATE]
        [(tickets,)] = reports._read_group(times, [], ["tickets:sum"])
        [(complaints, cost)] = reports._read_group(
            [*times, COMPLAINTS], [], ["tickets:sum", "cost:sum"]
        )
        terms = dict(reports._read_group(times, ["late"], ["tickets:sum"]))
        [(thousand, million)] = rates._read_group(days, [], ["per_thousand:avg", "per_million:avg"])
        [(answers, nps)] = self.env[SATISFACTION]._read_group(times, [], ["answers:sum", "nps:avg"])
        rows = [
            (env._("Tickets received"), tickets),
            (env._("Complaints among them"), complaints),
            (env._("Cost of the complaints"), cost),
            (env._("Deadlines kept"), terms.get("no")),
            (env._("Deadlines passed"), terms.get("yes")),
            (env._("Complained about per 1,000 delivered"), thousand),
            (env._("Complaints per million of turnover"), million),
            (env._("Ratings"), answers),
            (env._("NPS"), nps if answers else None),
        ]
        header = [env._("Summary"), env._("Value")]
        return env._("Summary"), header, [(name, _number(value)) for name, value in rows]

    @api.model
    def _costs(self, title, domain, field):
        header = [title, self.env._("Complaints"), self.env._("Cost")]
        return title, header, self._rows(REPORT, domain, field, ["cost:sum", "tickets:sum"], True)

    @api.model
    def _products(self, days):
        title = self.env._("Product")
        header = [
            title,
            self.env._("Complaints"),
            self.env._("Complained about"),
            self.env._("Delivered"),
            self.env._("Per 1,000 delivered"),
        ]
        measures = ["complaints:sum", "complained:sum", "delivered:sum", "per_thousand:avg"]
        rows = self._rows(RATE, days, "product_id", measures)
        return title, header, [row for row in rows if row[1]]

    @api.model
    def _scores(self, title, times, field):
        header = [
            title, self.env._("Answers"), self.env._("Average rating"), self.env._("NPS"),
        ]  # fmt: skip
        measures = ["answers:sum", "rating:avg", "nps:avg"]
        return title, header, self._rows(SATISFACTION, times, field, measures)

    @api.model
    def _rows(self, model, domain, field, measures, backwards=False):
        """Return rows of a name and its measures, the highest first measure at the top."""
        order = ", ".join(f"{measure} DESC" for measure in measures[:2])
        rows = self.env[model]._read_group(domain, [field], measures, order=order)
        return [
            (
                what.display_name if what else self.env._("Not given"),
                *map(_number, reversed(values) if backwards else values),
            )
            for what, *values in rows
        ]


def _number(value):
    return None if value is None else round(value, 2)
