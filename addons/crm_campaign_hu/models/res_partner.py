from odoo import api, fields, models
from odoo.fields import Domain

#: who may see what customers are worth
READERS = "crm_campaign_hu.group_campaign_user,sales_team.group_sale_salesman"
COMPARE = {
    "<": lambda value: value > 0,
    "<=": lambda value: value >= 0,
    ">": lambda value: value < 0,
    ">=": lambda value: value <= 0,
    "in": lambda values: 0 in values,
}


class ResPartner(models.Model):
    """What a customer is worth to the active company, as it was last reckoned.

    The figures are those of the commercial entity, so a firm's contacts show the firm's. Who never
    bought has no score: no number of orders, no amount, and days that no comparison finds.
    """

    _inherit = "res.partner"

    rfm_recency_days = fields.Integer(
        "Days since the last order",
        compute="_compute_rfm",
        search="_search_rfm_recency_days",
        groups=READERS,
    )
    rfm_frequency = fields.Integer(
        "Confirmed orders", compute="_compute_rfm", search="_search_rfm_frequency", groups=READERS
    )
    rfm_monetary = fields.Monetary(
        "Bought for (untaxed)",
        compute="_compute_rfm",
        search="_search_rfm_monetary",
        currency_field="rfm_currency_id",
        groups=READERS,
    )
    rfm_tenure_days = fields.Integer(
        "Days since the first order",
        compute="_compute_rfm",
        search="_search_rfm_tenure_days",
        groups=READERS,
    )
    rfm_score = fields.Char(
        "RFM score",
        compute="_compute_rfm",
        search="_search_rfm_score",
        groups=READERS,
        help="Recency, frequency and value, each from 1 to 5; 5 is the best fifth.",
    )
    rfm_segment_id = fields.Many2one(
        "crm.rfm.segment",
        "RFM segment",
        compute="_compute_rfm",
        search="_search_rfm_segment_id",
        groups=READERS,
    )
    rfm_currency_id = fields.Many2one("res.currency", compute="_compute_rfm", groups=READERS)

    @api.depends("commercial_partner_id")
    @api.depends_context("company")
    def _compute_rfm(self):
        company = self.env.company
        scores = self.env["crm.rfm.score"].search(
            [("company_id", "=", company.id), ("partner_id", "in", self.commercial_partner_id.ids)]
        )
        by_partner = scores.grouped("partner_id")
        for partner in self:
            score = by_partner.get(partner.commercial_partner_id, scores.browse())
            partner.rfm_currency_id = company.currency_id
            partner.rfm_recency_days = score.recency_days
            partner.rfm_frequency = score.frequency
            partner.rfm_monetary = score.monetary
            partner.rfm_tenure_days = score.tenure_days
            partner.rfm_score = score.score
            partner.rfm_segment_id = score.segment_id

    @api.model
    def _search_rfm_recency_days(self, operator, value):
        return self._search_rfm("recency_days", operator, value)

    @api.model
    def _search_rfm_tenure_days(self, operator, value):
        return self._search_rfm("tenure_days", operator, value)

    @api.model
    def _search_rfm_frequency(self, operator, value):
        return self._search_rfm_number("frequency", operator, value)

    @api.model
    def _search_rfm_monetary(self, operator, value):
        return self._search_rfm_number("monetary", operator, value)

    @api.model
    def _search_rfm_score(self, operator, value):
        return self._search_rfm("score", operator, value)

    @api.model
    def _search_rfm_segment_id(self, operator, value):
        return self._search_rfm("segment_id", operator, value)

    @api.model
    def _search_rfm_number(self, column, operator, value):
        """As `_search_rfm`; who has no score has bought nothing, which is 0."""
        found = self._search_rfm(column, operator, value)
        if operator not in COMPARE or not COMPARE[operator](value):
            return found
        return found | self._rfm_unscored()

    @api.model
    def _search_rfm(self, column, operator, value):
        """Find partners by a column of their scores; False as a text or link finds who has none."""
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        found = self._rfm_scored(Domain(column, operator, value))
        if operator == "in" and any(one is False for one in value):
            found |= self._rfm_unscored()
        return found

    @api.model
    def _rfm_unscored(self):
        return ~self._rfm_scored(Domain.TRUE)

    @api.model
    def _rfm_scored(self, domain):
        mine = Domain("company_id", "=", self.env.company.id)
        scores = self.env["crm.rfm.score"]._search(mine & domain)
        return Domain(
            "commercial_partner_id", "in", scores.subselect('"crm_rfm_score"."partner_id"')
        )
