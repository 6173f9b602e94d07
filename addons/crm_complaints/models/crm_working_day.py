import logging
from datetime import date

import holidays

from odoo import api, fields, models
from odoo.fields import Domain

_logger = logging.getLogger(__name__)
YEARS_BACK, YEARS_AHEAD = 2, 2


class CrmWorkingDay(models.Model):
    """A day that differs from the week's rule: a feast, a transferred rest or working day.

    Loaded from a library of public holidays; what somebody changed by hand is never loaded over.
    """

    _name = "crm.working.day"
    _description = "Working Day Calendar"
    _order = "date desc, id desc"
    _rec_name = "date"

    date = fields.Date(required=True, index=True)
    name = fields.Char(string="Reason", translate=False)
    kind = fields.Selection(
        [
            ("rest", "Rest day"),
            ("worked", "Working day at a weekend"),
            ("normal", "As the week says"),
        ],
        required=True,
        default="rest",
    )
    country_id = fields.Many2one(
        "res.country",
        required=True,
        default=lambda self: self.env.company.country_id or self.env.ref("base.hu"),
    )
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: for all companies in the country."
    )
    by_hand = fields.Boolean(
        default=True, readonly=True, help="Loading public holidays leaves this day as it is."
    )

    _one_a_day = models.UniqueIndex(
        "(date, country_id, COALESCE(company_id, 0))",
        "This day is in the calendar already: change its kind there.",
    )

    def write(self, vals):
        """What is changed by hand stays as it is when holidays are loaded again."""
        if {"date", "kind", "country_id"} & vals.keys():
            vals = {"by_hand": True, **vals}
        return super().write(vals)

    @api.model
    def _load_years_around(self):
        """Load the years around this one for the countries of all companies."""
        year = fields.Date.context_today(self).year
        # the calendar is complete whoever causes it to be loaded
        companies = self.env["res.company"].sudo().search([("active", "=", True)])
        countries = companies.country_id | self.env.ref("base.hu")
        self._load_years(countries, range(year - YEARS_BACK, year + YEARS_AHEAD + 1))

    @api.model
    def action_load(self):
        """Load the public holidays of the years around this one; days set by hand stay.

        :return: True
        """
        self.check_access("create")
        self._load_years_around()
        return True

    @api.model
    def _load_years(self, countries, years):
        """Create the days of these years that are not in the calendar yet."""
        every = self.sudo()  # as above
        known = every.search([("country_id", "in", countries.ids), ("company_id", "=", False)])
        taken = {(day.country_id.id, day.date) for day in known}
        every.create(
            [
                {
                    "date": day,
                    "name": name,
                    "kind": kind,
                    "country_id": country.id,
                    "by_hand": False,
                }
                for country in countries
                for day, (kind, name) in self._library_days(country.code, years).items()
                if (country.id, day) not in taken
            ]
        )

    @api.model
    def _library_days(self, code, years):
        """Return day → (kind, name) as the library of holidays knows a country's years."""
        try:
            table = holidays.country_holidays(code, years=list(years))
        except NotImplementedError:
            _logger.info("The library of holidays does not know the country %s", code)
            return {}
        found = {day: ("rest", name) for day, name in table.items()}
        worked = getattr(table, "weekend_workdays", None) or ()
        return found | dict.fromkeys(worked, ("worked", False))

    @api.model
    def _kinds_between(self, company, first, last):
        """Return day → kind for a company; its own days outrank its country's.

        Years that nobody loaded come straight from the library.
        """
        country = company.sudo().country_id or self.env.ref("base.hu")  # read for anybody's ticket
        every = self.sudo()  # the calendar counts for all, whatever they may read
        rows = every.search(
            Domain("country_id", "=", country.id)
            & Domain("company_id", "in", (False, company.id))
            & Domain("date", ">=", date(first.year, 1, 1))
            & Domain("date", "<=", date(last.year, 12, 31))
        )
        years = set(range(first.year, last.year + 1)) - {
            row.date.year for row in rows if not row.company_id
        }
        kinds = {}
        if years:
            library = self._library_days(country.code, sorted(years))
            kinds = {day: kind for day, (kind, _name) in library.items()}
        for row in rows.sorted(lambda row: bool(row.company_id)):
            kinds[row.date] = row.kind
        return kinds
