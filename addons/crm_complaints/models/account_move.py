from odoo import fields, models


class AccountMoveLine(models.Model):
    """A line of a credit note knows which line of the invoice it credits."""

    _inherit = "account.move.line"

    credited_line_id = fields.Many2one(
        "account.move.line", index="btree_not_null", copy=False, readonly=True
    )
    credit_line_ids = fields.One2many("account.move.line", "credited_line_id")

    def _copy_data_extend_business_fields(self, values):
        result = super()._copy_data_extend_business_fields(values)
        if self.display_type == "product" and self.move_id.move_type == "out_invoice":
            values["credited_line_id"] = self.id
        return result

    def _quantity_not_credited(self):
        """Return the quantity of an invoice line that no credit note has taken back."""
        self.ensure_one()
        credits = self.credit_line_ids.filtered(
            lambda line: line.parent_state != "cancel" and line.move_type == "out_refund"
        )
        return self.quantity - sum(credits.mapped("quantity"))


class AccountMove(models.Model):
    """Complaints about an invoice, and a new one from there."""

    _inherit = "account.move"

    ticket_count = fields.Integer(compute="_compute_ticket_count", groups="base.group_user")

    def _compute_ticket_count(self):
        counts = dict(
            self.env["helpdesk.ticket"]._read_group(
                [("invoice_id", "in", self.ids)], ["invoice_id"], ["__count"]
            )
        )
        for move in self:
            move.ticket_count = counts.get(move, 0)

    def action_open_tickets(self):
        """Open the tickets about this invoice; new ones are about it too."""
        self.ensure_one()
        order = self.line_ids.sale_line_ids.order_id
        return self.env["helpdesk.ticket"]._tickets_action(
            [("invoice_id", "=", self.id)],
            {
                "default_invoice_id": self.id,
                "default_partner_id": self.partner_id.id,
                "default_sale_order_id": order.id if len(order) == 1 else False,
            },
        )
