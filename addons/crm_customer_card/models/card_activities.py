from odoo import models
from odoo.fields import Domain

from ..card_show import Column, Figure, Show, Table

LISTED = 5


class ResPartner(models.Model):
    """Meetings and tasks with the customer, and what comes next."""

    _inherit = "res.partner"

    def _card_activities(self):
        meetings, tasks = self.env["calendar.event"], self.env["mail.activity"]
        mine = [("partner_ids", "in", self._card_ids())]
        ahead = [*mine, ("stop", ">=", self._card_moment(self._card_today()))]
        to_do = self._card_tasks()
        planned = meetings.search(ahead, order="start, id", limit=LISTED)
        due = tasks.search(to_do, order="date_deadline, id")
        today = self._card_today()
        late = due.filtered(lambda task: task.date_deadline < today)
        steps = sorted(
            [*map(self._card_task, due[:LISTED]), *map(self._card_meeting, planned)],
            key=lambda step: step["date"],
        )
        return {
            "next_step": steps[0]["what"] if steps else False,
            "next_date": steps[0]["date"] if steps else False,
            "task_count": len(due),
            "late_count": len(late),
            "meeting_count": meetings.search_count(ahead),
            "past_meeting_count": meetings.search_count(mine) - meetings.search_count(ahead),
            "steps": steps,
            "action": [
                self._card_open(
                    self.env._("Tasks"), tasks._name, [("id", "in", due.ids)], "task_count"
                ),
                self._card_open(
                    self.env._("Late tasks"), tasks._name, [("id", "in", late.ids)], "late_count"
                ),
                self._card_open(self.env._("Meetings"), meetings._name, ahead, "meeting_count"),
                self._card_open(
                    self.env._("Past meetings"),
                    meetings._name,
                    [*mine, ("stop", "<", self._card_moment(today))],
                    "past_meeting_count",
                ),
            ],
        }

    def _card_tasks(self):
        """Return a domain of what is to do on the customer, his opportunities and his offers."""
        on = Domain("res_model", "=", "res.partner") & Domain("res_id", "in", self._card_ids())
        for model in ("crm.lead", "sale.order"):
            if self._card_may_read(model):
                documents = self.env[model]._search(self._card_of_customer(shared=True))
                on |= Domain("res_model", "=", model) & Domain("res_id", "in", documents)
        return on

    def _card_task(self, task):
        return {
            "what": task.display_name or "",
            "date": task.date_deadline.isoformat(),
            "who": task.user_id.name or False,
            "kind": task.activity_type_id.name or "",
            "action": self._card_task_document(task),
        }

    def _card_task_document(self, task):
        document = self.env[task.res_model].browse(task.res_id)
        return self._card_form(document, task.res_name or task.display_name)

    def _card_meeting(self, meeting):
        return {
            "what": meeting.name or "",
            "date": self._card_day(meeting.start),
            "who": meeting.user_id.name or False,
            "kind": self.env._("Meeting"),
            "action": self._card_form(meeting),
        }

    def _card_activities_words(self):
        return Show(
            self.env._("Next steps"),
            (
                Figure("next_step", self.env._("Next step")),
                Figure("task_count", self.env._("Tasks"), "number"),
                Figure("late_count", self.env._("Late tasks"), "number", "danger"),
                Figure("meeting_count", self.env._("Meetings to come"), "number"),
                Figure("past_meeting_count", self.env._("Meetings held"), "number"),
            ),
            (
                Table(
                    "steps",
                    (
                        Column("date", self.env._("Day"), "date"),
                        Column("kind", self.env._("Kind")),
                        Column("what", self.env._("What")),
                        Column("who", self.env._("Who"), minor=True),
                    ),
                ),
            ),
        )
