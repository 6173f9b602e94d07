from odoo import models


class AccountMove(models.Model):
    """A credit note takes back the discounts of the invoice that it reverses."""

    _inherit = "account.move"

    def _reverse_moves(self, default_values_list=None, cancel=False):
        reverses = super()._reverse_moves(default_values_list, cancel)
        for reverse in reverses:
            reverse.reversed_entry_id._copy_discount_traces(reverse)
        return reverses

    def _copy_discount_traces(self, reverse):
        """Give the lines of a credit note the traces of this invoice's lines."""
        # who makes credit notes need not have rights on discounts
        lines, others = self.sudo().invoice_line_ids, reverse.sudo().invoice_line_ids
        if len(lines) != len(others) or not lines.discount_trace_ids:
            return
        for line, other in zip(lines.sorted("id"), others.sorted("id"), strict=True):
            if line.product_id == other.product_id:
                for trace in line.discount_trace_ids:
                    trace.copy({"move_line_id": other.id})
