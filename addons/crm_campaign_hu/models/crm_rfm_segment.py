from odoo import api, fields, models
from odoo.tools import SQL

RANGES = ("r_min", "r_max", "f_min", "f_max", "m_min", "m_max")


class CrmRfmSegment(models.Model):
    """A named part of the customers, by ranges of their scores; the first that fits counts."""

    _name = "crm.rfm.segment"
    _description = "RFM Segment"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10, help="The first segment that fits a customer is his.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: for the customers of all companies."
    )
    r_min = fields.Integer("Recency from", required=True, default=1)
    r_max = fields.Integer("Recency to", required=True, default=5)
    f_min = fields.Integer("Frequency from", required=True, default=1)
    f_max = fields.Integer("Frequency to", required=True, default=5)
    m_min = fields.Integer("Value from", required=True, default=1)
    m_max = fields.Integer("Value to", required=True, default=5)
    customer_count = fields.Integer("Customers", compute="_compute_customer_count")

    _r_range = models.Constraint(
        "CHECK(r_min >= 1 AND r_min <= r_max AND r_max <= 5)",
        "Scores of recency run from 1 to 5, the lower one first.",
    )
    _f_range = models.Constraint(
        "CHECK(f_min >= 1 AND f_min <= f_max AND f_max <= 5)",
        "Scores of frequency run from 1 to 5, the lower one first.",
    )
    _m_range = models.Constraint(
        "CHECK(m_min >= 1 AND m_min <= m_max AND m_max <= 5)",
        "Scores of value run from 1 to 5, the lower one first.",
    )

    def _compute_customer_count(self):
        rows = self.env["crm.rfm.score"]._read_group(
            [("segment_id", "in", self.ids), ("company_id", "in", self.env.companies.ids)],
            ["segment_id"],
            ["__count"],
        )
        counts = {segment.id: count for segment, count in rows}
        for segment in self:
            segment.customer_count = counts.get(segment.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        """Make segments, and put the customers who fit into them."""
        segments = super().create(vals_list)
        self._assign()
        return segments

    def write(self, vals):
        """Change segments; changed ranges move customers at once, not only the next night."""
        result = super().write(vals)
        if {"active", "company_id", "sequence", *RANGES}.intersection(vals):
            self._assign()
        return result

    def unlink(self):
        """Remove segments; their customers go where they fit next."""
        result = super().unlink()
        self._assign()
        return result

    def action_open_customers(self):
        """Open the scores of the customers in this segment.

        :return: a window's action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_campaign_hu.crm_rfm_score_action"
        )
        return action | {
            "domain": [("segment_id", "=", self.id)],
            "context": {},
            "display_name": self.name,
        }

    @api.model
    def _assign(self):
        """Give every scored customer the segment that he has by the segments of now."""
        scores = self.env["crm.rfm.score"]
        self.flush_model()
        scores.flush_model()
        self.env.cr.execute(
            SQL(
                """
                WITH segment AS (%s)
                UPDATE crm_rfm_score score SET segment_id = segment.segment_id FROM segment
                 WHERE segment.company_id = score.company_id
                   AND segment.r = score.r AND segment.f = score.f AND segment.m = score.m
                   AND score.segment_id IS DISTINCT FROM segment.segment_id
                """,
                self._of_scores(SQL("SELECT DISTINCT company_id AS id FROM crm_rfm_score")),
            )
        )
        scores._forget()

    @api.model
    def _of_scores(self, companies):
        """Return the segment of each of the 125 scores in each company.

        :param companies: a query for the companies' `id`
        :return: a query for company_id, r, f, m, segment_id (NULL where none fits)
        """
        return SQL(
            """
            SELECT company.id AS company_id, r, f, m,
                   (SELECT s.id FROM crm_rfm_segment s
                     WHERE s.active AND COALESCE(s.company_id, company.id) = company.id
                       AND r BETWEEN s.r_min AND s.r_max
                       AND f BETWEEN s.f_min AND s.f_max
                       AND m BETWEEN s.m_min AND s.m_max
                     ORDER BY s.sequence, s.id LIMIT 1) AS segment_id
              FROM (%s) company,
                   generate_series(1, 5) r, generate_series(1, 5) f, generate_series(1, 5) m
            """,
            companies,
        )
