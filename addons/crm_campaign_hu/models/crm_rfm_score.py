from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.tools import SQL

#: fields of the customers that show these scores
PARTNER_FIELDS = (
    "rfm_recency_days", "rfm_frequency", "rfm_monetary", "rfm_tenure_days", "rfm_score",
    "rfm_segment_id",
)  # fmt: skip
# the orders that count; a window function ranks who is strictly worse, so that equals are equal
SCORES = """
    WITH figure AS (
        SELECT o.company_id, p.commercial_partner_id AS partner_id, day.as_of,
               day.as_of - (max(o.date_order) AT TIME ZONE 'UTC' AT TIME ZONE day.zone)::date
                   AS recency_days,
               count(*) AS frequency,
               round(sum(o.amount_untaxed / COALESCE(NULLIF(o.currency_rate, 0), 1))
                     / day.rounding) * day.rounding AS monetary,
               day.as_of - (min(o.date_order) AT TIME ZONE 'UTC' AT TIME ZONE day.zone)::date
                   AS tenure_days
          FROM %(orders)s
         GROUP BY o.company_id, p.commercial_partner_id, day.as_of, day.zone, day.rounding
    ), scored AS (
        SELECT *,
               1 + 5 * (rank() OVER by_recency - 1) / count(*) OVER company AS r,
               1 + 5 * (rank() OVER by_frequency - 1) / count(*) OVER company AS f,
               1 + 5 * (rank() OVER by_monetary - 1) / count(*) OVER company AS m
          FROM figure
        WINDOW company AS (PARTITION BY company_id),
               by_recency AS (PARTITION BY company_id ORDER BY recency_days DESC),
               by_frequency AS (PARTITION BY company_id ORDER BY frequency),
               by_monetary AS (PARTITION BY company_id ORDER BY monetary)
    ), segment AS (%(segments)s)
    INSERT INTO crm_rfm_score AS score
           (company_id, partner_id, as_of, recency_days, frequency, monetary, tenure_days,
            r, f, m, score, segment_id)
    SELECT company_id, partner_id, as_of, recency_days, frequency, monetary, tenure_days,
           r, f, m, concat(r, f, m), segment.segment_id
      FROM scored JOIN segment USING (company_id, r, f, m)
        ON CONFLICT (company_id, partner_id) DO UPDATE SET
           (as_of, recency_days, frequency, monetary, tenure_days, r, f, m, score, segment_id) =
           (EXCLUDED.as_of, EXCLUDED.recency_days, EXCLUDED.frequency, EXCLUDED.monetary,
            EXCLUDED.tenure_days, EXCLUDED.r, EXCLUDED.f, EXCLUDED.m, EXCLUDED.score,
            EXCLUDED.segment_id)
"""
ORDERS = """
    (VALUES %s) AS day (company_id, zone, rounding, as_of, until)
    JOIN sale_order o
      ON o.company_id = day.company_id AND o.state = 'sale' AND o.date_order < day.until
    JOIN res_partner p ON p.id = o.partner_id
"""
GONE = """
    DELETE FROM crm_rfm_score score
     WHERE score.company_id IN %s
       AND NOT EXISTS (SELECT FROM %s
                        WHERE o.company_id = score.company_id
                          AND p.commercial_partner_id = score.partner_id)
"""


class CrmRfmScore(models.Model):
    """What a customer is worth to a company: how lately, how often and for how much he bought.

    One row for each commercial entity with a confirmed order; written by `recompute_rfm` only.
    """

    _name = "crm.rfm.score"
    _description = "RFM Score"
    _order = "monetary desc, id"
    _rec_name = "partner_id"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", "Customer", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    as_of = fields.Date("As of", required=True)
    recency_days = fields.Integer("Days since the last order", required=True, aggregator="avg")
    frequency = fields.Integer("Orders", required=True)
    monetary = fields.Monetary("Untaxed amount", required=True)
    tenure_days = fields.Integer("Days since the first order", required=True, aggregator="avg")
    r = fields.Integer("Recency", required=True, aggregator="avg")
    f = fields.Integer("Frequency", required=True, aggregator="avg")
    m = fields.Integer("Value", required=True, aggregator="avg")
    score = fields.Char(required=True, help="Recency, frequency and value, 5 is the best of each.")
    segment_id = fields.Many2one("crm.rfm.segment", ondelete="set null", index=True)

    _once = models.UniqueIndex("(company_id, partner_id)")
    _of_partner = models.Index("(partner_id)")

    @api.model
    def _recompute(self, companies, as_of=None):
        """Score all customers of companies anew.

        The statistics are a company's own: all its orders count, whatever the rules show to the
        user who asks for them. That is why these statements go past the record rules.

        :param as_of: local day; None: today
        :return: number of customers scored
        """
        if not companies:
            return 0
        for model in ("res.partner", "sale.order", "crm.rfm.segment"):
            self.env[model].flush_model()
        days = [self._day(company, as_of) for company in companies]
        orders = SQL(ORDERS, SQL(", ").join(SQL("%s", day) for day in days))
        segments = self.env["crm.rfm.segment"]._of_scores(
            SQL("SELECT id FROM res_company WHERE id IN %s", companies._ids)
        )
        self.env.cr.execute(SQL(SCORES, orders=orders, segments=segments))
        scored = self.env.cr.rowcount
        self.env.cr.execute(SQL(GONE, companies._ids, orders))
        self._forget()
        return scored

    @api.model
    def _day(self, company, as_of):
        """Return what a row of ORDERS' `day` holds; the day ends at midnight in its time zone."""
        # sudo: marketers need not read the contact that a company is
        zone = self.env.user.tz or company.sudo().partner_id.tz or "UTC"
        as_of = as_of or datetime.now(ZoneInfo(zone)).date()
        midnight = datetime.combine(as_of + timedelta(days=1), time(), ZoneInfo(zone))
        until = midnight.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)
        # sudo: and need not read its currency either
        return company.id, zone, company.sudo().currency_id.rounding, as_of, until

    @api.model
    def _forget(self):
        """Drop what is cached of scores: SQL has written them."""
        self.invalidate_model()
        self.env["res.partner"].invalidate_model(PARTNER_FIELDS)
        self.env["crm.rfm.segment"].invalidate_model(["customer_count"])

    @api.model
    def _cron_recompute(self):
        """Score the customers of each company that has not been scored today."""
        scored = dict(self._read_group([], ["company_id"], ["as_of:max"]))
        companies = self.env["res.company"].search([("active", "=", True)])
        due = companies.filtered(lambda one: scored.get(one) != self._day(one, None)[3])
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=len(due))
        for company in due:
            self._recompute(company)
            if not commit(1):
                break
