from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

#: what was sent so long before an answer is what it answers
ANSWERS_WITHIN = timedelta(days=30)
#: Odoo's kinds of messages that a person wrote; papers that go out by themselves answer nothing
WRITTEN_BY_PEOPLE = ("comment", "email_outgoing")


class CrmContactLog(models.Model):
    """The inbox of the front office: what came in and waits for an answer."""

    _inherit = "crm.contact.log"

    def _arrive(self):
        """Tie what came in to what it answers, and show it to the front office."""
        for log in self.filtered("partner_id"):
            sent = log._sent_before()
            sent._move_on("answered")
            if sent and not log.res_id:
                log.write({"res_model": sent.res_model, "res_id": sent.res_id})
        self._tell_inbox()

    def _sent_before(self):
        """Return what this one answers: the last message to the person, on the same thread."""
        self.ensure_one()
        thread = [
            ("message_id.model", "=", self.message_id.model),
            ("message_id.res_id", "=", self.message_id.res_id),
        ]
        return self.search(
            [
                *(thread if self.message_id else []),
                ("partner_id", "=", self.partner_id.id),
                ("channel", "=", self.channel),
                ("direction", "=", "out"),
                ("state", "in", ("sent", "delivered", "opened")),
                # when it came, not when its sender's clock says
                ("date", ">=", fields.Datetime.now() - ANSWERS_WITHIN),
            ],
            limit=1,
        )

    def _tell_inbox(self):
        """Show the front office what is new in the inbox, or who has taken it."""
        listeners = self.env.ref("crm_messaging.group_messaging_user")
        listeners._bus_send("crm_messaging/inbox", {"log_ids": self.ids[:100]})

    def _is_open(self):
        return self.direction == "in" and self.state == "delivered"

    def action_take(self):
        """Take incoming messages, so that nobody else answers them.

        :return: True
        :raise UserError: somebody else has one already
        """
        self.check_access("write")
        locked = self.try_lock_for_update()
        self.invalidate_recordset(["user_id", "state"])
        taken = self.filtered(lambda log: log.user_id and log.user_id != self.env.user)
        if taken or locked != self:
            first = (taken or (self - locked))[0]
            raise UserError(
                self.env._(
                    "%(user)s has this message already: %(message)s",
                    user=first.user_id.name or self.env._("Somebody else"),
                    message=first.display_name,
                )
            )
        self.write({"user_id": self.env.uid})
        self._tell_inbox()
        return True

    def action_release(self):
        """Put messages back for whoever has time.

        :return: True
        """
        self.write({"user_id": False})
        self._tell_inbox()
        return True

    def action_hand_on(self, user_id):
        """Hand messages to another user.

        :param user_id: id of that user
        :return: True
        """
        self.write({"user_id": user_id})
        self._tell_inbox()
        return True

    def action_done(self):
        """Note that messages need no answer.

        :return: True
        """
        waiting = self.filtered(lambda log: log._is_open())
        waiting.action_take()
        waiting._answered(self.env._("No answer needed"))
        return True

    def _answered(self, outcome=False):
        """Note that incoming messages are answered, and after how long."""
        now = fields.Datetime.now()
        for log in self:
            log.write(
                {
                    "state": "answered",
                    "outcome": outcome or log.outcome,
                    "user_id": log.user_id.id or (not self.env.su and self.env.uid),
                    "response_hours": (now - log.date).total_seconds() / 3600,
                }
            )
        self._tell_inbox()

    def _close_what_they_answer(self):
        """What a user writes on a document to a person answers what that one wrote there."""
        mine = self.filtered(
            lambda log: (
                log.res_id
                and log.partner_id
                and log.user_id
                and not log.user_id.share
                and log.message_id.message_type in WRITTEN_BY_PEOPLE
            )
        )
        keys = {(log.partner_id, log.res_model, log.res_id) for log in mine}
        waiting = self.search(
            [
                ("partner_id", "in", mine.partner_id.ids),
                ("res_id", "in", mine.mapped("res_id")),
                ("direction", "=", "in"),
                ("state", "=", "delivered"),
            ]
        ).filtered(lambda log: (log.partner_id, log.res_model, log.res_id) in keys)
        if waiting:
            waiting._answered()

    def _closed_by(self, sent):
        """Note that these incoming messages are answered by what was sent."""
        on_their_way = sent.filtered(lambda log: log.state != "skipped")
        if on_their_way:
            on_their_way.write({"reply_to_id": self[:1].id})
            self.filtered(lambda log: log._is_open())._answered()

    def action_answer(self):
        """Open the composer with an answer to this message, which is the user's from now on.

        :return: a window's action
        """
        self.ensure_one()
        self._take_to_answer()
        context = {
            "default_partner_ids": [(6, 0, self.partner_id.ids)],
            "default_channel": self.channel if self.channel in ("email", "sms") else False,
            "default_subject": f"Re: {self.subject}" if self.subject else False,
            "default_reply_to_id": self.id,
            "default_res_model": self.res_model,
            "default_res_id": self.res_id,
        }
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answer"),
            "res_model": "crm.message.composer",
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }

    def _take_to_answer(self):
        """Take a message before it is answered, unless somebody has answered it meanwhile."""
        self.invalidate_recordset(["state", "user_id"])
        if self.state == "answered" and self.user_id != self.env.user:
            raise UserError(
                self.env._(
                    "%(user)s has answered this message already.",
                    user=self.user_id.name or self.env._("Somebody else"),
                )
            )
        if self._is_open():
            self.action_take()

    def action_plan_activity(self):
        """Plan a task for later from this message; it is the user's, and no longer waits.

        :return: a window's action, the activity
        """
        self.ensure_one()
        if not self.partner_id:
            raise UserError(self.env._("Say first who the customer is."))
        model, number = self.res_model, self.res_id
        if not (model in self.env and number):
            model, number = "res.partner", self.partner_id.id
        self.action_done()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Schedule an activity"),
            "res_model": "mail.activity.schedule",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "active_model": model,
                "active_ids": [number],
                "default_summary": self.display_name,
            },
        }
