from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

STEP_CHANNELS = [
    ("email", "E-mail"),
    ("sms", "Text message"),
    ("letter", "Letter"),
    ("phone", "Telephone"),
    ("visit", "Personal visit"),
    ("event", "Event or fair"),
]
#: channels that a machine sends on; on the others people work
SENT = ("email", "sms", "letter")
CONDITIONS = [
    ("all", "Everybody of that step"),
    ("received", "who got it"),
    ("not_received", "whom it did not reach"),
    ("opened", "who opened it"),
    ("not_opened", "who did not open it"),
    ("clicked", "who clicked in it"),
    ("not_clicked", "who did not click in it"),
    ("responded", "who responded"),
    ("not_responded", "who did not respond"),
    ("positive", "who was interested"),
    ("not_positive", "who responded, but was not interested"),
]
STEP_STATES = [
    ("draft", "Draft"),
    ("ready", "Ready"),
    ("running", "Running"),
    ("paused", "Paused"),
    ("done", "Done"),
    ("stopped", "Stopped"),
]
#: what only the buttons and the job change
OF_ACTIONS = {"state", "test_sent_at", "selected_at", "last_error"}
#: what the test message showed: changed, it is to be tested again
TESTED = {"channel", "second_channel", "third_channel", "template_id", "variant_ids"}
#: what stands while a step runs
FIXED = TESTED | {"campaign_id", "audience_id", "after_step_id", "condition"}


class CrmCampaignStep(models.Model):
    """One action of a campaign: a message, calls, an invitation, to whom and when."""

    _name = "crm.campaign.step"
    _description = "Step of a Campaign"
    _inherit = ["mail.activity.mixin"]
    _order = "campaign_id, sequence, id"

    campaign_id = fields.Many2one("utm.campaign", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, precompute=True, index=True
    )
    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    channel = fields.Selection(STEP_CHANNELS, required=True, default="email")
    second_channel = fields.Selection(
        [pair for pair in STEP_CHANNELS if pair[0] in SENT],
        "Otherwise",
        help="For whom the first channel does not reach.",
    )
    third_channel = fields.Selection(
        [pair for pair in STEP_CHANNELS if pair[0] in SENT], "Else otherwise"
    )
    audience_id = fields.Many2one(
        "crm.audience",
        ondelete="restrict",
        index="btree_not_null",
        help="Empty: the campaign's, or everybody of the step before.",
    )
    after_step_id = fields.Many2one(
        "crm.campaign.step",
        "After",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('campaign_id', '=', campaign_id), ('id', '!=', id)]",
        copy=False,
    )
    condition = fields.Selection(CONDITIONS, default="all", required=True)
    wait_days = fields.Integer("Wait (days)", help="So many days after that step reached them.")
    scheduled_at = fields.Datetime("Not before")
    template_id = fields.Many2one(
        "crm.message.template", "Message", ondelete="restrict", index="btree_not_null"
    )
    variant_ids = fields.One2many("crm.campaign.variant", "step_id", "Variants (A/B)", copy=True)
    survey_id = fields.Many2one("survey.survey", ondelete="set null", index="btree_not_null")
    event_id = fields.Many2one("event.event", ondelete="set null", index="btree_not_null")
    state = fields.Selection(
        STEP_STATES, "Status", default="draft", required=True, copy=False, readonly=True
    )
    test_sent_at = fields.Datetime("Tested on", copy=False, readonly=True)
    selected_at = fields.Datetime("Persons selected on", copy=False, readonly=True)
    last_error = fields.Char(copy=False, readonly=True)
    target_ids = fields.One2many("crm.campaign.target", "step_id", "Targets")
    target_count = fields.Integer(compute="_compute_counts")
    sent_count = fields.Integer("Reached", compute="_compute_counts")
    response_count = fields.Integer("Responses", compute="_compute_counts")

    _wait_not_negative = models.Constraint(
        "CHECK(wait_days >= 0)", "A step cannot come before the one that it follows."
    )

    @api.depends("campaign_id.company_id")
    def _compute_company_id(self):
        for step in self:
            step.company_id = step.campaign_id.company_id or self.env.company

    @api.depends("target_ids.state", "target_ids.response_id")
    def _compute_counts(self):
        rows = self.env["crm.campaign.target"]._read_group(
            [("step_id", "in", self.ids), ("state", "!=", "control")],
            ["step_id", "state"],
            ["__count", "response_id:count"],
        )
        counts = {step: [0, 0, 0] for step in self}
        for step, state, count, responses in rows:
            mine = counts[step]
            mine[0] += count
            mine[1] += count if state in ("sent", "delivered", "opened", "responded") else 0
            mine[2] += responses
        for step in self:
            step.target_count, step.sent_count, step.response_count = counts[step]

    @api.constrains("after_step_id", "campaign_id")
    def _check_order(self):
        if self._has_cycle("after_step_id"):
            raise ValidationError(self.env._("A step cannot follow itself, not even by others."))
        for step in self:
            if step.after_step_id and step.after_step_id.campaign_id != step.campaign_id:
                raise ValidationError(
                    self.env._(
                        'The step "%(name)s" follows a step of another campaign: choose one of'
                        " its own.",
                        name=step.name,
                    )
                )

    @api.constrains("audience_id")
    def _check_audience_company(self):
        for step in self:
            step.audience_id._check_campaign_company(step.company_id)

    @api.model_create_multi
    def create(self, vals_list):
        """Plan steps; only the buttons start them."""
        for vals in vals_list:
            self._check_untouched(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Change steps; what the test showed is to be tested again."""
        self._check_untouched(vals)
        changed = FIXED & set(vals)
        if changed and not self.env.su:
            self._check_not_running()
        if TESTED & set(vals):
            vals = {"test_sent_at": False, **vals}
        if "audience_id" in vals:
            # sudo: another audience is to be approved again, whoever chooses it
            self.campaign_id.sudo().write({"approved_by_id": False, "approved_at": False})
        return super().write(vals)

    @api.model
    def _check_untouched(self, vals):
        if not self.env.su and OF_ACTIONS & set(vals):
            raise AccessError(self.env._("Start, stop and test steps by their buttons."))

    def _check_not_running(self):
        for step in self:
            if step.state in ("running", "done", "stopped"):
                raise AccessError(
                    self.env._(
                        'The step "%(name)s" has begun: pause it before you change what it sends,'
                        " or add another step.",
                        name=step.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        for step in self:
            if step.selected_at:
                raise AccessError(
                    self.env._(
                        'The step "%(name)s" has begun: what people got and answered is kept.',
                        name=step.name,
                    )
                )

    def _channels(self):
        """Return the channels in their order."""
        self.ensure_one()
        chosen = (self.channel, self.second_channel, self.third_channel)
        return tuple(dict.fromkeys(one for one in chosen if one))

    def _is_sent(self):
        self.ensure_one()
        return self.channel in SENT

    def _templates(self):
        """Return what is sent: the variants' messages, else the step's own."""
        return self.variant_ids.template_id or self.template_id

    def _audience(self):
        """Return the audience that the step's persons are taken from, if any."""
        self.ensure_one()
        if self.audience_id:
            return self.audience_id
        return self.campaign_id.audience_id if not self.after_step_id else self.audience_id
