from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare


class CrmComplaintLine(models.Model):
    """Goods that a complaint is about, from order, delivery and invoice.

    All complaint lines of one order line together never exceed what was delivered. The sum stands
    on the order line, so two clerks who record at once meet there: the second one is asked again.
    """

    _name = "crm.complaint.line"
    _description = "Goods of a Complaint"
    _order = "ticket_id, id"

    ticket_id = fields.Many2one("helpdesk.ticket", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="ticket_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(related="ticket_id.partner_id", store=True, index=True)
    sale_line_id = fields.Many2one(
        "sale.order.line",
        string="Order line",
        index=True,
        ondelete="restrict",
        domain="[('display_type', '=', False), ('qty_delivered', '>', 0)]",
    )
    move_id = fields.Many2one(
        "stock.move",
        string="Delivery",
        index="btree_not_null",
        compute="_compute_sources",
        compute_sudo=True,
        store=True,
        readonly=False,
        domain="[('sale_line_id', '=', sale_line_id), ('state', '=', 'done')]",
    )
    invoice_line_id = fields.Many2one(
        "account.move.line",
        string="Invoice line",
        index="btree_not_null",
        compute="_compute_sources",
        compute_sudo=True,
        store=True,
        readonly=False,
        domain="[('sale_line_ids', 'in', [sale_line_id]), ('parent_state', '=', 'posted')]",
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        compute="_compute_product_id",
        compute_sudo=True,
        store=True,
        readonly=False,
        precompute=True,
    )
    lot_id = fields.Many2one(
        "stock.lot",
        string="Lot or serial number",
        index="btree_not_null",
        domain="[('product_id', '=', product_id)]",
    )
    quantity = fields.Float(digits="Product Unit", required=True, default=1.0)
    uom_id = fields.Many2one("uom.uom", string="Unit", compute="_compute_uom_id", compute_sudo=True)
    defect_id = fields.Many2one("crm.complaint.defect", index="btree_not_null")
    note = fields.Char()
    currency_id = fields.Many2one(
        "res.currency", compute="_compute_value", compute_sudo=True, store=True
    )
    unit_value = fields.Monetary(
        string="Unit price",
        compute="_compute_value",
        compute_sudo=True,
        store=True,
        readonly=False,
        help="With tax and discounts, as it was sold.",
    )
    value = fields.Monetary(compute="_compute_total", store=True)
    delivered_quantity = fields.Float(
        related="sale_line_id.qty_delivered", digits="Product Unit", string="Delivered"
    )
    vendor_id = fields.Many2one(
        "res.partner",
        string="Supplier",
        compute="_compute_vendor_id",
        compute_sudo=True,
        store=True,
        readonly=False,
    )

    _positive_quantity = models.Constraint(
        "CHECK(quantity > 0)", "A complaint is about a quantity greater than zero."
    )

    @api.depends("sale_line_id")
    def _compute_product_id(self):
        for line in self:
            line.product_id = line.sale_line_id.product_id or line.product_id

    @api.depends("sale_line_id.product_uom_id", "product_id.uom_id")
    def _compute_uom_id(self):
        for line in self:
            line.uom_id = line.sale_line_id.product_uom_id or line.product_id.uom_id

    @api.depends("sale_line_id")
    def _compute_sources(self):
        """The last delivery and the last invoice of the order line; others can be chosen."""
        for line in self:
            sold = line.sale_line_id
            moves = sold.move_ids.filtered(lambda move: move._delivers_to_customer())
            line.move_id = moves.sorted("date")[-1:] or (
                line.move_id if not sold else line.move_id.browse()
            )
            billed = sold.invoice_lines.filtered(
                lambda item: item.parent_state == "posted" and item.move_type == "out_invoice"
            )
            line.invoice_line_id = billed.sorted("date")[-1:]

    @api.depends("sale_line_id", "invoice_line_id", "product_id", "ticket_id")
    def _compute_value(self):
        for line in self:
            source, quantity = line.sale_line_id, line.sale_line_id.product_uom_qty
            company = line.ticket_id.company_id or self.env.company
            line.currency_id = source.currency_id or company.currency_id
            if source:
                line.unit_value = source.price_total / quantity if quantity else 0.0
            else:
                line.unit_value = line.unit_value or line.product_id.lst_price

    @api.depends("unit_value", "quantity", "currency_id")
    def _compute_total(self):
        for line in self:
            total = line.unit_value * line.quantity
            line.value = line.currency_id.round(total) if line.currency_id else total

    @api.depends("product_id")
    def _compute_vendor_id(self):
        for line in self:
            company = line.ticket_id.company_id
            sellers = line.product_id.seller_ids.filtered(
                lambda seller, company=company: seller.company_id in (company, company.browse())
            )
            line.vendor_id = sellers[:1].partner_id

    @api.depends("product_id", "quantity")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.product_id.display_name} × {line.quantity:g}"

    @api.constrains("sale_line_id", "quantity")
    def _check_delivered(self):
        """Refuse more than was delivered less what was claimed already."""
        sold = self.sudo().sale_line_id  # sums over all complaints, whoever may read them
        for source in sold:
            rounding = source.product_uom_id.rounding
            left = source.qty_delivered - source.claimed_quantity
            if float_compare(left, 0, precision_rounding=rounding) < 0:
                now = sum(
                    self.filtered(lambda line, s=source: line.sale_line_id == s).mapped("quantity")
                )
                raise ValidationError(
                    self.env._(
                        "%(order)s, %(product)s: %(delivered)g %(unit)s were delivered, "
                        "%(claimed)g of them are claimed already. A quantity of %(left)g is left.",
                        order=source.order_id.name,
                        product=source.product_id.display_name,
                        delivered=source.qty_delivered,
                        unit=source.product_uom_id.name,
                        claimed=source.claimed_quantity - now,
                        left=max(left + now, 0.0),
                    )
                )

    @api.constrains("sale_line_id", "product_id", "move_id", "lot_id")
    def _check_belongs_together(self):
        for line in self.sudo():  # documents that the clerk may not read must fit too
            product = line.product_id
            for name in ("sale_line_id", "move_id", "lot_id"):
                if line[name] and line[name].product_id != product:
                    raise ValidationError(
                        self.env._(
                            "%(document)s is about another product than %(product)s.",
                            document=line[name].display_name,
                            product=product.display_name,
                        )
                    )
