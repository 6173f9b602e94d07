from odoo import api, fields, models


class SaleOrderLine(models.Model):
    """How much of what was sold is the subject of complaints.

    Documents that settle a complaint change neither what was delivered nor what was invoiced:
    otherwise the order would bill once more what was credited.
    """

    _inherit = "sale.order.line"

    complaint_line_ids = fields.One2many(
        "crm.complaint.line", "sale_line_id", groups="base.group_user"
    )
    claimed_quantity = fields.Float(
        string="Claimed",
        digits="Product Unit",
        compute="_compute_claimed_quantity",
        compute_sudo=True,
        store=True,
        copy=False,
        groups="base.group_user",
    )

    @api.depends("complaint_line_ids.quantity")
    def _compute_claimed_quantity(self):
        for line in self:
            line.claimed_quantity = sum(line.complaint_line_ids.mapped("quantity"))

    def _get_outgoing_incoming_moves(self, strict=True):
        outgoing, incoming = super()._get_outgoing_incoming_moves(strict)

        def ordinary(move):
            return not move.complaint_line_id

        return outgoing.filtered(ordinary), incoming.filtered(ordinary)
