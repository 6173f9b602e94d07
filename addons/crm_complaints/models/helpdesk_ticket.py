from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

KINDS = [
    ("inquiry", "Inquiry"),
    ("request", "Request"),
    ("complaint", "Complaint"),
    ("warranty", "Warranty claim"),
    ("return", "Return"),
    ("praise", "Praise"),
]
STAFF = "base.group_user"


class HelpdeskTicket(models.Model):
    """What a contact is about, what the customer wants, what was decided, and what it cost.

    Costs, causes and who bears them are for the staff: the portal never reads them.
    """

    _inherit = "helpdesk.ticket"
    # lets the mail gateway see when two machines answer each other
    _primary_email = "partner_email"

    kind = fields.Selection(KINDS, required=True, default="inquiry", index=True, tracking=True)
    is_consumer = fields.Boolean(
        string="Consumer",
        tracking=True,
        help="A natural person who acts outside of trade and profession. Asked, never guessed.",
    )
    received_at = fields.Datetime(
        string="Received", required=True, default=fields.Datetime.now, copy=False, index=True
    )
    partner_phone = fields.Char(string="Phone")
    parent_id = fields.Many2one(
        "helpdesk.ticket", string="Part of", index=True, copy=False, groups=STAFF
    )
    child_ids = fields.One2many("helpdesk.ticket", "parent_id", string="Parts", groups=STAFF)
    child_count = fields.Integer(compute="_compute_child_counts", groups=STAFF)
    open_child_count = fields.Integer(compute="_compute_child_counts", groups=STAFF)
    sale_order_id = fields.Many2one(
        "sale.order", string="Order", index="btree_not_null", check_company=True, groups=STAFF
    )
    invoice_id = fields.Many2one(
        "account.move",
        index="btree_not_null",
        check_company=True,
        domain="[('move_type', '=', 'out_invoice'), ('state', '=', 'posted')]",
        groups=STAFF,
    )
    complaint_line_ids = fields.One2many(
        "crm.complaint.line", "ticket_id", string="Goods concerned", groups=STAFF
    )
    goods_taken_at = fields.Datetime(
        string="Goods taken over",
        copy=False,
        groups=STAFF,
        help="When the customer handed them in; printed on the receipt.",
    )
    claim = fields.Selection(
        [
            ("repair", "Repair"),
            ("replacement", "Replacement"),
            ("price_reduction", "Price reduction"),
            ("refund", "Refund"),
            ("withdrawal", "Withdrawal from the contract"),
            ("other", "Other"),
        ],
        string="Customer wants",
        tracking=True,
    )
    decision = fields.Selection(
        [("accepted", "Accepted"), ("partly", "Accepted in part"), ("rejected", "Rejected")],
        tracking=True,
        copy=False,
        groups=STAFF,
    )
    decision_reason = fields.Text(string="Reasons of the decision", copy=False, groups=STAFF)
    root_cause_id = fields.Many2one(
        "crm.complaint.cause", index="btree_not_null", tracking=True, copy=False, groups=STAFF
    )
    liable = fields.Selection(
        [
            ("supplier", "Supplier"),
            ("carrier", "Carrier"),
            ("own", "Ourselves"),
            ("customer", "Customer"),
        ],
        string="Borne by",
        compute="_compute_liable",
        store=True,
        readonly=False,
        tracking=True,
        copy=False,
        groups=STAFF,
    )
    liable_partner_id = fields.Many2one(
        "res.partner", string="Supplier or carrier", copy=False, groups=STAFF
    )
    corrective_action = fields.Text(copy=False, groups=STAFF)
    corrective_user_id = fields.Many2one("res.users", string="Action by", copy=False, groups=STAFF)
    corrective_date = fields.Date(string="Action until", copy=False, groups=STAFF)
    transfer_ids = fields.One2many(
        "helpdesk.ticket.transfer", "ticket_id", string="Passed on", groups=STAFF
    )

    _kind_open = models.Index("(kind, stage_id, received_at)")

    @api.depends("root_cause_id")
    def _compute_liable(self):
        for ticket in self:
            ticket.liable = ticket.root_cause_id.liable or ticket.liable

    @api.depends("child_ids.stage_id")
    def _compute_child_counts(self):
        below = [("parent_id", "in", self.ids)]
        every = dict(self._read_group(below, ["parent_id"], ["__count"]))
        still = [*below, ("stage_id.closed", "=", False)]
        unfinished = dict(self._read_group(still, ["parent_id"], ["__count"]))
        for ticket in self:
            ticket.child_count = every.get(ticket, 0)
            ticket.open_child_count = unfinished.get(ticket, 0)

    @api.constrains("parent_id")
    def _check_no_circle(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A ticket cannot be a part of itself."))

    @api.constrains("decision", "decision_reason", "is_consumer")
    def _check_rejection_has_reasons(self):
        for ticket in self:
            refuses = ticket.decision in ("rejected", "partly") and ticket.is_consumer
            if refuses and not (ticket.decision_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "Ticket %s: what is not accepted of a consumer's complaint needs its "
                        "reasons. Fill in “Reasons of the decision”.",
                        ticket.number,
                    )
                )

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        super()._onchange_partner_id()
        if self.partner_id:
            self.partner_phone = self.partner_id.phone

    @api.onchange("sale_order_id")
    def _onchange_sale_order_id(self):
        if self.sale_order_id and not self.partner_id:
            self.partner_id = self.sale_order_id.partner_id
            self._onchange_partner_id()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept_by_law(self):
        today = fields.Date.context_today(self)
        kept = self.filtered(lambda ticket: ticket.kept_until and ticket.kept_until > today)
        if kept:
            raise UserError(
                self.env._(
                    "The law keeps complaints of consumers: %(numbers)s cannot be deleted before "
                    "%(date)s. Archive what you do not want to see.",
                    numbers=", ".join(kept.mapped("number")),
                    date=fields.Date.to_string(max(kept.mapped("kept_until"))),
                )
            )
