from odoo.tests import HttpCase, tagged

from .document_chain_common import DocumentChainCommon


@tagged("post_install", "-at_install")
class TestDocumentChainTour(DocumentChainCommon, HttpCase):
    """The page in a browser: on the order, the delivery, the invoice."""

    def setUp(self):
        super().setUp()
        # The browser's user works in the company that the orders are made in.
        self.env.ref("base.user_admin").write(
            {
                "company_ids": [(4, self.env.company.id)],
                "company_id": self.env.company.id,
                "lang": "en_US",
            }
        )

    def test_every_document_shows_the_chain(self):
        order = self._order((self.cement, 7.5), (self.brick, 3, self.dozen))
        self._ship(order, {self.cement: 2.5, self.brick: 36})
        self._invoice(order)
        self.start_tour(f"/odoo/sales/{order.id}", "crm_suite_hu_document_chain", login="admin")

    def test_chain_follows_the_record(self):
        offer = self._offer((self.cement, 7.5))
        offer.action_quotation_sent()
        self.start_tour(
            f"/odoo/sales/{offer.id}", "crm_suite_hu_document_chain_confirm", login="admin"
        )
