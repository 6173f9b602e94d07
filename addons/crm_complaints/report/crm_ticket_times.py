from odoo import fields, models
from odoo.tools import SQL

from ..models.helpdesk_ticket import KINDS


class CrmTicketTimes(models.Model):
    """How long customers wait: first answers and solutions by month, team, person and kind.

    Middle values and percentiles cannot be added up, so each row is one group of its own.
    """

    _name = "crm.ticket.times"
    _description = "Answer and Solution Times"
    _auto = False
    _order = "month desc, team_id, user_id, kind"
    _rec_name = "month"

    month = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    team_id = fields.Many2one("helpdesk.ticket.team", readonly=True)
    user_id = fields.Many2one("res.users", string="Assigned user", readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    tickets = fields.Integer(readonly=True)
    open_tickets = fields.Integer(string="Still open", readonly=True)
    answer_half = fields.Float(
        string="First answer: half within (h)", readonly=True, aggregator=None
    )
    answer_most = fields.Float(
        string="First answer: 90 % within (h)", readonly=True, aggregator=None
    )
    solution_half = fields.Float(string="Solved: half within (h)", readonly=True, aggregator=None)
    solution_most = fields.Float(string="Solved: 90 % within (h)", readonly=True, aggregator=None)

    @property
    def _table_query(self):
        answer = self._hours(SQL("first_answer_at"))
        solution = self._hours(SQL("closed_date"))
        return SQL(
            """
            SELECT MIN(ticket.id) AS id, %(month)s AS month,
                   ticket.company_id, ticket.team_id, ticket.user_id, ticket.kind,
                   COUNT(*) AS tickets,
                   COUNT(*) FILTER (WHERE NOT COALESCE(stage.closed, FALSE)) AS open_tickets,
                   %(answer_half)s AS answer_half, %(answer_most)s AS answer_most,
                   %(solution_half)s AS solution_half, %(solution_most)s AS solution_most
              FROM helpdesk_ticket AS ticket
              LEFT JOIN helpdesk_ticket_stage AS stage ON stage.id = ticket.stage_id
             WHERE ticket.active
             GROUP BY 2, ticket.company_id, ticket.team_id, ticket.user_id, ticket.kind
            """,
            month=SQL(
                "date_trunc('month', ticket.received_at AT TIME ZONE 'UTC' AT TIME ZONE %s)::date",
                str(self.env.tz),
            ),
            answer_half=self._percentile(0.5, answer),
            answer_most=self._percentile(0.9, answer),
            solution_half=self._percentile(0.5, solution),
            solution_most=self._percentile(0.9, solution),
        )

    def _hours(self, column):
        return SQL("EXTRACT(EPOCH FROM ticket.%s - ticket.received_at) / 3600", column)

    def _percentile(self, share, hours):
        return SQL("percentile_cont(%s) WITHIN GROUP (ORDER BY %s)", share, hours)
