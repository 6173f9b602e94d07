from odoo import api, fields, models
from odoo.fields import Command


class CrmDiscountCheck(models.TransientModel):
    """What would a customer pay: prices without an order."""

    _name = "crm.discount.check"
    _description = "Price Check"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True)
    date = fields.Date(default=fields.Date.context_today, required=True)
    pricelist_id = fields.Many2one("product.pricelist", help="Empty: the customer's own.")
    line_ids = fields.One2many("crm.discount.check.line", "check_id")
    currency_id = fields.Many2one("res.currency", readonly=True)
    net_total = fields.Monetary(readonly=True)

    def action_check(self):
        """Work out the prices and show them in the same dialog."""
        self.ensure_one()
        answer = self.env["crm.discount.rule"].simulate(
            self.partner_id.id,
            [line._asked() for line in self.line_ids],
            self.date,
            self.pricelist_id.id,
        )
        currency = self.env["res.currency"].search([("name", "=", answer["currency"])], limit=1)
        self.write(
            {
                "currency_id": currency.id,
                "net_total": answer["net_total"],
                "line_ids": [
                    Command.update(line.id, line._answered(row))
                    for line, row in zip(self.line_ids, answer["lines"], strict=True)
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Price Check"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }


class CrmDiscountCheckLine(models.TransientModel):
    """A product of a price check, with its price once it was asked."""

    _name = "crm.discount.check.line"
    _description = "Price Check Line"

    check_id = fields.Many2one("crm.discount.check", required=True, ondelete="cascade")
    product_id = fields.Many2one(
        "product.product", required=True, domain="[('sale_ok', '=', True)]"
    )
    quantity = fields.Float(default=1.0, digits="Product Unit", required=True)
    uom_id = fields.Many2one(
        "uom.uom", string="Unit", compute="_compute_uom_id", store=True, readonly=False
    )
    currency_id = fields.Many2one(related="check_id.currency_id")
    unit_price = fields.Float(readonly=True, min_display_digits="Product Price")
    discount_percent = fields.Float(string="Discount (%)", readonly=True, digits=(16, 2))
    net_amount = fields.Monetary(readonly=True)
    explanation = fields.Text(string="Why", readonly=True)

    @api.depends("product_id")
    def _compute_uom_id(self):
        for line in self:
            line.uom_id = line.product_id.uom_id

    def _asked(self):
        return {
            "product_id": self.product_id.id,
            "quantity": self.quantity,
            "uom_id": self.uom_id.id or self.product_id.uom_id.id,
        }

    def _answered(self, row):
        return {
            "unit_price": row["unit_price"],
            "discount_percent": row["discount_percent"],
            "net_amount": row["net_amount"],
            "explanation": self._explained(row),
        }

    def _explained(self, row):
        """Rules that counted with their amounts, then those that did not with the reason."""
        named = [*row["applied"], *row["rejected"]]
        rules = self.env["crm.discount.rule"].browse({each["rule_id"] for each in named})
        names = {rule.id: rule.name for rule in rules}
        texts = [f"{names[each['rule_id']]}: −{each['amount']:g}" for each in row["applied"]]
        for each in row["rejected"]:
            reason, _colon, code = each["reason"].partition(":")
            text = rules._reason_text(reason, code)
            texts.append(f"{names[each['rule_id']]}: {text}")
        return "\n".join(texts)
