from odoo import models


class SaleOrderLine(models.Model):
    """What a coupon, a promotion or a gift card made is no product line for discount rules."""

    _inherit = "sale.order.line"

    def _takes_rules(self):
        return super()._takes_rules() and not self.reward_id
