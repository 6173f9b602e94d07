from odoo import api, fields, models

METHODS = [
    ("refund", "Refund"),
    ("price_reduction", "Price reduction"),
    ("return", "Return of the goods"),
    ("replacement", "Replacement"),
    ("repair", "Repair"),
    ("voucher", "Voucher"),
    ("supplier_claim", "Claim on the supplier"),
]
#: of these, refund + replacement + repair share the quantity of a complaint line
BY_QUANTITY = ("refund", "replacement", "repair")
BY_AMOUNT = ("price_reduction", "voucher")


class CrmComplaintSettlement(models.Model):
    """A document of Odoo's that settles (a part of) a complaint, and what it cost."""

    _name = "crm.complaint.settlement"
    _description = "Settlement of a Complaint"
    _order = "date desc, id desc"

    ticket_id = fields.Many2one("helpdesk.ticket", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="ticket_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    method = fields.Selection(METHODS, required=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        "res.users", string="Settled by", required=True, default=lambda self: self.env.user
    )
    line_ids = fields.One2many("crm.complaint.settlement.line", "settlement_id")
    invoice_id = fields.Many2one(
        "account.move", string="Credit note", index="btree_not_null", ondelete="restrict"
    )
    picking_id = fields.Many2one(
        "stock.picking", string="Transfer", index="btree_not_null", ondelete="restrict"
    )
    repair_id = fields.Many2one("repair.order", index="btree_not_null", ondelete="restrict")
    card_id = fields.Many2one(
        "loyalty.card", string="Voucher", index="btree_not_null", ondelete="restrict"
    )
    void = fields.Boolean(
        string="Cancelled",
        compute="_compute_void",
        compute_sudo=True,
        store=True,
        help="Its document was cancelled: what it settled is open again.",
    )
    cost = fields.Monetary(
        compute="_compute_cost",
        compute_sudo=True,
        store=True,
        help="What it cost us without tax; a claim on the supplier lowers the cost.",
    )
    document = fields.Char(compute="_compute_document", compute_sudo=True)

    @api.depends("invoice_id.state", "picking_id.state", "repair_id.state", "card_id.active")
    def _compute_void(self):
        for settlement in self:
            card = settlement.card_id
            states = {settlement[name].state for name in ("invoice_id", "picking_id", "repair_id")}
            settlement.void = "cancel" in states or bool(card and not card.active)

    @api.depends(
        "void", "invoice_id.amount_untaxed_signed", "line_ids.cost", "repair_id.state",
        "repair_id.under_warranty",
    )  # fmt: skip
    def _compute_cost(self):
        for settlement in self:
            settlement.cost = 0.0 if settlement.void else settlement._cost_of_document()

    def _cost_of_document(self):
        if self.invoice_id:
            # negative for the customer's credit note, positive for the supplier's
            return -self.invoice_id.amount_untaxed_signed
        if self.repair_id:
            return self.currency_id.round(self.repair_id._cost_of_parts(self.company_id))
        return sum(self.line_ids.mapped("cost"))

    def _compute_document(self):
        for settlement in self:
            settlement.document = settlement._get_document().display_name or ""

    def _get_document(self):
        """Return the document behind a settlement."""
        return self.invoice_id or self.picking_id or self.repair_id or self.card_id

    @api.depends("method", "ticket_id.number")
    def _compute_display_name(self):
        labels = dict(self._fields["method"]._description_selection(self.env))
        for settlement in self:
            settlement.display_name = f"{settlement.ticket_id.number} {labels[settlement.method]}"

    def action_open_document(self):
        """Open the credit note, the transfer or what else settles."""
        self.ensure_one()
        document = self._get_document()
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "view_mode": "form",
        }


class CrmComplaintSettlementLine(models.Model):
    """How much of a complaint line a settlement puts right."""

    _name = "crm.complaint.settlement.line"
    _description = "Line of a Settlement"

    settlement_id = fields.Many2one(
        "crm.complaint.settlement", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="settlement_id.company_id", store=True, index=True)
    complaint_line_id = fields.Many2one(
        "crm.complaint.line", required=True, index=True, ondelete="restrict"
    )
    method = fields.Selection(related="settlement_id.method", store=True)
    void = fields.Boolean(related="settlement_id.void", store=True)
    quantity = fields.Float(digits="Product Unit")
    percent = fields.Float(digits=(16, 4))
    currency_id = fields.Many2one(related="complaint_line_id.currency_id")
    amount = fields.Monetary(help="With tax, in the currency of the sale.")
    company_currency_id = fields.Many2one(related="company_id.currency_id")
    cost = fields.Monetary(currency_field="company_currency_id")


class CrmComplaintLine(models.Model):
    """What of a line is settled. The sums stand on the line, so two clerks at once meet there."""

    _inherit = "crm.complaint.line"

    settlement_line_ids = fields.One2many("crm.complaint.settlement.line", "complaint_line_id")
    settled_quantity = fields.Float(
        string="Settled",
        digits="Product Unit",
        compute="_compute_settled",
        compute_sudo=True,
        store=True,
        help="Refunded, replaced or repaired.",
    )
    returned_quantity = fields.Float(
        string="Returned",
        digits="Product Unit",
        compute="_compute_settled",
        compute_sudo=True,
        store=True,
    )
    reduced_amount = fields.Monetary(
        string="Reduced by", compute="_compute_settled", compute_sudo=True, store=True
    )

    _settled_within = models.Constraint(
        "CHECK(settled_quantity <= quantity AND returned_quantity <= quantity)",
        "More is settled than the complaint is about.",
    )
    _reduced_within = models.Constraint(
        "CHECK(reduced_amount IS NULL OR reduced_amount <= value)",
        "Price reductions and vouchers exceed the value of the goods.",
    )

    @api.depends(
        "settlement_line_ids.quantity", "settlement_line_ids.amount",
        "settlement_line_ids.method", "settlement_line_ids.void",
    )  # fmt: skip
    def _compute_settled(self):
        for line in self:
            valid = line.settlement_line_ids.filtered(lambda part: not part.void)

            def total(name, methods, valid=valid):
                return sum(valid.filtered(lambda part: part.method in methods).mapped(name))

            line.settled_quantity = total("quantity", BY_QUANTITY)
            line.returned_quantity = total("quantity", ("return",))
            line.reduced_amount = total("amount", BY_AMOUNT)
