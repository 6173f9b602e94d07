from dataclasses import replace

from odoo import models


class SaleOrder(models.Model):
    """In a cart nobody presses *Update prices*: customer and day are always those of today."""

    _inherit = "sale.order"

    def _discount_customer(self, date=None):
        """A cart may lie for weeks; Odoo takes today for its pricelist as well."""
        customer = super()._discount_customer(date)
        if not date and self.website_id and self.state == "draft":
            return replace(customer, date=customer.company._local_day(False))
        return customer

    def _update_address(self, partner_id, fnames=None):
        """Price anew for whoever logs in, also where Odoo finds the pricelist unchanged."""
        before = self._cart_customer()
        result = super()._update_address(partner_id, fnames)
        after = self._cart_customer()
        # with another pricelist or fiscal position Odoo has just done it
        if after[0] != before[0] and after[1:] == before[1:]:
            self._recompute_prices()
        return result

    def _cart_customer(self):
        customer = self.partner_id.commercial_partner_id
        return customer, self.pricelist_id, self.fiscal_position_id
