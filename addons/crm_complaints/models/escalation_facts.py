from collections import defaultdict
from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ..adapters import timeline
from ..deadline_engine import ALWAYS, Facts

#: a bad rating of a closed ticket still counts for so long
RATING_DAYS = 30
#: the turnover of so many days says who the best customers are
TURNOVER_DAYS = 365
#: complaints in the sense of "the third one on the same product"
REPEATED_KINDS = ("complaint", "warranty", "return")


class TicketFacts:
    """What is known of the tickets that levels look at; read in a fixed number of queries."""

    def __init__(self, env, rows, pauses, progress, repeats, ranks, now):
        self.env = env
        self.now = now
        self.rows = rows
        self._pauses = pauses
        self._progress = progress
        self._repeats = repeats
        self._ranks = ranks
        self._timelines = {}
        self._facts = {row["id"]: self._prepare(row) for row in rows}
        teams = env["helpdesk.ticket.team"].browse({row["team_id"] for row in rows} - {None})
        self._calendar_of = {team.id: team.resource_calendar_id for team in teams}

    def _prepare(self, row):
        progress = self._progress.get(row["id"]) or (
            (row["last_progress_at"],) if row["last_progress_at"] else ()
        )
        return Facts(
            id=row["id"],
            received_at=row["received_at"],
            first_answer_at=row["first_answer_at"],
            progress=tuple(moment for moment in progress if moment > row["received_at"]),
            deadline=row["deadline"],
            value=float(row["value_total"] or 0.0),
            reopened_at=row["reopened_at"],
            reopen_count=row["reopen_count"] or 0,
            repeats=self._repeats.get(row["id"], {}),
            rating=row["rating"],
            rated_at=row["rated_at"],
            customer_rank=self._ranks.get((row["company_id"], row["commercial_partner_id"])),
            manager_asked_at=row["manager_asked_at"],
            manager_decided_at=row["manager_decided_at"],
            closed_at=row["closed_at"],
            pauses=tuple(self._pauses.get(row["id"], ())),
        )

    def of_level(self, level):
        """Yield the facts of each ticket that a level is for, with the clock that counts there."""
        policy = level.policy_id
        kinds, teams = set(policy._kind_list()), set(policy.team_ids.ids)
        company = policy.company_id.id
        for row in self.rows:
            if (
                (not kinds or row["kind"] in kinds)
                and (not teams or row["team_id"] in teams)
                and (not company or row["company_id"] == company)
            ):
                yield self._facts[row["id"]], self._timeline(level.clock, row)

    def _timeline(self, clock, row):
        if clock == "calendar":
            return ALWAYS
        key = row["team_id"], row["company_id"]
        if key not in self._timelines:
            self._timelines[key] = self._make_timeline(*key)
        return self._timelines[key]

    def _make_timeline(self, team_id, company_id):
        company = self.env["res.company"].browse(company_id)
        calendar = self._calendar_of.get(team_id) or company.resource_calendar_id
        known = (calendar, company)
        if known not in self._timelines:
            first = min(row["received_at"] for row in self.rows).date() - timedelta(days=1)
            last = self.now.date() + timedelta(days=1)
            self._timelines[known] = timeline(self.env, calendar, company, first, last)
        return self._timelines[known]

    def known_events(self, levels):
        """Return (ticket, level) → fact → occurrence, of the events that were made before."""
        level_of = {(level.policy_id.id, level.level): level.id for level in levels}
        self.env["crm.escalation.event"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                SELECT ticket_id, policy_id, level, base, occurrence
                  FROM crm_escalation_event
                 WHERE policy_id = ANY(%s) AND ticket_id = ANY(%s)
                """,
                levels.policy_id.ids,
                list(self._facts),
            )
        )
        known = defaultdict(dict)
        for ticket, policy, level, base, occurrence in self.env.cr.fetchall():
            known[ticket, level_of.get((policy, level))][base] = occurrence
        return known


class CrmEscalationPolicy(models.Model):
    """Collecting the facts, for all tickets at once."""

    _inherit = "crm.escalation.policy"

    @api.model
    def _facts_of_open(self, levels, now, companies):
        rated_since = now - timedelta(days=RATING_DAYS)
        where = SQL("(NOT COALESCE(stage.closed, FALSE) OR rated.rated_at > %s)", rated_since)
        rows = self._ticket_rows(where, companies)
        return self._make_facts(levels, rows, {}, now)

    @api.model
    def _facts_of_past(self, levels, first, last, companies):
        where = SQL(
            "ticket.received_at <= %s AND (NOT COALESCE(stage.closed, FALSE) "
            "OR ticket.closed_date >= %s OR rated.rated_at >= %s)",
            last,
            first,
            first,
        )
        rows = self._ticket_rows(where, companies)
        return self._make_facts(levels, rows, self._progress_of(rows, last), last)

    @api.model
    def _make_facts(self, levels, rows, progress, now):
        pauses, repeats = self._pauses_of(rows), self._repeats_of(levels)
        return TicketFacts(
            self.env, rows, pauses, progress, repeats, self._ranks_of(levels, now), now
        )

    @api.model
    def _ticket_rows(self, where, company_ids):
        self.env["helpdesk.ticket"].flush_model()
        self.env["rating.rating"].flush_model()
        companies = SQL("TRUE")
        if company_ids is not None:
            companies = SQL("ticket.company_id = ANY(%s)", company_ids)
        self.env.cr.execute(
            SQL(
                """
                SELECT ticket.id, ticket.kind, ticket.team_id, ticket.company_id,
                       ticket.commercial_partner_id, ticket.manager_asked_at,
                       ticket.manager_decided_at,
                       ticket.received_at, ticket.first_answer_at, ticket.last_progress_at,
                       ticket.deadline, ticket.value_total, ticket.reopened_at,
                       ticket.reopen_count, rated.rating, rated.rated_at,
                       CASE WHEN stage.closed
                            THEN COALESCE(ticket.closed_date, ticket.last_stage_update) END
                       AS closed_at
                  FROM helpdesk_ticket ticket
                  LEFT JOIN helpdesk_ticket_stage stage ON stage.id = ticket.stage_id
                  LEFT JOIN (
                       SELECT DISTINCT ON (res_id)
                              res_id, rating, date_trunc('second', write_date) AS rated_at
                         FROM rating_rating
                        WHERE res_model = 'helpdesk.ticket' AND consumed
                        ORDER BY res_id, write_date DESC
                  ) rated ON rated.res_id = ticket.id
                 WHERE ticket.active AND %s AND %s
                 ORDER BY ticket.id
                """,
                companies,
                where,
            )
        )
        return self.env.cr.dictfetchall()

    @api.model
    def _pauses_of(self, rows):
        self.env["helpdesk.ticket.pause"].flush_model()
        self.env.cr.execute(
            SQL(
                "SELECT ticket_id, date_from, date_to FROM helpdesk_ticket_pause "
                "WHERE ticket_id = ANY(%s) ORDER BY date_from, id",
                [row["id"] for row in rows],
            )
        )
        found = defaultdict(list)
        for ticket, start, end in self.env.cr.fetchall():
            found[ticket].append((start, end))
        return found

    @api.model
    def _progress_of(self, rows, last):
        """Return ticket → moments in which somebody of the staff worked on it."""
        self.env["mail.message"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                SELECT DISTINCT message.res_id, date_trunc('second', message.date) AS moment
                  FROM mail_message message
                 WHERE message.model = 'helpdesk.ticket'
                   AND message.res_id = ANY(%s)
                   AND message.date <= %s
                   AND EXISTS (
                       SELECT 1 FROM res_users staff
                        WHERE staff.partner_id = message.author_id
                          AND NOT staff.share AND staff.active
                   )
                 ORDER BY message.res_id, moment
                """,
                [row["id"] for row in rows],
                last,
            )
        )
        found = defaultdict(list)
        for ticket, moment in self.env.cr.fetchall():
            found[ticket].append(moment)
        return found

    @api.model
    def _repeats_of(self, levels):
        """Return ticket → level → complaints of the same in the days before it, itself included."""
        found = defaultdict(dict)
        self.env["crm.complaint.line"].flush_model()
        for level in levels.filtered(lambda one: one.trigger == "repeat"):
            self.env.cr.execute(self._repeat_query(level))
            for ticket, count in self.env.cr.fetchall():
                found[ticket][level.id] = count
        return found

    @api.model
    def _ranks_of(self, levels, now):
        """Return (company, customer) → place by turnover, of the best that a level asks for."""
        best = levels.filtered(lambda one: one.trigger == "customer")
        if not best:
            return {}
        self.env["account.move"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                SELECT company_id, commercial_partner_id, place
                  FROM (
                       SELECT company_id, commercial_partner_id,
                              RANK() OVER (
                                  PARTITION BY company_id ORDER BY SUM(amount_untaxed_signed) DESC
                              ) AS place
                         FROM account_move
                        WHERE state = 'posted' AND move_type IN ('out_invoice', 'out_refund')
                          AND invoice_date > %s AND invoice_date <= %s
                        GROUP BY company_id, commercial_partner_id
                       HAVING SUM(amount_untaxed_signed) > 0
                  ) ranked
                 WHERE place <= %s
                """,
                now.date() - timedelta(days=TURNOVER_DAYS),
                now.date(),
                max(best.mapped("threshold")),
            )
        )
        return {(company, partner): place for company, partner, place in self.env.cr.fetchall()}

    @api.model
    def _repeat_query(self, level):
        if level.repeat_by == "customer":
            source = SQL(
                "SELECT id AS ticket_id, commercial_partner_id AS what FROM helpdesk_ticket"
            )
        else:
            source = SQL(
                "SELECT DISTINCT ticket_id, %s AS what FROM crm_complaint_line",
                SQL.identifier({"lot": "lot_id"}.get(level.repeat_by, "product_id")),
            )
        return SQL(
            """
            SELECT counted.ticket_id, MAX(counted.amount)
              FROM (
                   SELECT same.ticket_id, COUNT(*) OVER (
                              PARTITION BY same.what, ticket.company_id
                              ORDER BY ticket.received_at
                              RANGE BETWEEN %s PRECEDING AND CURRENT ROW
                          ) AS amount
                     FROM (%s) same
                     JOIN helpdesk_ticket ticket ON ticket.id = same.ticket_id
                    WHERE same.what IS NOT NULL AND ticket.active AND ticket.kind = ANY(%s)
              ) counted
             GROUP BY counted.ticket_id
            HAVING MAX(counted.amount) > 1
            """,
            timedelta(days=level.repeat_days),
            source,
            list(REPEATED_KINDS),
        )
