"""Numbers on documents without decimals that say nothing."""

from odoo import api, models
from odoo.tools import float_is_zero


class IrQwebFieldTrimmed(models.AbstractModel):
    """QWeb widget ``trimmed``: 3 and 12,50 instead of 3,00 and 12,50.

    Options: ``decimal_precision``, name of the decimal accuracy (default: that of quantities);
    ``keep``, decimals printed in any case (default 0), as with prices in euro.
    """

    _name = "ir.qweb.field.trimmed"
    _description = "Qweb Field Trimmed Number"
    _inherit = ["ir.qweb.field.float"]

    @api.model
    def value_to_html(self, value, options):
        accuracy = options.get("decimal_precision") or "Product Unit"
        digits = self.env["decimal.precision"].precision_get(accuracy)
        keep = min(options.get("keep") or 0, digits)
        rest = value - round(value, keep)
        precision = keep if float_is_zero(rest, precision_digits=digits) else digits
        return super().value_to_html(value, {"precision": precision})
