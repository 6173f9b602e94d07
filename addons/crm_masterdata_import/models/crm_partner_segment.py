from odoo import fields, models


class CrmPartnerSegment(models.Model):
    """Where a customer stands on an axis: once on each, whatever writes it."""

    _name = "crm.partner.segment"
    _description = "Customer's Segment"
    _order = "axis_id, partner_id"
    _rec_name = "segment_id"

    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, ondelete="cascade", readonly=True
    )
    segment_id = fields.Many2one(
        "crm.segment", required=True, index=True, ondelete="cascade", readonly=True
    )
    axis_id = fields.Many2one(
        related="segment_id.axis_id", store=True, precompute=True, index=True, required=True
    )
    company_id = fields.Many2one(related="segment_id.company_id", store=True, index=True)
    user_id = fields.Many2one(related="partner_id.user_id", string="Responsible")

    _one_per_axis = models.Constraint(
        "UNIQUE (partner_id, axis_id)", "A customer has one segment on each axis."
    )
