from odoo import fields, models


class SaleOrder(models.Model):
    """Complaints about an order, and a new one from there."""

    _inherit = "sale.order"

    ticket_count = fields.Integer(compute="_compute_ticket_count", groups="base.group_user")

    def _compute_ticket_count(self):
        tickets = self.env["helpdesk.ticket"]
        counts = tickets._read_group(
            [("sale_order_id", "in", self.ids)], ["sale_order_id"], ["__count"]
        )
        found = dict(counts)
        for order in self:
            order.ticket_count = found.get(order, 0)

    def action_open_tickets(self):
        """Open the tickets about this order; new ones are about it too."""
        self.ensure_one()
        return self.env["helpdesk.ticket"]._tickets_action(
            [("sale_order_id", "=", self.id)],
            {"default_sale_order_id": self.id, "default_partner_id": self.partner_id.id},
        )
