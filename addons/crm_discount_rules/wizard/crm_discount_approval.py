from odoo import fields, models


class CrmDiscountApproval(models.TransientModel):
    """Asks a manager to let a price under the limits pass."""

    _name = "crm.discount.approval"
    _description = "Approval of a Low Price"

    order_id = fields.Many2one("sale.order", required=True, readonly=True)
    reason = fields.Text(required=True)

    def action_ask(self):
        self.ensure_one()
        self.order_id.check_access("write")
        self.order_id._ask_discount_approval(self.reason)
        return {"type": "ir.actions.act_window_close"}
