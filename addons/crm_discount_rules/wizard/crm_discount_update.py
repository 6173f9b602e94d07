from odoo import api, fields, models
from odoo.fields import Command


class CrmDiscountUpdate(models.TransientModel):
    """Shows what *Update prices* would change before it does."""

    _name = "crm.discount.update"
    _description = "Update of Prices"

    order_id = fields.Many2one("sale.order", required=True, readonly=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    line_ids = fields.One2many("crm.discount.update.line", "update_id", readonly=True)
    before = fields.Monetary(string="Untaxed Amount Before", readonly=True)
    after = fields.Monetary(string="Untaxed Amount After", readonly=True)

    @api.model
    def _prepared(self, order):
        """Try the update, note its result and take it back."""
        before = _noted(order)
        with self.env.cr.savepoint() as trial:
            order._recompute_prices()
            after = _noted(order)
            trial.close(rollback=True)
        order.env.invalidate_all()
        rows = [
            Command.create({"sale_line_id": key, **was, **_renamed(after.get(key, {}))})
            for key, was in before.items()
        ]
        return self.create(
            {
                "order_id": order.id,
                "line_ids": rows,
                "before": sum(row["subtotal_before"] for row in before.values()),
                "after": sum(row["subtotal_before"] for row in after.values()),
            }
        )

    def action_apply(self):
        """Do it."""
        self.ensure_one()
        self.order_id.action_update_prices()
        return {"type": "ir.actions.act_window_close"}


class CrmDiscountUpdateLine(models.TransientModel):
    """A line of an order before and after."""

    _name = "crm.discount.update.line"
    _description = "Update of a Price"

    update_id = fields.Many2one("crm.discount.update", required=True, ondelete="cascade")
    sale_line_id = fields.Many2one("sale.order.line", string="Product", ondelete="cascade")
    currency_id = fields.Many2one(related="update_id.currency_id")
    price_before = fields.Float(min_display_digits="Product Price")
    price_after = fields.Float(min_display_digits="Product Price")
    discount_before = fields.Float(string="Discount Before (%)", digits=(16, 2))
    discount_after = fields.Float(string="Discount After (%)", digits=(16, 2))
    subtotal_before = fields.Monetary()
    subtotal_after = fields.Monetary()


def _noted(order):
    return {
        line.id: {
            "price_before": line.price_unit,
            "discount_before": line.discount,
            "subtotal_before": line.price_subtotal,
        }
        for line in order.order_line
        if not line.display_type
    }


def _renamed(row):
    return {name.replace("_before", "_after"): value for name, value in row.items()}
