from odoo.tests import HttpCase, tagged

from .document_chain_common import DocumentChainCommon


@tagged("post_install", "-at_install")
class TestDocumentChainTour(DocumentChainCommon, HttpCase):
    """The page in a browser: on the order, the delivery, the invoice."""

    def test_tour(self):
        order = self._order((self.cement, 7.5), (self.brick, 3, self.dozen))
        self._ship(order, {self.cement: 2.5, self.brick: 36})
        self._invoice(order)
        self.env.ref("base.user_admin").write(
            {
                "company_ids": [(4, self.env.company.id)],
                "company_id": self.env.company.id,
            }
        )
        self.start_tour(f"/odoo/sales/{order.id}", "crm_suite_hu_document_chain", login="admin")
