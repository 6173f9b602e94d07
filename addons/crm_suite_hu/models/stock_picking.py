from odoo import api, models


class StockPicking(models.Model):
    """A delivery knows the chain it belongs to."""

    _inherit = "stock.picking"

    @api.readonly
    def document_chain(self):
        """Return the chains of the orders behind these transfers.

        :return: as ``sale.order.document_chain()``; orders that the user may not read are
            left out, a transfer without an order gives none
        :raise AccessError: the user may not read one of the transfers
        """
        self.check_access("read")
        # As superuser: the orders are only looked up here, the user's rights on them are next.
        transfers = self.sudo()
        orders = (
            transfers.move_ids.sale_line_id.order_id
            | transfers.sale_id
            | transfers.reference_ids.sale_ids
        )
        return orders.sudo(False)._filtered_access("read").sorted("id").document_chain()
