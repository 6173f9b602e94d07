from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class HelpdeskTicket(models.Model):
    """How high a ticket stands, why, and who leads there."""

    _inherit = "helpdesk.ticket"

    escalation_level = fields.Integer(
        readonly=True, copy=False, index=True, groups="base.group_user"
    )
    escalation_event_ids = fields.One2many(
        "crm.escalation.event", "ticket_id", string="Escalations", groups="base.group_user"
    )

    def action_escalate(self, reason, to_level=False):
        """Move tickets up (or down) by hand.

        :param reason: why; it stays on record
        :param to_level: the level to stand on; empty: one higher
        :return: True
        """
        if not (reason or "").strip():
            raise UserError(self.env._("Why is it escalated? Give a reason."))
        self.check_access("write")
        whole = isinstance(to_level, int) and to_level >= 0
        if to_level is not False and not whole:
            raise UserError(self.env._("Levels are whole numbers from 0 on."))
        values = []
        for level, tickets in self.grouped("escalation_level").items():
            target = level + 1 if to_level is False else to_level
            values += tickets._prepare_manual_events(reason.strip(), target)
            tickets.sudo().escalation_level = target  # kept by the escalation, not typed in
            if target > level:
                tickets._tell_leaders(target, reason)
        # the log cannot be typed in
        self.env["crm.escalation.event"].sudo().create(values)
        self._note_progress()
        return True

    def _prepare_manual_events(self, reason, level):
        events = self.env["crm.escalation.event"].sudo()  # the log is complete for everybody
        counts = dict(
            events._read_group(
                [
                    ("ticket_id", "in", self.ids),
                    ("policy_id", "=", False),
                    ("level", "=", level),
                ],
                ["ticket_id"],
                ["occurrence:max"],
            )
        )
        return [
            {
                "ticket_id": ticket.id,
                "level": level,
                "occurrence": counts.get(ticket, 0) + 1,
                "reason": reason,
                "user_id": self.env.uid,
            }
            for ticket in self
        ]

    def _tell_leaders(self, level, reason):
        for ticket in self:
            leader = ticket._leader_at(level)
            if leader and leader != self.env.user:
                ticket.message_notify(
                    partner_ids=leader.partner_id.ids,
                    subject=self.env._("%s was escalated", ticket.number),
                    body=reason,
                )

    def _leader_at(self, level):
        """Return the leader of the ticket's team; from level 2 on, that of the teams above."""
        team = self.team_id.sudo()  # who leads is known to everybody
        for _step in range(level - 1):
            team = team.parent_id or team
        while team and not team.user_id:
            team = team.parent_id
        return team.user_id

    def _climb_to(self, level):
        """Raise the tickets to a level, in one statement; none of them goes down."""
        self.env["helpdesk.ticket"].flush_model(["escalation_level"])
        self.env.cr.execute(
            SQL(
                "UPDATE helpdesk_ticket SET escalation_level = %s "
                "WHERE id = ANY(%s) AND COALESCE(escalation_level, 0) < %s",
                level,
                self.ids,
                level,
            )
        )
        self.invalidate_recordset(["escalation_level"])

    def _hand_over(self, reason, user=None, team=None):
        """Give tickets to a person or a team as a policy says, and keep that on record."""
        values = [
            ticket._prepare_transfer(reason, user and user.id, team and team.id) for ticket in self
        ]
        changes = {"team_id": team.id, "user_id": False} if team else {"user_id": user.id}
        if user and not team:
            outside = self.filtered(
                lambda ticket: ticket.team_id and user not in ticket.team_id.user_ids
            )
            outside.write({**changes, "team_id": user.helpdesk_team_ids[:1].id})
            (self - outside).write(changes)
        else:
            self.write(changes)
        self.env["helpdesk.ticket.transfer"].create(values)
