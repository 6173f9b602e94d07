from odoo import api, models


class SaleOrder(models.Model):
    """A confirmed order is the answer to the campaign that it comes from."""

    _inherit = "sale.order"

    @api.model_create_multi
    def create(self, vals_list):
        """Make orders; those made as confirmed answer their campaigns."""
        orders = super().create(vals_list)
        orders._answer_campaigns()
        return orders

    def write(self, vals):
        """Change orders; confirmed ones answer their campaigns."""
        result = super().write(vals)
        if vals.get("state") == "sale" or "campaign_id" in vals:
            self._answer_campaigns()
        return result

    def _answer_campaigns(self):
        """Record orders with the targets that brought them; cancelled later, they answered too."""
        orders = self.filtered(lambda order: order.state == "sale" and order.campaign_id)
        if not orders:
            return
        keys = {
            (order.campaign_id.id, order.partner_id.commercial_partner_id.id) for order in orders
        }
        # sudo: whoever confirms an order need not see campaigns
        targets = self.env["crm.campaign.target"].sudo()._last_of(
            [("campaign_id", "in", orders.campaign_id.ids),
             ("partner_id.commercial_partner_id", "in", [key[1] for key in keys])]
        )  # fmt: skip
        targets.filtered(
            lambda target: (target.campaign_id.id, target.commercial_partner_id.id) in keys
        )._respond("ordered")
