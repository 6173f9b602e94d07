from odoo import fields, models
from odoo.tools import float_compare
from odoo.tools.mail import email_normalize_all


class SaleOrder(models.Model):
    """Complaints about an order and withdrawal from it."""

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

    def _customer_emails(self):
        """Return the addresses that the customer of the order is known by."""
        people = self.partner_id | self.partner_invoice_id | self.partner_shipping_id
        people |= people.commercial_partner_id
        return {email for person in people for email in email_normalize_all(person.email or "")}

    def _withdrawable_lines(self):
        """Return the lines that a consumer may withdraw from: goods and services with a price."""
        return self.order_line.filtered(
            lambda line: (
                not (line.display_type or line.is_downpayment or line._is_delivery())
                and float_compare(line.product_uom_qty, 0, precision_digits=6) > 0
            )
        )
