from odoo import models
from odoo.tools import SQL

#: what a campaign is broken down by → the column of `touch` (see `_touches_sql`)
PARTS = {
    "step": SQL("step_id"),
    "variant": SQL("variant_id"),
    "audience": SQL("audience_id"),
    "user": SQL("user_id"),
}
COLUMNS = SQL(", ").join(PARTS.values())
#: the whole, and each part by itself; `part` tells which
GROUPS = SQL(
    "GROUP BY GROUPING SETS ((), %s)", SQL(", ").join(SQL("(%s)", one) for one in PARTS.values())
)
PART_COLUMNS = SQL(
    "GROUPING(%(columns)s) AS part, COALESCE(%(columns)s) AS part_id", columns=COLUMNS
)
#: PostgreSQL's GROUPING(): a bit for each column that is not grouped by, the first one highest
PART_OF = {0b1111: "all", 0b0111: "step", 0b1011: "variant", 0b1101: "audience", 0b1110: "user"}


class UtmCampaign(models.Model):
    """What happened in a campaign, counted in a few statements, whole and by part.

    Each document belongs to the contact of its customer (his firm, that is) that came last before
    it; without one before, to the first after it. Every statement sees what the caller may read.
    """

    _inherit = "utm.campaign"

    def _touches_sql(self):
        """Return the targets that the caller may see, with their firm and parts."""
        targets = self.env["crm.campaign.target"]._search(
            [("campaign_id", "=", self.id), ("state", "!=", "control")]
        )
        return SQL(
            """
            SELECT t.id, t.partner_id, p.commercial_partner_id AS firm_id, t.step_id, t.variant_id,
                   COALESCE(s.audience_id, %s) AS audience_id, t.user_id, t.state, t.sent_at,
                   t.response_id, t.create_date
              FROM crm_campaign_target t
              JOIN res_partner p ON p.id = t.partner_id
              JOIN crm_campaign_step s ON s.id = t.step_id
             WHERE t.id IN (%s)
            """,
            self.audience_id.id or None,
            targets.subselect(),
        )

    def _reached_facts(self):
        """Count targets by how far they came."""
        return self._rows(
            SQL(
                """
                WITH touch AS (%(touches)s)
                SELECT %(part)s, COUNT(*) AS planned,
                       COUNT(*) FILTER (WHERE state IN ('sent', 'delivered', 'opened', 'responded'))
                           AS sent,
                       COUNT(*) FILTER (WHERE state IN ('delivered', 'opened', 'responded'))
                           AS delivered,
                       COUNT(*) FILTER (WHERE state IN ('opened', 'responded')) AS opened,
                       COUNT(response_id) AS responded
                  FROM touch %(groups)s
                """,
                touches=self._touches_sql(),
                part=PART_COLUMNS,
                groups=GROUPS,
            )
        )

    def _document_facts(self, documents, columns):
        """Sum up documents by the contact that they belong to.

        :param documents: SELECT of id, firm_id, at, and what is summed up
        :param columns: SELECT list of sums
        """
        return self._rows(
            SQL(
                """
                WITH touch AS (%(touches)s), document AS (%(documents)s),
                belonging AS (
                    SELECT DISTINCT ON (d.id) d.*, %(parts)s
                      FROM document d
                      LEFT JOIN touch t ON t.firm_id = d.firm_id
                     ORDER BY d.id, (t.sent_at <= d.at) DESC NULLS LAST,
                              ABS(EXTRACT(EPOCH FROM d.at - t.sent_at)) NULLS LAST, t.id
                )
                SELECT %(part)s, %(columns)s FROM belonging %(groups)s
                """,
                touches=self._touches_sql(),
                documents=documents,
                parts=SQL(", ").join(SQL("t.%s", one) for one in PARTS.values()),
                part=PART_COLUMNS,
                columns=columns,
                groups=GROUPS,
            )
        )

    def _order_facts(self):
        """Count offers and confirmed orders of the campaign, and sum up what they bring."""
        orders = self.env["sale.order"]._search(
            [("campaign_id", "=", self.id), ("state", "!=", "cancel"),
             ("company_id", "=", self._company().id)]
        )  # fmt: skip
        return self._document_facts(
            SQL(
                """SELECT o.id, p.commercial_partner_id AS firm_id, o.date_order AS at,
                          o.state = 'sale' AS confirmed,
                          o.amount_untaxed / NULLIF(o.currency_rate, 0) AS amount,
                          o.margin / NULLIF(o.currency_rate, 0) AS margin
                     FROM sale_order o JOIN res_partner p ON p.id = o.partner_id
                    WHERE o.id IN (%s)""",
                orders.subselect(),
            ),
            SQL(
                """COUNT(*) AS offers, COUNT(*) FILTER (WHERE confirmed) AS orders,
                   COALESCE(SUM(amount) FILTER (WHERE confirmed), 0) AS direct,
                   COALESCE(SUM(margin) FILTER (WHERE confirmed), 0) AS margin"""
            ),
        )

    def _lead_facts(self):
        """Count leads and opportunities that name the campaign or came of its targets."""
        leads = self.env["crm.lead"].with_context(active_test=False)
        mine = leads._search(
            ["|", ("campaign_id", "=", self.id),
             ("campaign_target_ids", "any", [("campaign_id", "=", self.id)])]
        )  # fmt: skip
        return self._document_facts(
            SQL(
                """SELECT l.id, COALESCE(p.commercial_partner_id, tp.commercial_partner_id)
                          AS firm_id, l.create_date AS at
                     FROM crm_lead l
                     LEFT JOIN res_partner p ON p.id = l.partner_id
                     LEFT JOIN crm_campaign_target t ON t.lead_id = l.id AND t.campaign_id = %s
                     LEFT JOIN res_partner tp ON tp.id = t.partner_id
                    WHERE l.id IN (%s)""",
                self.id,
                mine.subselect(),
            ),
            SQL("COUNT(*) AS opportunities"),
        )

    def _invoice_facts(self):
        """Sum up posted invoices of the campaign, credit notes deducted."""
        moves = self.env["account.move"]._search(
            [("campaign_id", "=", self.id), ("state", "=", "posted"),
             ("move_type", "in", ("out_invoice", "out_refund", "out_receipt")),
             ("company_id", "=", self._company().id)]
        )  # fmt: skip
        return self._document_facts(
            SQL(
                """SELECT m.id, m.commercial_partner_id AS firm_id, m.invoice_date::timestamp AS at,
                          m.amount_untaxed_signed AS amount
                     FROM account_move m WHERE m.id IN (%s)""",
                moves.subselect(),
            ),
            SQL("SUM(amount) AS invoiced"),
        )

    def _other_orders_sql(self):
        """Return the confirmed orders of the company, with firm and amount."""
        orders = self.env["sale.order"]._search(
            [("state", "=", "sale"), ("company_id", "=", self._company().id)]
        )
        return SQL(
            """SELECT o.id, p.commercial_partner_id AS firm_id, o.date_order AS at, o.campaign_id,
                      o.amount_untaxed / NULLIF(o.currency_rate, 0) AS amount
                 FROM sale_order o JOIN res_partner p ON p.id = o.partner_id
                WHERE o.id IN (%s)""",
            orders.subselect(),
        )

    def _influenced_facts(self):
        """Sum up orders soon after a contact that do not name the campaign."""
        return self._rows(
            SQL(
                """
                WITH touch AS (%(touches)s), bought AS (%(orders)s),
                belonging AS (
                    SELECT DISTINCT ON (b.id) b.id, b.amount, %(parts)s
                      FROM touch t
                      JOIN bought b ON b.firm_id = t.firm_id AND b.at >= t.sent_at
                                   AND b.at < t.sent_at + make_interval(days => %(days)s)
                     WHERE t.state IN ('sent', 'delivered', 'opened', 'responded')
                       AND b.campaign_id IS DISTINCT FROM %(campaign)s
                     ORDER BY b.id, t.sent_at DESC, t.id
                )
                SELECT %(part)s, SUM(amount) AS influenced FROM belonging %(groups)s
                """,
                touches=self._touches_sql(),
                orders=self._other_orders_sql(),
                parts=SQL(", ").join(SQL("t.%s", one) for one in PARTS.values()),
                days=self.influence_days,
                campaign=self.id,
                part=PART_COLUMNS,
                groups=GROUPS,
            )
        )

    def _buyer_facts(self):
        """Count the persons who were selected and not held back, and who of them bought.

        All of them, reached or not: the control group was drawn from all of them too.
        """
        return self._rows(
            SQL(
                """
                WITH touch AS (%(touches)s),
                since AS (SELECT firm_id, COALESCE(MIN(sent_at), MIN(create_date)) AS at
                            FROM touch GROUP BY firm_id),
                buyer AS (%(buyers)s)
                SELECT %(part)s, COUNT(DISTINCT t.firm_id) AS treated,
                       COUNT(DISTINCT b.firm_id) AS treated_buyers
                  FROM touch t LEFT JOIN buyer b ON b.firm_id = t.firm_id %(groups)s
                """,
                touches=self._touches_sql(),
                buyers=self._buyers_sql(),
                part=PART_COLUMNS,
                groups=GROUPS,
            )
        )

    def _control_counts(self):
        """Return how many persons are held back, and how many of them bought."""
        ((total, bought),) = self.env.execute_query(
            SQL(
                """
                WITH since AS (SELECT partner_id AS firm_id, drawn_at AS at
                                 FROM crm_campaign_control WHERE campaign_id = %s AND is_control),
                buyer AS (%s)
                SELECT (SELECT COUNT(*) FROM since), (SELECT COUNT(*) FROM buyer)
                """,
                self.id,
                self._buyers_sql(),
            )
        )
        return total, bought

    def _buyers_sql(self):
        """Return who of `since` (firm_id, at) bought within the days of influence."""
        return SQL(
            """SELECT DISTINCT s.firm_id FROM since s JOIN (%s) o
                   ON o.firm_id = s.firm_id AND o.at >= s.at
                  AND o.at < s.at + make_interval(days => %s)""",
            self._other_orders_sql(),
            self.influence_days,
        )

    def _rows(self, query):
        """Return rows by part: (part, its id or False) → column → value."""
        return {
            (PART_OF[row.pop("part")], row.pop("part_id") or False): row
            for row in self.env.execute_query_dict(query)
        }
