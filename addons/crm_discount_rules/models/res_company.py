from datetime import UTC
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.exceptions import UserError


class ResCompany(models.Model):
    """How far down a company's prices may go."""

    _inherit = "res.company"

    _discount_max_in_range = models.Constraint(
        "CHECK(discount_max_percent >= 0 AND discount_max_percent <= 100)",
        "The largest discount is between 0 and 100 percent (0: no limit).",
    )
    _discount_margin_in_range = models.Constraint(
        "CHECK(discount_min_margin_percent >= 0 AND discount_min_margin_percent < 100)",
        "The lowest margin is a part of the price: from 0 to below 100 percent.",
    )

    discount_max_percent = fields.Float(
        string="Largest Discount (%)",
        digits=(16, 6),
        groups="base.group_user",
        help="Rules take off no more than this from the pricelist's price; 0: no limit.",
    )
    discount_use_margin_floor = fields.Boolean(
        string="Keep a Lowest Margin", groups="base.group_user"
    )
    # whoever knows the margin of a price that it bounds knows the cost
    discount_min_margin_percent = fields.Float(
        string="Lowest Margin (%)",
        digits=(16, 6),
        groups="crm_discount_rules.group_discount_manager,base.group_system",
        help="Rules leave at least this part of the net price above the cost. "
        "Products without a cost have no such limit.",
    )

    def _local_day(self, moment):
        """The day of a moment (now without one) in the company's time zone."""
        self.ensure_one()
        moment = (moment or fields.Datetime.now()).replace(tzinfo=UTC)
        return moment.astimezone(self._zone()).date()

    def _moment_of(self, local):
        """The moment, as the database keeps it, of a time on the company's clock."""
        self.ensure_one()
        return local.replace(tzinfo=self._zone()).astimezone(UTC).replace(tzinfo=None)

    def _zone(self):
        return ZoneInfo(self.partner_id.tz or self.resource_calendar_id.tz or "UTC")

    def _check_rate(self, currency):
        """Refuse a currency without a rate: Odoo would take one unit for one of the company's."""
        self.ensure_one()
        own = self.currency_id
        if currency == own:
            return
        rates = self.env["res.currency.rate"].search_count(
            [
                ("currency_id", "in", (currency.id, own.id)),
                ("company_id", "in", (False, self.root_id.id)),
            ],
            limit=1,
        )
        if not rates:
            raise UserError(
                self.env._(
                    "There is no exchange rate between %(own)s and %(other)s, so that discount "
                    "rules with amounts of money cannot be reckoned. Enter a rate first.",
                    own=own.name,
                    other=currency.name,
                )
            )
