from odoo import api, fields, models


class StockPicking(models.Model):
    """The delivery note (szállítólevél), with or without prices."""

    _inherit = "stock.picking"

    print_prices = fields.Boolean(
        "Prices on Delivery Note",
        compute="_compute_print_prices",
        store=True,
        readonly=False,
    )

    @api.depends("company_id")
    def _compute_print_prices(self):
        for picking in self:
            picking.print_prices = picking.company_id.delivery_note_prices

    def _get_delivery_note_currency(self):
        self.ensure_one()
        # sudo: warehouse people print what the order says without reading orders
        return self.sudo().sale_id.currency_id or self.company_id.currency_id

    def _get_delivery_note_amount(self, move, quantity):
        """Net unit price and amount for a quantity of a move in the move's unit."""
        currency = self._get_delivery_note_currency()
        price = move._get_delivery_note_price()
        return price, currency.round(price * (quantity or 0.0))

    def _get_delivery_note_total(self):
        """Net amount of the delivered quantities."""
        self.ensure_one()
        return sum(
            self._get_delivery_note_amount(move, move.quantity)[1]
            for move in self.move_ids
            if move.state != "cancel"
        )


class StockMove(models.Model):
    _inherit = "stock.move"

    def _get_delivery_note_price(self):
        """Net price after discount for one of the move's unit, from its order line."""
        self.ensure_one()
        # sudo: as above
        line = self.sudo().sale_line_id
        if not line.product_uom_qty:
            return 0.0
        # not the line's own net price: that one is rounded to whole forints
        price = line.price_subtotal / line.product_uom_qty
        return line.product_uom_id._compute_price(price, self.product_uom)


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    def _get_aggregated_properties(self, move_line=False, move=False):
        """Keep lines of one product apart on a note with prices where their prices differ."""
        properties = super()._get_aggregated_properties(move_line=move_line, move=move)
        move = properties["move"]
        if move.picking_id.print_prices:
            package = properties.get("package")
            tail = f"_{package.id}" if package else ""
            key = properties["line_key"].removesuffix(tail)
            properties["line_key"] = f"{key}_{move._get_delivery_note_price()}{tail}"
        return properties
