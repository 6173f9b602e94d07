from odoo import fields, models


class AccountMoveLine(models.Model):
    """An invoice line carries on what the order line granted."""

    _inherit = "account.move.line"

    # ten decimals hit every amount to its smallest unit; two miss it on one line in four
    discount = fields.Float(digits=(16, 10))
    auto_discount = fields.Float(
        string="Prepared Discount (%)",
        digits=(16, 10),
        readonly=True,
        groups="base.group_user",
        help="The discount as the order prepared it; another one was typed on the invoice.",
    )
    discount_trace_ids = fields.One2many(
        "crm.discount.trace",
        "move_line_id",
        string="Discounts Granted",
        readonly=True,
        groups="crm_discount_rules.group_discount_user",
    )
