from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from .crm_campaign_step import SENT

RECEIVED = SQL("t.state IN ('sent', 'delivered', 'opened', 'responded')")
OPENED = SQL("(t.state IN ('opened', 'responded') OR t.clicked_at IS NOT NULL)")
#: who of the step before, by what became of it (t: its target, r: the response)
BY_CONDITION = {
    "all": SQL("TRUE"),
    "received": RECEIVED,
    "not_received": SQL("t.state IN ('failed', 'skipped')"),
    "opened": OPENED,
    "not_opened": SQL("%s AND NOT %s", RECEIVED, OPENED),
    "clicked": SQL("t.clicked_at IS NOT NULL"),
    "not_clicked": SQL("%s AND t.clicked_at IS NULL", RECEIVED),
    "responded": SQL("t.response_id IS NOT NULL"),
    "not_responded": SQL("%s AND t.response_id IS NULL", RECEIVED),
    "positive": SQL("r.is_positive"),
    "not_positive": SQL("t.response_id IS NOT NULL AND r.is_positive IS NOT TRUE"),
}
#: newcomers at once that PostgreSQL should know of before it plans anything
MANY = 1000
#: 32 bits of a digest, as a share of one
SHARE = "('x' || substr(md5(%s || ':' || %s), 1, 8))::bit(32)::bigint / 4294967296.0"


class CrmCampaignStep(models.Model):
    """Who comes into a step: a few statements for everybody at once, and nobody twice."""

    _inherit = "crm.campaign.step"

    def _select(self):
        """Add whoever belongs to the step by now; return how many came.

        :raise AccessError: the user may not see the audience
        """
        self.ensure_one()
        self._audience().check_access("read")
        self._draw()
        self.env.flush_all()
        self.env.cr.execute(self._insert_sql())
        count = self.env.cr.rowcount
        if count > MANY:
            # a plan made for a table without these rows would take minutes for the results
            self.env.cr.execute(SQL("ANALYZE crm_campaign_target"))
        self.env["crm.campaign.target"].invalidate_model()
        self.invalidate_recordset(["target_ids"])
        return count

    def _insert_sql(self):
        """Return the statement that adds whoever belongs to the step and is not in it yet."""
        return SQL(
            """
            INSERT INTO crm_campaign_target (
                company_id, campaign_id, step_id, partner_id, user_id, variant_id, state, reason,
                create_uid, create_date, write_uid, write_date)
            SELECT %(company)s, %(campaign)s, %(step)s, p.id,
                   COALESCE(p.user_id, firm.user_id, %(responsible)s), %(variant)s,
                   CASE WHEN draw.is_control THEN 'control'
                        WHEN barred.reason IS NOT NULL THEN 'skipped' ELSE 'planned' END,
                   CASE WHEN draw.is_control THEN NULL ELSE barred.reason END,
                   %(user)s, %(now)s, %(user)s, %(now)s
              FROM res_partner p
              LEFT JOIN res_partner firm ON firm.id = p.commercial_partner_id
              LEFT JOIN crm_campaign_control draw
                ON draw.campaign_id = %(campaign)s AND draw.partner_id = p.commercial_partner_id
             CROSS JOIN LATERAL (SELECT %(barred)s AS reason) barred
             WHERE p.id IN (%(candidates)s)
             ORDER BY p.id
            ON CONFLICT (step_id, partner_id) DO NOTHING
            """,
            company=self.company_id.id,
            campaign=self.campaign_id.id,
            step=self.id,
            responsible=self.campaign_id.user_id.id,
            variant=self._variant_sql(),
            barred=self._barred_sql(),
            candidates=self._candidates_sql(),
            user=self.env.uid,
            now=fields.Datetime.now(),
        )

    def _draw(self):
        """Draw who of the newcomers is held back; who was drawn before stays as he is."""
        campaign = self.campaign_id
        if not campaign.control_percent:
            return
        self.env.flush_all()
        share = SQL(SHARE, campaign.control_seed, SQL("persons.id"))
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO crm_campaign_control
                       (campaign_id, company_id, partner_id, is_control, drawn_at)
                SELECT %(campaign)s, %(company)s, persons.id, %(share)s * 100 < %(percent)s, %(now)s
                  FROM (SELECT DISTINCT p.commercial_partner_id AS id
                          FROM res_partner p WHERE p.id IN (%(candidates)s)) persons
                ON CONFLICT (campaign_id, partner_id) DO NOTHING
                """,
                campaign=campaign.id,
                company=self.company_id.id,
                share=share,
                percent=campaign.control_percent,
                candidates=self._candidates_sql(),
                now=fields.Datetime.now(),
            )
        )
        self.env["crm.campaign.control"].invalidate_model()

    def _candidates_sql(self):
        """Return who belongs to the step by now, as far as the user may see them."""
        visible = self.env["res.partner"]._search([]).subselect()
        audience = self._audience()
        parts = [visible, *([self._members_sql(audience)] if audience else [])]
        if self.after_step_id:
            parts.append(self._followers_sql())
        ended = SQL(
            """SELECT e.partner_id FROM crm_campaign_target e
                 JOIN crm_campaign_response r ON r.id = e.response_id AND r.ends_campaign
                WHERE e.campaign_id = %s""",
            self.campaign_id.id,
        )
        wanted = SQL(" AND ").join(SQL("c.id IN (%s)", part) for part in parts)
        return SQL("SELECT c.id FROM res_partner c WHERE %s AND c.id NOT IN (%s)", wanted, ended)

    def _members_sql(self, audience):
        return SQL(
            "SELECT m.partner_id FROM crm_audience_member m WHERE m.audience_id = %s", audience.id
        )

    def _followers_sql(self):
        return SQL(
            """SELECT t.partner_id FROM crm_campaign_target t
                 LEFT JOIN crm_campaign_response r ON r.id = t.response_id
                WHERE t.step_id = %s AND t.state NOT IN ('planned', 'queued', 'control')
                  AND COALESCE(t.sent_at, t.write_date) <= %s AND %s""",
            self.after_step_id.id,
            fields.Datetime.now() - timedelta(days=self.wait_days),
            BY_CONDITION[self.condition],
        )

    def _variant_sql(self):
        """Return which variant a person gets: the same whenever he is asked for."""
        variants = self.variant_ids
        if not variants:
            return SQL("NULL")
        total, upto = sum(variants.mapped("weight")), 0
        place = SQL(SHARE, f"step-{self.id}", SQL("p.id"))
        cases = []
        for variant in variants:
            upto += variant.weight
            cases.append(SQL("WHEN %s * %s < %s THEN %s", place, total, upto, variant.id))
        return SQL("CASE %s END", SQL(" ").join(cases))

    def _barred_sql(self):
        """Return why people do not call or visit somebody; messages ask when they are sent."""
        if self.channel in SENT:
            return SQL("NULL::varchar")
        said = SQL(
            """EXISTS (SELECT 1 FROM crm_contact_permission cp
                        WHERE cp.partner_id = p.id AND cp.is_current AND cp.purpose = 'marketing'
                          AND cp.channel = %s AND cp.state = %s)""",
            "phone" if self.channel == "phone" else "visit",
            "given" if self.channel == "phone" else "withdrawn",
        )
        if self.channel != "phone":
            return SQL("CASE WHEN %s THEN %s END", said, self.env._("the customer refuses it"))
        return SQL(
            "CASE WHEN COALESCE(p.phone, '') = '' THEN %s WHEN NOT %s THEN %s END",
            self.env._("no telephone number"),
            said,
            self.env._("no consent to calls"),
        )
