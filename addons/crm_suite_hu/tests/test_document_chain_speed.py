from odoo.tests import tagged

from .document_chain_common import DocumentChainCommon


@tagged("post_install", "-at_install")
class TestDocumentChainSpeed(DocumentChainCommon):
    """The number of queries is the same for a small and for a large order."""

    def _history(self, lines, deliveries):
        """An order delivered and invoiced in parts, and a payment for the last of them.

        Each delivery ships one piece of its share of the lines.
        """
        products = self.env["product.product"].create(
            [
                {
                    "name": f"Tile {number}",
                    "type": "consu",
                    "list_price": 10.0,
                    "invoice_policy": "delivery",
                    "taxes_id": False,
                }
                for number in range(lines)
            ]
        )
        order = self._order(*[(product, 20) for product in products])
        for number in range(deliveries):
            self._ship(order, dict.fromkeys(products[number::deliveries], 1))
            self._invoice(order)
        self._pay(order.invoice_ids[-1])
        return order

    def _queries(self, orders):
        """Queries of one call that finds nothing in the cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        orders.document_chain()
        return self.env.cr.sql_log_count - before

    def test_constant_number_of_queries(self):
        small = self._history(lines=5, deliveries=2)
        large = self._history(lines=200, deliveries=14)
        chain = self._chain(large)
        # Offer, order, 14 deliveries, the back-order, 14 invoices, a payment.
        self.assertEqual((len(chain["lines"]), len(chain["documents"])), (200, 32))
        self._queries(small)  # fills what the registry keeps, such as access rules
        queries = self._queries(small)
        self.assertEqual(self._queries(large), queries)
        self.assertEqual(self._queries(small | large), queries)
        self.assertLess(queries, 40)
