from odoo import models


class CrmDiscountRule(models.Model):
    """Rules and what is wrong with them, in words."""

    _inherit = "crm.discount.rule"

    def _fault_text(self, fault):
        """Word a fault that the engine found in a rule."""
        self.ensure_one()
        words = {
            "tier_twice": self.env._("Two tiers of a rule start at the same value."),
            "total_needs_order_measure": self.env._(
                "An amount off the order needs a measure of the order."
            ),
            "free_needs_line_qty": self.env._(
                "Units free of charge can only be counted on the quantity of the line."
            ),
            "free_needs_positive": self.env._(
                "Units free of charge need a quantity and a number of free units above zero."
            ),
            "dates_reversed": self.env._("The last day of a rule comes before its first."),
        }
        return f"{self.name}: {words.get(fault.code, fault.code)}"
