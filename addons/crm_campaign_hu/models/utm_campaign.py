from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

CAMPAIGN_STATES = [
    ("draft", "Draft"),
    ("running", "Running"),
    ("paused", "Paused"),
    ("stopped", "Stopped"),
    ("done", "Done"),
]
#: what only the buttons change
OF_ACTIONS = {"state", "approval_asked_by_id", "approved_by_id", "approved_at", "control_seed"}
#: what marketers plan; other users of Odoo make campaigns by their name only
OF_MARKETERS = {
    "kind", "goal", "date_start", "date_end", "audience_id", "budget", "cost_line_ids", "step_ids",
    "expected_response_rate", "influence_days", "control_percent", "auto_run",
}  # fmt: skip
#: what was approved: changed, it is to be approved again
APPROVED = {"audience_id"}


class UtmCampaign(models.Model):
    """A campaign: whom it is for, what it costs, in which steps it runs."""

    _name = "utm.campaign"
    _inherit = ["utm.campaign", "mail.thread", "mail.activity.mixin"]

    kind = fields.Selection(
        [
            ("mailing", "Mailing"),
            ("event", "Event or fair"),
            ("call", "Telephone campaign"),
            ("other", "Other"),
        ],
        default="mailing",
    )
    goal = fields.Text(help="What the campaign is to reach, in words.")
    date_start = fields.Date("From")
    date_end = fields.Date("Until")
    audience_id = fields.Many2one("crm.audience", ondelete="restrict", index="btree_not_null")
    budget = fields.Monetary()
    cost_line_ids = fields.One2many("crm.campaign.cost", "campaign_id", "Costs", copy=True)
    cost_planned = fields.Monetary("Planned costs", compute="_compute_costs")
    cost_actual = fields.Monetary("Actual costs", compute="_compute_costs")
    expected_response_rate = fields.Float("Expected responses (%)")
    influence_days = fields.Integer(
        "Influence (days)",
        default=30,
        help="An order within so many days after a contact counts as influenced by it.",
    )
    control_percent = fields.Float(
        "Control group (%)",
        help="So many of a hundred persons are never contacted: what they buy shows what the"
        " campaign added. It is drawn before the first step and never changed.",
    )
    control_seed = fields.Char(readonly=True, copy=False)
    auto_run = fields.Boolean(
        "Runs by itself", default=True, help="Each step starts at its time; else one by one."
    )
    state = fields.Selection(
        CAMPAIGN_STATES,
        "Status",
        default="draft",
        required=True,
        copy=False,
        readonly=True,
        tracking=True,
    )
    step_ids = fields.One2many("crm.campaign.step", "campaign_id", "Steps", copy=True)
    target_ids = fields.One2many("crm.campaign.target", "campaign_id", "Targets")
    approval_needed = fields.Boolean(compute="_compute_approval_needed")
    approval_asked_by_id = fields.Many2one(
        "res.users", "Approval asked by", copy=False, readonly=True
    )
    approved_by_id = fields.Many2one(
        "res.users", "Approved by", copy=False, readonly=True, tracking=True
    )
    approved_at = fields.Datetime("Approved on", copy=False, readonly=True)

    _dates_in_order = models.Constraint(
        "CHECK(date_start <= date_end)", "A campaign ends after it begins."
    )
    _influence_positive = models.Constraint(
        "CHECK(influence_days >= 0)", "The days of influence cannot be negative."
    )
    _control_is_a_share = models.Constraint(
        "CHECK(control_percent >= 0 AND control_percent <= 90)",
        "The control group is 0 to 90 % of the persons.",
    )

    @api.depends("cost_line_ids.planned", "cost_line_ids.actual")
    def _compute_costs(self):
        for campaign in self:
            campaign.cost_planned = sum(campaign.cost_line_ids.mapped("planned"))
            campaign.cost_actual = sum(campaign.cost_line_ids.mapped("actual"))

    @api.depends("step_ids.audience_id", "audience_id", "company_id")
    def _compute_approval_needed(self):
        for campaign in self:
            limit = campaign._company().campaign_approval_limit
            campaign.approval_needed = bool(limit) and campaign._recipients() > limit

    def _company(self):
        return self.company_id or self.env.company

    def _recipients(self):
        """Return how many persons the campaign is for: the largest of its audiences."""
        audiences = self.step_ids.audience_id | self.audience_id
        return max(audiences.mapped("member_count"), default=0)

    @api.constrains("audience_id", "company_id")
    def _check_audience_company(self):
        for campaign in self:
            campaign.audience_id._check_campaign_company(campaign._company())

    @api.model_create_multi
    def create(self, vals_list):
        """Plan campaigns; only the buttons start and approve them."""
        for vals in vals_list:
            self._check_untouched(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Change campaigns; another audience is to be approved again."""
        self._check_untouched(vals)
        if "control_percent" in vals:
            self._check_control_open(vals["control_percent"])
        if APPROVED & set(vals):
            vals = {"approved_by_id": False, "approved_at": False, **vals}
        return super().write(vals)

    def copy(self, default=None):
        """Copy campaigns; the copies' steps follow each other as these do."""
        copies = super().copy(default)
        for campaign, new in zip(self, copies, strict=True):
            twins = dict(zip(campaign.step_ids, new.step_ids, strict=False))
            for step, twin in twins.items():
                twin.after_step_id = twins.get(step.after_step_id)
        return copies

    @api.model
    def _check_untouched(self, vals):
        if self.env.su:
            return
        if OF_ACTIONS & set(vals):
            raise AccessError(self.env._("Start, stop and approve campaigns by their buttons."))
        marketer = self.env.user.has_group("crm_campaign_hu.group_campaign_user")
        if OF_MARKETERS & set(vals) and not marketer:
            raise AccessError(self.env._("Only marketers plan campaigns."))

    def _check_control_open(self, percent):
        for campaign in self:
            if campaign.control_percent != percent and campaign.control_seed:
                raise UserError(
                    self.env._(
                        'The control group of "%(name)s" is drawn and does not change any more.',
                        name=campaign.title,
                    )
                )
