from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .document_chain_common import DocumentChainCommon


@tagged("post_install", "-at_install")
class TestDocumentChainDocuments(DocumentChainCommon):
    """The documents, the money, and who may see what."""

    def _full_order(self, **values):
        """Offer, order, delivery, invoice, payment, return, credit note; one of each."""
        order = self._order((self.cement, 10), (self.transport, 1), **values)
        delivery = self._ship(order)
        invoice = self._invoice(order)
        payment = self._pay(invoice)
        back = self._return(delivery, {self.cement: 3})
        refund = self._credit(invoice, {self.cement: 3})
        return order, delivery, invoice, payment, back, refund

    def _by_kind(self, record):
        return {document["kind"]: document for document in self._chain(record)["documents"]}

    def test_all_kinds(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "New roof",
                "type": "opportunity",
                "expected_revenue": 900.0,
            }
        )
        order, delivery, invoice, payment, back, refund = self._full_order(opportunity_id=lead.id)
        documents = self._by_kind(order)
        expected = {
            # Odoo raises the expected revenue to what was ordered.
            "opportunity": (lead, "New roof", 1050.0),
            "offer": (order, order.name, 1050.0),
            "order": (order, order.name, 1050.0),
            "delivery": (delivery, delivery.name, 1000.0),
            "invoice": (invoice, invoice.name, 1050.0),
            "payment": (payment, payment.name, 1050.0),
            "return": (back, back.name, -300.0),
            "credit_note": (refund, refund.name, -300.0),
        }
        self.assertEqual(
            {
                kind: (d["model"], d["res_id"], d["number"], d["amount"], d["can_open"])
                for kind, d in documents.items()
            },
            {
                kind: (record._name, record.id, number, amount, True)
                for kind, (record, number, amount) in expected.items()
            },
        )
        totals = self._chain(order)["totals"]
        self.assertEqual((totals["amount_total"], totals["invoiced"]), (1050.0, 750.0))

    def test_states_and_dates(self):
        order, *_rest = self._full_order()
        documents = self._by_kind(order)
        self.assertEqual(
            {kind: d["state"] for kind, d in documents.items()},
            {
                "offer": "accepted",
                "order": "sale",
                "delivery": "done",
                "invoice": "posted",
                "payment": self._payment_state(order),
                "return": "done",
                "credit_note": "posted",
            },
        )
        self.assertEqual(documents["invoice"]["date"], "2026-03-02")
        self.assertEqual(documents["payment"]["date"], "2026-03-04")
        for document in documents.values():
            date.fromisoformat(document["date"])
            self.assertTrue(document["state_label"])
            self.assertTrue(document["kind_label"])
        self.assertIn(documents["invoice"]["payment_state"], ("paid", "in_payment"))

    def _payment_state(self, order):
        return order.invoice_ids.matched_payment_ids.state

    def test_one_invoice_for_two_orders(self):
        first = self._order((self.brick, 3))
        second = self._order((self.brick, 5), (self.cement, 1))
        invoice = self._invoice(first | second)
        self.assertEqual(len(invoice), 1)
        for order, share, quantity in ((first, 30.0, 3.0), (second, 50.0, 5.0)):
            document = self._by_kind(order)["invoice"]
            self.assertEqual((document["amount"], document["order_amount"]), (80.0, share))
            self.assertEqual(self._chain(order)["totals"]["invoiced"], share)
            self.assertEqual(self._numbers(order, self.brick)[3], quantity)
        self.assertEqual(
            [chain["order_id"] for chain in invoice.document_chain()], (first | second).ids
        )

    def test_same_chain_from_every_document(self):
        order, delivery, invoice, _payment, back, refund = self._full_order()
        chain = order.document_chain()
        for record in (delivery, invoice, back, refund):
            self.assertEqual(record.document_chain(), chain)

    def test_document_without_order(self):
        invoice = self.init_invoice("out_invoice", products=self.product_a)
        self.assertEqual(invoice.document_chain(), [])

    def test_unlinked_credit_note_is_listed(self):
        order = self._order((self.brick, 3))
        invoice = self._invoice(order)
        refund = self._credit(invoice, {self.brick: 1})
        refund.invoice_line_ids.sale_line_ids = False
        self.assertIn(("credit_note", refund.name), self._documents(order))
        # The money is the order's; which line it is for, nobody can know.
        self.assertEqual(self._chain(order)["totals"]["invoiced"], 20.0)
        self.assertEqual(self._numbers(order, self.brick)[3], 3.0)
        self.assertEqual(refund.document_chain()[0]["order_id"], order.id)

    def test_safe_for_xml_rpc(self):
        order, *_rest = self._full_order()
        draft = self._offer((self.cement, 1), client_order_ref=False)
        self._assert_plain((order | draft).document_chain())

    def _assert_plain(self, value):
        """No ``None``, only string keys, integers of 32 bits."""
        if isinstance(value, dict):
            self.assertTrue(all(isinstance(key, str) for key in value))
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                self._assert_plain(item)
        else:
            self.assertIn(type(value), (str, int, float, bool), value)
            if isinstance(value, int):
                self.assertLess(abs(value), 2**31)

    def test_salesperson_sees_numbers_but_not_others_documents(self):
        user = new_test_user(
            self.env,
            "chain_seller",
            "sales_team.group_sale_salesman",
            company_id=self.env.company.id,
            company_ids=[(6, 0, self.env.company.ids)],
        )
        lead = self.env["crm.lead"].create({"name": "Secret", "type": "opportunity"})
        lead.user_id = self.env.user
        order, *_rest, refund = self._full_order(user_id=user.id, opportunity_id=lead.id)
        refund.invoice_user_id = self.env.user
        chain = self._chain(order.with_user(user))
        documents = {document["kind"]: document for document in chain["documents"]}
        self.assertNotIn("opportunity", documents)
        self.assertEqual(
            {kind for kind, document in documents.items() if not document["can_open"]},
            {"payment", "credit_note"},
        )
        credit = documents["credit_note"]
        self.assertEqual(
            [credit[key] for key in ("res_id", "amount", "order_amount", "number", "state")],
            [False, False, False, refund.name, "posted"],
        )
        # The quantities are the same for everybody; only what may be opened is linked.
        line = chain["lines"][0]
        self.assertEqual((line["invoiced"], line["returned"]), (7.0, 3.0))
        self.assertEqual(line["documents"]["invoiced"]["ids"], [documents["invoice"]["res_id"]])

    def test_warehouse_worker_sees_chain_of_delivery(self):
        user = new_test_user(
            self.env,
            "chain_stock",
            "stock.group_stock_user",
            company_id=self.env.company.id,
            company_ids=[(6, 0, self.env.company.ids)],
        )
        _order, delivery, *_rest = self._full_order()
        documents = self._by_kind(delivery.with_user(user))
        self.assertTrue(documents["delivery"]["can_open"])
        self.assertFalse(documents["invoice"]["can_open"])
        self.assertFalse(documents["invoice"]["amount"])

    def test_refused(self):
        order = self._order((self.cement, 1))
        order.user_id = self.env.user
        seller = new_test_user(self.env, "chain_other", "sales_team.group_sale_salesman")
        with self.assertRaises(AccessError):
            order.with_user(seller).document_chain()
        portal = new_test_user(
            self.env, "chain_portal", "base.group_portal", partner_id=self.partner_a.id
        )
        order.message_subscribe(self.partner_a.ids)
        with self.assertRaises(AccessError):
            order.with_user(portal).document_chain()

    def test_other_company(self):
        order, *_rest = self._full_order()
        other = self.setup_other_company()["company"]
        with self.assertRaises(AccessError):
            order.with_context(allowed_company_ids=other.ids).document_chain()
