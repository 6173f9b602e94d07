from odoo import fields, models


class StockPicking(models.Model):
    """Complaints about a delivery's order, and a new one from there."""

    _inherit = "stock.picking"

    ticket_count = fields.Integer(compute="_compute_ticket_count", groups="base.group_user")

    def _compute_ticket_count(self):
        counts = dict(
            self.env["helpdesk.ticket"]._read_group(
                [("sale_order_id", "in", self.sale_id.ids)], ["sale_order_id"], ["__count"]
            )
        )
        for picking in self:
            picking.ticket_count = counts.get(picking.sale_id, 0)

    def action_open_tickets(self):
        """Open the tickets about this delivery's order; new ones are about it too."""
        self.ensure_one()
        return self.sale_id.action_open_tickets()
