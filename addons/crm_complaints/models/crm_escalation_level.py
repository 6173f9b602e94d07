from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..deadline_engine import Level

TRIGGERS = [
    ("no_first_answer", "No first answer"),
    ("no_progress", "No progress"),
    ("deadline", "Deadline near or passed"),
    ("value", "Value of the goods"),
    ("reopened", "Reopened"),
    ("repeat", "Repeated complaint"),
    ("rating", "Low rating"),
    ("customer", "One of the best customers"),
    ("manager", "Waiting for a manager's decision"),
]
ACTIONS = [
    ("notify", "Notify"),
    ("assign", "Hand over to a person"),
    ("team", "Hand over to a team"),
    ("priority", "Raise the priority"),
    ("activity", "Plan an activity"),
    ("template", "Send a message from a template"),
    ("server_action", "Run a server action"),
]
#: what an action cannot do without
NEEDS = {"team": "team_id", "template": "template_id", "server_action": "server_action_id"}


class CrmEscalationLevel(models.Model):
    """One step of a policy: when, after how long, to do what."""

    _name = "crm.escalation.level"
    _description = "Escalation Level"
    _order = "policy_id, level, id"
    _rec_name = "trigger"

    policy_id = fields.Many2one(
        "crm.escalation.policy", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="policy_id.company_id", store=True, index=True)
    level = fields.Integer(required=True, default=1)
    trigger = fields.Selection(TRIGGERS, string="When", required=True, default="no_first_answer")
    threshold = fields.Float(
        help="Deadline: hours before it. Value: in the company's currency. Reopened, repeated: how "
        "often. Rating: this one or worse. Best customers: how many of them, by the turnover of "
        "the last 365 days.",
    )
    repeat_days = fields.Integer(string="Within days", default=30)
    repeat_by = fields.Selection(
        [("customer", "Customer"), ("product", "Product"), ("lot", "Lot or serial number")],
        string="Same",
        default="product",
    )
    delay_hours = fields.Float(string="After hours")
    clock = fields.Selection(
        [("working", "Working hours"), ("calendar", "Clock on the wall")],
        required=True,
        default="working",
        help="Working hours: of the ticket's team, else of the company.",
    )
    action = fields.Selection(ACTIONS, string="Do", required=True, default="notify")
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        domain="[('share', '=', False)]",
        help="Empty: the leader of the ticket's team, from level 2 on the leader of the team "
        "above.",
    )
    team_id = fields.Many2one(
        "helpdesk.ticket.team", string="To team", help="Where the ticket is handed over to."
    )
    template_id = fields.Many2one("mail.template", domain="[('model', '=', 'helpdesk.ticket')]")
    server_action_id = fields.Many2one(
        "ir.actions.server", domain="[('model_name', '=', 'helpdesk.ticket')]"
    )

    _one_a_policy = models.Constraint(
        "UNIQUE(policy_id, level)", "Each level of a policy has its own number."
    )
    _customers_are_counted = models.Constraint(
        "CHECK(trigger <> 'customer' OR threshold >= 1)",
        "How many of the best customers count? Give their number as threshold, 1 at least.",
    )
    _positive = models.Constraint(
        "CHECK(level > 0 AND delay_hours >= 0 AND threshold >= 0 AND repeat_days > 0)",
        "Levels begin at 1; hours, days and thresholds are not negative. To act before a deadline, "
        "give the hours as threshold.",
    )

    @api.constrains("action", "team_id", "template_id", "server_action_id")
    def _check_action_is_complete(self):
        for level in self:
            name = NEEDS.get(level.action)
            if name and not level[name]:
                raise ValidationError(
                    level.env._(
                        "Level %(level)s of “%(policy)s”: fill in what its action needs.",
                        level=level.level,
                        policy=level.policy_id.name,
                    )
                )

    @api.depends("level", "trigger", "policy_id.name")
    def _compute_display_name(self):
        for level in self:
            level.display_name = f"{level.policy_id.name}, {level.level}: {level._trigger_label()}"

    def _trigger_label(self):
        labels = dict(self._fields["trigger"]._description_selection(self.env))
        return labels[self.trigger]

    def _to_engine(self):
        return Level(self.id, self.trigger, self.threshold, timedelta(hours=self.delay_hours))
