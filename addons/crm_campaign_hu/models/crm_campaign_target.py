from odoo import api, fields, models
from odoo.exceptions import AccessError

TARGET_STATES = [
    ("planned", "Planned"),
    ("queued", "Queued"),
    ("sent", "Sent"),
    ("delivered", "Delivered"),
    ("opened", "Opened"),
    ("responded", "Responded"),
    ("failed", "Failed"),
    ("skipped", "Skipped"),
    ("control", "Control group"),
]
#: how far a target has come; what has come farther does not go back
PROGRESS = {"control": 9, "planned": 0, "queued": 1, "skipped": 2, "failed": 2, "sent": 3,
            "delivered": 4, "opened": 5, "responded": 6}  # fmt: skip
RECEIVED = ("sent", "delivered", "opened", "responded")
#: state of the journal → state of the target
OF_LOG = {
    "queued": "queued", "sent": "sent", "delivered": "delivered", "opened": "opened",
    "answered": "responded", "failed": "failed", "skipped": "skipped",
}  # fmt: skip
#: what salespeople and marketers record; everything else the campaign itself does
RECORDED = {"response_id", "response_date", "comment", "next_step", "next_step_date", "user_id"}


class CrmCampaignTarget(models.Model):
    """A person in a step of a campaign: what he got, and what he answered."""

    _name = "crm.campaign.target"
    _description = "Target of a Campaign"
    _order = "id"
    _rec_name = "partner_id"

    company_id = fields.Many2one("res.company", required=True, index=True)
    campaign_id = fields.Many2one("utm.campaign", required=True, ondelete="cascade")
    step_id = fields.Many2one("crm.campaign.step", required=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", "Person", required=True, ondelete="cascade")
    commercial_partner_id = fields.Many2one(related="partner_id.commercial_partner_id")
    phone = fields.Char(related="partner_id.phone")
    email = fields.Char(related="partner_id.email")
    city = fields.Char(related="partner_id.city")
    variant_id = fields.Many2one(
        "crm.campaign.variant", ondelete="set null", index="btree_not_null"
    )
    user_id = fields.Many2one("res.users", "Salesperson", index="btree_not_null")
    channel = fields.Selection(related="step_id.channel")
    state = fields.Selection(TARGET_STATES, "Status", required=True, default="planned")
    reason = fields.Char(help="Why the person got nothing.")
    log_id = fields.Many2one(
        "crm.contact.log", "Contact", ondelete="set null", index="btree_not_null"
    )
    sent_at = fields.Datetime("Contacted on")
    clicked_at = fields.Datetime("Clicked on")
    response_id = fields.Many2one(
        "crm.campaign.response", ondelete="restrict", index="btree_not_null"
    )
    is_positive = fields.Boolean(related="response_id.is_positive")
    response_date = fields.Datetime("Responded on")
    comment = fields.Char()
    next_step = fields.Char()
    next_step_date = fields.Date()
    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", ondelete="set null", index="btree_not_null"
    )

    _once = models.UniqueIndex("(step_id, partner_id)", "A person is in a step once.")
    _campaign_idx = models.Index("(campaign_id, partner_id)")
    _partner_idx = models.Index("(partner_id, campaign_id)")
    _planned_idx = models.Index("(step_id, id) WHERE state = 'planned'")

    @api.model_create_multi
    def create(self, vals_list):
        """Add persons to steps, as lists of a fair or a call centre bring them."""
        rows = []
        for vals in vals_list:
            if not self.env.su and (set(vals) - RECORDED - {"step_id", "partner_id"}):
                raise AccessError(self._hands_off())
            step = self.env["crm.campaign.step"].browse(vals.get("step_id") or [])
            own = {"campaign_id": step.campaign_id.id, "company_id": step.company_id.id}
            rows.append(own | self._with_response(vals))
        targets = super().create(rows)
        targets._after_response(*vals_list)
        return targets

    def write(self, vals):
        """Record responses; states follow what was sent and answered."""
        if not self.env.su and (set(vals) - RECORDED):
            raise AccessError(self._hands_off())
        if not self.env.su and vals.get("response_id") and "control" in self.mapped("state"):
            raise AccessError(
                self.env._("Who is in the control group is not contacted, and answers nothing.")
            )
        if "user_id" in vals:
            self._check_hand_over()
        result = super().write(self._with_response(vals))
        if "response_id" in vals and not vals["response_id"]:
            self._take_response_back()
        self._after_response(vals)
        return result

    def _check_hand_over(self):
        marketer = self.env.user.has_group("crm_campaign_hu.group_campaign_user")
        if not self.env.su and not marketer:
            raise AccessError(self.env._("Only marketers hand targets to somebody else."))

    def _take_response_back(self):
        """A response recorded by mistake is taken back: the person was reached, that is all."""
        mistaken = self.filtered(lambda target: target.state == "responded")
        # sudo: the state follows the response
        mistaken.sudo().write({"state": "sent", "response_date": False})

    @api.model
    def _hands_off(self):
        return self.env._(
            "Of a target only the response, its date, comment, next step and salesperson are"
            " recorded; the rest follows the campaign."
        )

    @api.model
    def _with_response(self, vals):
        """Return values with what a response says besides: state and date."""
        if not vals.get("response_id"):
            return vals
        now = fields.Datetime.now()
        return {"response_date": now, **vals} | (
            {"state": "responded"} if "state" not in vals else {}
        )

    def _after_response(self, *vals_list):
        """Note when somebody was reached by whom, and make opportunities that make themselves."""
        if not any(vals.get("response_id") for vals in vals_list):
            return
        now = fields.Datetime.now()
        first = self.filtered(lambda target: target.response_id and not target.sent_at)
        # sudo: the date of the contact follows its response
        first.sudo().write({"sent_at": now})
        wanted = self.filtered(
            lambda target: target.response_id.makes_opportunity and not target.lead_id
        )
        if wanted:
            # sudo: the catalogue says that this response makes an opportunity
            wanted.sudo()._make_opportunities()
