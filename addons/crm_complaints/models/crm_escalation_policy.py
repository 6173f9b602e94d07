from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..adapters import zone_of
from ..deadline_engine import due_between, due_now, end_of_day, fresh
from .helpdesk_ticket import KINDS

MANAGER = "helpdesk_mgmt.group_helpdesk_manager"
#: any fixed number: who holds it in the database is the one scheduler at work
SCHEDULER_LOCK = 7_205_391
#: events that one transaction makes at most, when the scheduler runs by itself
EVENTS_AT_ONCE = 2000


class CrmEscalationPolicy(models.Model):
    """Which tickets climb by themselves, and over which levels."""

    _name = "crm.escalation.policy"
    _description = "Escalation Policy"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: for the tickets of all companies."
    )
    team_ids = fields.Many2many(
        "helpdesk.ticket.team", string="Teams", help="Empty: for the tickets of all teams."
    )
    kinds = fields.Char(
        help="None: for tickets of all kinds. Programs give their names with commas between, known "
        "are inquiry, request, complaint, warranty, return, praise.",
    )
    level_ids = fields.One2many("crm.escalation.level", "policy_id", string="Levels", copy=True)
    event_count = fields.Integer(compute="_compute_event_count")

    def _compute_event_count(self):
        counts = dict(
            self.env["crm.escalation.event"]._read_group(
                [("policy_id", "in", self.ids)], ["policy_id"], ["__count"]
            )
        )
        for policy in self:
            policy.event_count = counts.get(policy, 0)

    @api.model_create_multi
    def create(self, vals_list):
        """Programs may give the kinds as a list."""
        return super().create([self._joined_kinds(vals) for vals in vals_list])

    def write(self, vals):
        """Programs may give the kinds as a list."""
        return super().write(self._joined_kinds(vals))

    @api.model
    def _joined_kinds(self, vals):
        kinds = vals.get("kinds")
        return {**vals, "kinds": ", ".join(kinds)} if isinstance(kinds, list | tuple) else vals

    @api.constrains("kinds")
    def _check_kinds(self):
        known = dict(KINDS)
        for policy in self:
            unknown = [kind for kind in policy._kind_list() if kind not in known]
            if unknown:
                raise ValidationError(
                    self.env._(
                        "Unknown kinds of tickets: %(unknown)s. Known are: %(known)s.",
                        unknown=", ".join(unknown),
                        known=", ".join(known),
                    )
                )

    def _kind_list(self):
        return [kind.strip() for kind in (self.kinds or "").split(",") if kind.strip()]

    @api.model
    def run(self, now=False):
        """Take every step that is due, once.

        :param now: moment to reckon for; empty: this moment
        :return: number of events made; 0 as well while another scheduler is at work
        """
        self._check_manager()
        moment = fields.Datetime.to_datetime(now) if now else fields.Datetime.now()
        made, _left = self._run_once(moment)
        return made

    @api.model
    def _cron_run(self):
        """Take the steps that are due, some at a time: what is done stays done if it is killed."""
        left = True
        while left:
            made, left = self._run_once(fields.Datetime.now(), EVENTS_AT_ONCE)
            if not self.env["ir.cron"]._commit_progress(made, remaining=left):
                break

    @api.model
    def _check_manager(self):
        if not (self.env.su or self.env.user.has_group(MANAGER)):
            raise AccessError(self.env._("Only helpdesk managers run escalations."))

    @api.model
    def _run_once(self, now, limit=None):
        """Make the events of one pass over all open tickets, and do what they say.

        :return: (number of events made, number left because of `limit`)
        """
        self.env.cr.execute("SELECT pg_try_advisory_xact_lock(%s)", [SCHEDULER_LOCK])
        if not self.env.cr.fetchone()[0]:
            return 0, 0
        levels = self._levels_at_work()
        if not levels:
            return 0, 0
        # a step is due whoever asks; only the companies are the asker's
        facts = self.sudo()._facts_of_open(levels, now, self._companies())
        known = facts.known_events(levels)
        dues = [
            due
            for level in levels
            for ticket, timeline in facts.of_level(level)
            if (due := due_now(level._to_engine(), ticket, timeline, now))
        ]
        wanted = sorted(fresh(dues, known), key=lambda pair: (pair[0].moment, pair[0].ticket_id))
        chosen = wanted[:limit] if limit else wanted
        made = self.sudo()._make_events(chosen, now)  # the log belongs to the scheduler
        self.sudo()._act(made, now)  # as the level says, whoever let it run
        return len(made), len(wanted) - len(chosen)

    @api.model
    def _levels_at_work(self):
        return self.search([("active", "=", True)]).level_ids

    @api.model
    def _companies(self):
        """Return the companies whose tickets are looked at: all for the scheduler."""
        return None if self.env.su else self.env.companies.ids

    @api.model
    def simulate(self, date_from, date_to):
        """Tell what the policies would have done in a time that is past. Nothing is written.

        :param date_from, date_to: dates (both included) or moments
        :return: list of dicts with "policy_id", "level", "ticket_id" and "date"
        """
        self._check_manager()
        first, last = self._period(date_from, date_to)
        levels = self._levels_at_work()
        # as in a pass
        facts = self.sudo()._facts_of_past(levels, first, last, self._companies())
        found = []
        for level in levels:
            rule = level._to_engine()
            for ticket, timeline in facts.of_level(level):
                for due in due_between(rule, ticket, timeline, first, last):
                    found.append((due.moment, due.ticket_id, level))
        found.sort(key=lambda item: (*item[:2], item[2].level))
        return [
            {
                "policy_id": level.policy_id.id,
                "level": level.level,
                "ticket_id": ticket_id,
                "date": fields.Datetime.to_string(moment),
            }
            for moment, ticket_id, level in found
        ]

    @api.model
    def _period(self, date_from, date_to):
        if not (date_from and date_to):
            raise UserError(self.env._("From when to when? Give two dates."))
        zone = zone_of(self.env.company)
        first = fields.Datetime.to_datetime(date_from)
        last = fields.Datetime.to_datetime(date_to)
        if _is_day(date_from):
            first = end_of_day(first.date() - timedelta(days=1), zone) + timedelta(seconds=1)
        if _is_day(date_to):
            last = end_of_day(last.date(), zone)
        if last < first:
            raise UserError(self.env._("The first date is later than the last one."))
        return first, last

    def action_open_events(self):
        """Open the steps that this policy took."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Steps of %s", self.name),
            "res_model": "crm.escalation.event",
            "view_mode": "list,form",
            "domain": [("policy_id", "=", self.id)],
        }


def _is_day(value):
    if isinstance(value, str):
        return len(value.strip()) <= 10
    return not isinstance(value, datetime)
