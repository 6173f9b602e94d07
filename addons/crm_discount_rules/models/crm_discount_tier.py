from odoo import api, fields, models


class CrmDiscountTier(models.Model):
    """A step of a rule: from `min_value` of the rule's measure on, its benefit is `value`."""

    _name = "crm.discount.tier"
    _inherit = ["crm.discount.definition"]
    _description = "Discount Tier"
    _order = "rule_id, min_value"

    _one_per_value = models.Constraint(
        "UNIQUE(rule_id, min_value)",
        "Two tiers of a rule start at the same value: change or delete one of them.",
    )
    _not_negative = models.Constraint(
        "CHECK(min_value >= 0 AND value >= 0)",
        "A tier's threshold and its discount cannot be negative.",
    )

    rule_id = fields.Many2one("crm.discount.rule", required=True, ondelete="cascade", index=True)
    min_value = fields.Float(
        string="From",
        required=True,
        digits=(16, 6),
        min_display_digits=0,
        help="Quantities in the product's own unit, amounts in the company's currency.",
    )
    value = fields.Float(
        string="Discount",
        required=True,
        digits=(16, 6),
        min_display_digits=0,
        help="Percent, an amount in the company's currency, or units free of charge, "
        "as the rule says.",
    )

    @api.constrains("min_value", "value")
    def _check_rule(self):
        self.rule_id._check_definition()
