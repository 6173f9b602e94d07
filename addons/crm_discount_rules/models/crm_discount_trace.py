from odoo import fields, models


class CrmDiscountTrace(models.Model):
    """What a rule took off a line of an order or of an invoice.

    Code and name stay when the rule goes. Amounts are exact to six decimals, for the whole line.
    """

    _name = "crm.discount.trace"
    _description = "Discount Granted"
    _order = "sequence, id"
    _rec_name = "name"

    _one_line = models.Constraint(
        "CHECK((sale_line_id IS NULL) != (move_line_id IS NULL))",
        "A granted discount belongs to one line of an order or of an invoice.",
    )

    sale_line_id = fields.Many2one("sale.order.line", index="btree_not_null", ondelete="cascade")
    move_line_id = fields.Many2one("account.move.line", index="btree_not_null", ondelete="cascade")
    rule_id = fields.Many2one("crm.discount.rule", index="btree_not_null", ondelete="set null")
    code = fields.Char(required=True)
    name = fields.Char(required=True)
    amount = fields.Float(digits=(16, 6))
    sequence = fields.Integer()
    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one("res.currency", required=True)
