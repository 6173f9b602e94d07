from odoo import fields, models


class CrmCampaignVariant(models.Model):
    """One of several texts of a step, to see which does better (A/B)."""

    _name = "crm.campaign.variant"
    _description = "Variant of a Campaign's Step"
    _order = "step_id, sequence, id"

    step_id = fields.Many2one("crm.campaign.step", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="step_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    template_id = fields.Many2one("crm.message.template", required=True, ondelete="restrict")
    weight = fields.Integer(
        default=1, help="Of weights 3 and 1, the first gets three of four persons."
    )

    _weight_positive = models.Constraint("CHECK(weight > 0)", "A variant's weight is at least 1.")
