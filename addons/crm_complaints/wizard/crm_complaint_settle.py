from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.crm_complaint_settlement import BY_AMOUNT, METHODS

OF_CLAIM = {
    "repair": "repair",
    "replacement": "replacement",
    "price_reduction": "price_reduction",
    "refund": "refund",
    "withdrawal": "refund",
}


class CrmComplaintSettle(models.TransientModel):
    """Settle a complaint: what the customer wants is filled in, one click does it."""

    _name = "crm.complaint.settle"
    _description = "Settle a Complaint"

    ticket_id = fields.Many2one("helpdesk.ticket", required=True, readonly=True)
    method = fields.Selection(METHODS, string="Settle by", required=True)
    percent = fields.Float(default=10.0)
    by_amount = fields.Boolean(compute="_compute_by_amount")
    line_ids = fields.One2many(
        "crm.complaint.settle.line", "settle_id", compute="_compute_line_ids", store=True,
        readonly=False,
    )  # fmt: skip

    @api.model
    def default_get(self, fields_list):
        """Begin with what the customer wants."""
        values = super().default_get(fields_list)
        ticket = self.env["helpdesk.ticket"].browse(values.get("ticket_id"))
        values.setdefault("method", OF_CLAIM.get(ticket.claim, "refund"))
        return values

    @api.depends("method")
    def _compute_by_amount(self):
        for settle in self:
            settle.by_amount = settle.method in BY_AMOUNT

    @api.depends("method", "ticket_id")
    def _compute_line_ids(self):
        for settle in self:
            rows = []
            for line in settle.ticket_id.complaint_line_ids:
                left = line._left_to_settle(settle.method) if settle.method else 0.0
                quantity = line.quantity if settle.by_amount else left
                if left:
                    rows.append({"complaint_line_id": line.id, "quantity": quantity})
            settle.line_ids = [Command.clear(), *map(Command.create, rows)]

    def action_settle(self):
        """Make the documents and open them: the one, or the complaint's settlements."""
        self.ensure_one()
        lines = [line._to_settle() for line in self.line_ids if line.quantity > 0]
        if not lines:
            raise UserError(self.env._("Nothing is left to settle in this way."))
        made = self.ticket_id.action_settle(self.method, lines)
        if len(made) == 1 and self.env[made[0]["model"]].has_access("read"):
            return {
                "type": "ir.actions.act_window",
                "res_model": made[0]["model"],
                "res_id": made[0]["id"],
                "view_mode": "form",
                "views": [[False, "form"]],
            }
        return self.ticket_id.action_open_settlements()


class CrmComplaintSettleLine(models.TransientModel):
    """How much of a complaint line to settle."""

    _name = "crm.complaint.settle.line"
    _description = "Goods to Settle"

    settle_id = fields.Many2one("crm.complaint.settle", required=True, ondelete="cascade")
    complaint_line_id = fields.Many2one("crm.complaint.line", required=True)
    product_id = fields.Many2one(related="complaint_line_id.product_id")
    claimed = fields.Float(related="complaint_line_id.quantity", string="Complained about")
    quantity = fields.Float(string="Settle", digits="Product Unit")
    uom_id = fields.Many2one(related="complaint_line_id.uom_id")

    def _to_settle(self):
        values = {"line_id": self.complaint_line_id.id, "quantity": self.quantity}
        if self.settle_id.by_amount:
            values["percent"] = self.settle_id.percent
        return values
