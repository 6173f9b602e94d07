from odoo import api, fields, models


class CrmCampaignCost(models.Model):
    """A cost of a campaign: what was planned, and what the vendors' bills say."""

    _name = "crm.campaign.cost"
    _description = "Cost of a Campaign"
    _order = "campaign_id, sequence, id"

    campaign_id = fields.Many2one("utm.campaign", required=True, ondelete="cascade", index=True)
    step_id = fields.Many2one(
        "crm.campaign.step",
        ondelete="set null",
        index="btree_not_null",
        domain="[('campaign_id', '=', campaign_id)]",
        help="Empty: a cost of the whole campaign.",
    )
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    planned = fields.Monetary()
    bill_line_ids = fields.Many2many(
        "account.move.line",
        string="Bill lines",
        domain="[('move_id.move_type', 'in', ('in_invoice', 'in_refund', 'in_receipt')),"
        " ('display_type', '=', 'product'), ('parent_state', '=', 'posted'),"
        " ('company_id', '=', company_id)]",
        copy=False,
    )
    manual_actual = fields.Monetary("Actual, without bill", copy=False)
    actual = fields.Monetary(
        compute="_compute_actual",
        help="Untaxed, of posted bills, credit notes deducted; and what has no bill.",
    )

    @api.depends("campaign_id.company_id")
    def _compute_company_id(self):
        for cost in self:
            cost.company_id = cost.campaign_id.company_id or self.env.company

    @api.depends("bill_line_ids.balance", "bill_line_ids.parent_state", "manual_actual")
    def _compute_actual(self):
        for cost in self:
            posted = cost.bill_line_ids.filtered(lambda line: line.parent_state == "posted")
            cost.actual = sum(posted.mapped("balance")) + cost.manual_actual

    def _counted(self):
        """Return what a cost counts with: the actual amount, else the planned one."""
        self.ensure_one()
        known = self.manual_actual or "posted" in self.bill_line_ids.mapped("parent_state")
        return self.actual if known else self.planned
