from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.helpdesk_ticket import KINDS


class CrmComplaintEntry(models.TransientModel):
    """The quick form: type what the caller says, the rest fills itself."""

    _name = "crm.complaint.entry"
    _description = "Quick Entry of a Ticket"

    key = fields.Char(
        string="Order, invoice, phone or customer",
        help="A number of an order or invoice, a telephone or customer number, or a part of a "
        "name.",
    )
    kind = fields.Selection(KINDS, required=True, default="complaint")
    is_consumer = fields.Boolean(string="Consumer")
    partner_id = fields.Many2one(
        "res.partner", string="Customer", compute="_compute_found", store=True, readonly=False
    )
    sale_order_id = fields.Many2one(
        "sale.order",
        string="Order",
        compute="_compute_found",
        store=True,
        readonly=False,
        domain="[('state', '=', 'sale'), ('partner_id', 'child_of', partner_id)]",
    )
    invoice_id = fields.Many2one(
        "account.move", compute="_compute_found", store=True, readonly=False
    )
    defect_id = fields.Many2one("crm.complaint.defect")
    claim = fields.Selection(
        selection=lambda self: self.env["helpdesk.ticket"]._fields["claim"].selection,
        string="Customer wants",
    )
    note = fields.Text(string="In the customer's words")
    channel_id = fields.Many2one(
        "helpdesk.ticket.channel",
        default=lambda self: self.env.ref(
            "helpdesk_mgmt.helpdesk_ticket_channel_phone", raise_if_not_found=False
        ),
    )
    line_ids = fields.One2many(
        "crm.complaint.entry.line", "entry_id", compute="_compute_line_ids", store=True,
        readonly=False,
    )  # fmt: skip
    not_found = fields.Boolean(compute="_compute_not_found")

    @api.depends("key")
    def _compute_found(self):
        tickets = self.env["helpdesk.ticket"]
        for entry in self:
            partner, order, invoice = tickets._find_contact(entry.key)
            if entry.key or not entry.partner_id:
                entry.partner_id = partner or (entry.partner_id if not entry.key else False)
                entry.sale_order_id = order or (entry._only_order() if not invoice else False)
                entry.invoice_id = invoice

    def _only_order(self):
        """The customer's order, where there is just one that something was delivered of."""
        if not self.partner_id:
            return False
        # whoever takes complaints finds what was sold
        orders = (
            self.env["sale.order"]
            .sudo()
            .search(
                [
                    ("partner_id", "child_of", self.partner_id.commercial_partner_id.id),
                    ("state", "=", "sale"),
                    ("company_id", "in", self.env.companies.ids),
                ],
                limit=2,
            )
        )
        return orders if len(orders) == 1 else False

    @api.depends("key", "partner_id")
    def _compute_not_found(self):
        for entry in self:
            entry.not_found = bool(entry.key and not entry.partner_id)

    @api.depends("sale_order_id")
    def _compute_line_ids(self):
        for entry in self:
            sold = entry.sale_order_id.sudo().order_line.filtered(  # as above
                lambda line: not line.display_type and line.qty_delivered > line.claimed_quantity
            )
            entry.line_ids = [
                Command.clear(),
                *(
                    Command.create({"sale_line_id": line.id, "product_id": line.product_id.id})
                    for line in sold
                ),
            ]

    def action_record(self):
        """Record the ticket and open it."""
        self.ensure_one()
        if not (self.partner_id or self.note):
            raise UserError(
                self.env._("Who is it, and what is it about? Fill in the customer or the words.")
            )
        ticket = self.env["helpdesk.ticket"].browse(self._record())
        return {
            "type": "ir.actions.act_window",
            "res_model": "helpdesk.ticket",
            "res_id": ticket.id,
            "view_mode": "form",
            "views": [[False, "form"]],
        }

    def _record(self):
        tickets = self.env["helpdesk.ticket"]
        chosen = self.line_ids.filtered(lambda line: line.quantity > 0)
        values = {
            "kind": self.kind,
            "description": self.note,
            "partner_id": self.partner_id.id,
            "order": self.sale_order_id.id,
            "invoice": self.invoice_id.id,
            "claim": self.claim,
            "is_consumer": self.is_consumer,
            "name": self._title(chosen),
        }
        given = {key: value for key, value in values.items() if value}
        order = self.sale_order_id.sudo()  # found before, whoever may open it
        invoice = self.invoice_id.sudo()  # as the order
        vals = tickets._prepare_opened(given, order, invoice)
        vals["channel_id"] = self.channel_id.id
        vals["company_id"] = (order or invoice).company_id.id or self.env.company.id
        vals["complaint_line_ids"] = [
            Command.create(
                {
                    "sale_line_id": line.sale_line_id.id,
                    "product_id": line.product_id.id,
                    "quantity": line.quantity,
                    "defect_id": (line.defect_id or self.defect_id).id,
                }
            )
            for line in chosen
        ]
        return tickets.create(vals).id

    def _title(self, chosen):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        products = ", ".join(chosen.product_id.mapped("name"))
        words = (self.note or "").strip().split("\n")[0][:60]
        # the number is the one that the clerk typed in
        order = self.sale_order_id.sudo().name
        rest = products or words or order or self.partner_id.name
        return f"{kinds[self.kind]}: {rest}"


class CrmComplaintEntryLine(models.TransientModel):
    """Goods of the order: type a quantity beside those that it is about."""

    _name = "crm.complaint.entry.line"
    _description = "Goods of a Quick Entry"

    entry_id = fields.Many2one("crm.complaint.entry", required=True, ondelete="cascade")
    sale_line_id = fields.Many2one("sale.order.line")
    product_id = fields.Many2one("product.product", required=True)
    left = fields.Float(string="Delivered", digits="Product Unit", compute="_compute_left")
    quantity = fields.Float(string="Concerned", digits="Product Unit")
    defect_id = fields.Many2one("crm.complaint.defect")

    @api.depends("sale_line_id")
    def _compute_left(self):
        for line in self:
            sold = line.sale_line_id.sudo()  # as the ticket's own line says it
            line.left = sold.qty_delivered - sold.claimed_quantity
