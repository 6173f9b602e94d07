from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

MANAGERS = "helpdesk_mgmt.group_helpdesk_manager"
ACTIVITY = "crm_complaints.mail_activity_type_manager"
STAFF = "base.group_user"


class HelpdeskTicket(models.Model):
    """What only a manager decides: asked for, waited for, answered."""

    _inherit = "helpdesk.ticket"

    manager_asked_at = fields.Datetime(
        string="Manager asked", readonly=True, copy=False, groups=STAFF
    )
    manager_decided_at = fields.Datetime(
        string="Manager decided", readonly=True, copy=False, groups=STAFF
    )
    waits_for_manager = fields.Boolean(
        string="Waiting for a manager",
        compute="_compute_waits_for_manager",
        search="_search_waits_for_manager",
        groups=STAFF,
    )

    @api.depends("manager_asked_at", "manager_decided_at")
    def _compute_waits_for_manager(self):
        for ticket in self:
            ticket.waits_for_manager = ticket.manager_asked_at and not ticket.manager_decided_at

    def _search_waits_for_manager(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("manager_asked_at", "!=", False), ("manager_decided_at", "=", False)]

    def action_ask_manager(self, question):
        """Ask the leader of the team (without one, a helpdesk manager) for a decision.

        The leader gets an activity. Asking again while a question is open keeps its time.

        :param question: what is to be decided
        :return: True
        """
        question = self._given_text(question, self.env._("What is to be decided? Ask in words."))
        self.check_access("write")
        for ticket in self:
            leader = ticket._leader_at(1) or ticket._any_manager()
            ticket.activity_schedule(ACTIVITY, note=question, user_id=leader.id)
        open_before = self.filtered("waits_for_manager")
        (self - open_before).sudo().write(  # kept by the question, not typed in
            {"manager_asked_at": fields.Datetime.now(), "manager_decided_at": False}
        )
        self._note_progress()
        return True

    def action_manager_decided(self, answer):
        """Give the decision that was asked for: for helpdesk managers and the teams' leaders.

        :param answer: the decision, with its reasons; it stays on record
        :return: True
        """
        answer = self._given_text(answer, self.env._("What was decided? Say it in words."))
        self.check_access("write")
        for ticket in self:
            ticket._check_may_decide()
        # the activity is the leader's, whoever of the managers decides
        self.sudo().activity_feedback([ACTIVITY], user_id=False, feedback=answer)
        self.sudo().manager_decided_at = fields.Datetime.now()  # as above
        self._note_progress()
        return True

    def _given_text(self, text, missing):
        text = text.strip() if isinstance(text, str) else ""
        if not text:
            raise UserError(missing)
        return text

    def _check_may_decide(self):
        if not self.waits_for_manager:
            raise UserError(self.env._("Ticket %s waits for no decision.", self.number))
        leaders = self.env["res.users"]
        team = self.team_id.sudo()  # who leads is known to everybody
        while team:
            leaders |= team.user_id
            team = team.parent_id
        if not (self.env.su or self.env.user in leaders or self.env.user.has_group(MANAGERS)):
            raise AccessError(
                self.env._(
                    "Ticket %s: only helpdesk managers and the leaders of its team decide.",
                    self.number,
                )
            )

    def _any_manager(self):
        """Return a helpdesk manager of the ticket's company."""
        # who the managers are is known to everybody
        managers = self.env.ref(MANAGERS).sudo().all_user_ids
        return managers.filtered(
            lambda user: user.active and self.company_id in user.company_ids
        ).sorted("id")[:1]
