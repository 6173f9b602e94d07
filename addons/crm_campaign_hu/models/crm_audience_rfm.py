from datetime import datetime

from odoo import api, models
from odoo.exceptions import AccessError, UserError

MARKETER = "crm_campaign_hu.group_campaign_user"


class CrmAudience(models.Model):
    """Scores of customers are reckoned from here."""

    _inherit = "crm.audience"

    @api.model
    def recompute_rfm(self, as_of=False):
        """Score all customers of the companies that the user works in.

        A customer is a commercial entity with at least one confirmed order up to that day. The
        scores that were stored before are replaced, and customers without orders lose theirs.

        :param as_of: local day as "YYYY-MM-DD"; orders after it do not count; empty: today
        :return: number of customers scored, over all these companies
        :raise UserError: `as_of` is no such day
        :raise AccessError: the user is no marketer
        """
        if not (self.env.su or self.env.user.has_group(MARKETER)):
            raise AccessError(self.env._("Only marketers may score customers."))
        day = self._rfm_day(as_of) if as_of else None
        return self.env["crm.rfm.score"]._recompute(self.env.companies, day)

    @api.model
    def _rfm_day(self, text):
        try:
            day = datetime.strptime(str(text), "%Y-%m-%d").date()
        except ValueError:
            day = None
        # beyond these, time zones cannot be reckoned with
        if day is None or not 1900 <= day.year <= 2999:
            raise UserError(
                self.env._(
                    "“%(text)s” is no day to score customers as of:"
                    " write it as year-month-day, such as 2026-10-31, or leave it empty for today.",
                    text=text,
                )
            )
        return day
