from odoo import api, fields, models
from odoo.exceptions import UserError

CONVERSATION = ("comment", "email", "email_outgoing", "auto_comment")


class HelpdeskTicket(models.Model):
    """What happens to a ticket in time: first answer, progress, waiting, reopening, passing on."""

    _inherit = "helpdesk.ticket"

    first_answer_at = fields.Datetime(
        string="First answer", readonly=True, copy=False, groups="base.group_user"
    )
    last_progress_at = fields.Datetime(
        string="Last worked on", readonly=True, copy=False, groups="base.group_user"
    )
    pause_ids = fields.One2many(
        "helpdesk.ticket.pause", "ticket_id", string="Waiting times", groups="base.group_user"
    )
    is_waiting = fields.Boolean(
        string="Waiting for the customer", readonly=True, copy=False, groups="base.group_user"
    )
    reopened_at = fields.Datetime(
        string="Reopened", readonly=True, copy=False, groups="base.group_user"
    )
    reopen_count = fields.Integer(readonly=True, copy=False, groups="base.group_user")

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        tickets.filtered("stage_id.waits_for_customer")._start_waiting()
        return tickets

    def write(self, vals):
        closed_before = self.filtered("closed") if "stage_id" in vals else self.browse()
        waited_before = self.sudo().filtered("is_waiting")  # own field, whoever moves the ticket
        result = super().write(vals)
        if "stage_id" in vals:
            self._after_stage_change(closed_before, waited_before)
        # an escalation moves tickets with all rights: that is no work on them
        if {"stage_id", "user_id", "team_id", "decision"} & vals.keys() and not self.env.su:
            self._note_progress()
        return result

    def _after_stage_change(self, closed_before, waited_before):
        reopened = closed_before.filtered(lambda ticket: not ticket.closed)
        for count, tickets in reopened.sudo().grouped("reopen_count").items():  # own counter
            tickets.write({"reopened_at": fields.Datetime.now(), "reopen_count": count + 1})
        reopened.filtered("closed_date").write({"closed_date": False})
        waits = self.filtered(lambda ticket: ticket.stage_id.waits_for_customer)
        (waits - waited_before)._start_waiting()
        (waited_before - waits)._stop_waiting()
        (self.filtered("closed") - closed_before)._tell_parent_when_done()

    def _start_waiting(self):
        tickets = self.sudo()  # waiting times are kept by the ticket, not by who moves it
        now = fields.Datetime.now()
        tickets.write({"is_waiting": True})
        tickets.env["helpdesk.ticket.pause"].create(
            [{"ticket_id": ticket.id, "date_from": now} for ticket in tickets]
        )

    def _stop_waiting(self):
        tickets = self.sudo()  # as above
        pauses = tickets.env["helpdesk.ticket.pause"].search(
            [("ticket_id", "in", tickets.ids), ("date_to", "=", False)]
        )
        pauses.write({"date_to": fields.Datetime.now()})
        tickets.write({"is_waiting": False})

    def _note_progress(self):
        # kept by the ticket: a customer who answers on the portal may not write it
        self.sudo().write({"last_progress_at": fields.Datetime.now()})

    def _tell_parent_when_done(self):
        done = self.parent_id.filtered(lambda parent: not parent.closed).filtered(
            lambda parent: not parent.open_child_count
        )
        bodies = {parent.id: self.env._("All parts of this ticket are done.") for parent in done}
        if bodies:
            done._message_log_batch(bodies=bodies)

    def _message_post_after_hook(self, message, msg_vals):
        """Answers of the staff count as such; words of the customer set the clock going again."""
        result = super()._message_post_after_hook(message, msg_vals)
        if message.message_type in CONVERSATION:
            self._note_message(message)
        return result

    def _note_message(self, message):
        by_staff = any(not user.share for user in message.author_id.sudo().user_ids)  # only asked
        tickets = self.sudo()  # what a message means is kept whoever writes it
        if not by_staff:
            tickets.filtered("is_waiting")._stop_waiting()
            return
        tickets._note_progress()
        if not message.is_internal and not message.subtype_id.internal:
            unanswered = tickets.filtered(lambda ticket: not ticket.first_answer_at)
            unanswered.write({"first_answer_at": message.date})

    def action_pass_on(self, reason, user_id=False, team_id=False):
        """Pass tickets on to a person or a team; who did it and why stays on record.

        :return: True
        """
        if not (reason or "").strip():
            raise UserError(self.env._("Why is it passed on? Give a reason."))
        if not (user_id or team_id):
            raise UserError(self.env._("To whom? Name a person or a team."))
        values = [ticket._prepare_transfer(reason, user_id, team_id) for ticket in self]
        changes = {"user_id": user_id} if user_id else {"user_id": False}
        self.write({"team_id": team_id, **changes} if team_id else changes)
        self.env["helpdesk.ticket.transfer"].create(values)
        return True

    def _prepare_transfer(self, reason, user_id, team_id):
        return {
            "ticket_id": self.id,
            "reason": reason.strip(),
            "from_user_id": self.user_id.id,
            "from_team_id": self.team_id.id,
            "to_user_id": user_id,
            "to_team_id": team_id or self.team_id.id,
        }

    def action_open_children(self):
        """Open the parts of this ticket, and make new ones there."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Parts of %s", self.number),
            "res_model": "helpdesk.ticket",
            "view_mode": "list,form",
            "domain": [("parent_id", "=", self.id)],
            "context": {
                "default_parent_id": self.id,
                "default_partner_id": self.partner_id.id,
                "default_kind": self.kind,
                "default_sale_order_id": self.sale_order_id.id,
                "default_team_id": False,
                "default_name": self.name,
                "default_description": self.description,
            },
        }
