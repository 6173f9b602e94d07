from odoo import models

from odoo.addons.crm_discount_rules.adapters import untaxed


class AccountMove(models.Model):
    """Unit prices reach NAV as they stand on the invoice, not in whole forints."""

    _inherit = "account.move"

    def _l10n_hu_edi_get_invoice_values(self):
        """Odoo works prices back from rounded amounts: screws at 1.40 Ft would go as 1 Ft."""
        values = super()._l10n_hu_edi_get_invoice_values()
        sign = 1 if self.is_inbound() else -1
        for row in values["lines_values"]:
            if row["line"].display_type == "product":
                row.update(row["line"]._nav_prices(row, sign, values["exchangeRate"]))
        return values


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _nav_prices(self, row, sign, rate):
        """Unit price and discount for NAV; with `row`'s quantity they give its net amount."""
        net, quantity = row["lineNetAmount"], self.quantity
        if self._has_nav_discount():
            rounding = self.currency_id.rounding
            price = sign * float(untaxed(self.price_unit, self.tax_ids, self.product_id, rounding))
            discount = self.currency_id.round(price * quantity - net)
        else:
            price, discount = (net / quantity if quantity else 0.0), 0.0
        return {"unitPrice": price, "unitPriceHUF": price * rate, "discountValue": discount}

    def _has_nav_discount(self):
        """Parts of a line may be a forint dearer to add up: NAV knows no discount below zero."""
        return self.discount >= 0
