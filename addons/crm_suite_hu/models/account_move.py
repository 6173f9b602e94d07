from odoo import api, models


class AccountMove(models.Model):
    """An invoice or credit note knows the chains it belongs to."""

    _inherit = "account.move"

    @api.readonly
    def document_chain(self):
        """Return the chains of the orders behind these invoices and credit notes.

        :return: as ``sale.order.document_chain()``; orders that the user may not read are
            left out, an invoice without an order gives none
        :raise AccessError: the user may not read one of the invoices
        """
        self.check_access("read")
        # As superuser: the orders are only looked up here, the user's rights on them are next.
        moves = self.sudo()
        moves |= moves.reversed_entry_id | moves.debit_origin_id
        orders = moves.line_ids.sale_line_ids.order_id
        return orders.sudo(False)._filtered_access("read").sorted("id").document_chain()
