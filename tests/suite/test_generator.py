"""The data generator writes the rows that the ORM would have written."""

from datetime import date

from odoo.tests import TransactionCase, tagged

from tests.helpers.generator.main import Size, generate

# seed and day are chosen so that there are orders of every state
SIZE = Size(customers=60, lines=120, products=12)
# who and when, and what the database numbers itself
OWN = {"id", "create_date", "write_date", "create_uid", "write_uid", "calendar_last_notif_ack"}


@tagged("post_install", "-at_install")
class TestGenerator(TransactionCase):
    """What was generated is entered once more by hand, so to say, and compared column by column."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        seller = {"login": "eladó", "name": "Eladó Olga"}
        seller["group_ids"] = [(6, 0, cls.env.ref("sales_team.group_sale_salesman").ids)]
        cls.env["res.users"].create(seller)
        last_partner = cls.env["res.partner"].search([], order="id desc", limit=1).id
        last_order = cls.env["sale.order"].search([], order="id desc", limit=1).id or 0
        cls.made = generate(cls.env, SIZE, seed=25, until=date(2026, 7, 31))
        cls.partners = cls.env["res.partner"].search([("id", ">", last_partner)], order="id")
        cls.orders = cls.env["sale.order"].search([("id", ">", last_order)], order="id")

    def test_as_many_as_asked(self):
        self.assertEqual(len(self.partners), 60)
        self.assertEqual(len(self.orders.order_line), 120)
        self.assertEqual((self.made.customers, self.made.lines), (60, 120))
        self.assertEqual(self.made.orders, len(self.orders))

    def test_customers_are_those_of_the_orm(self):
        kinds = {(bool(p.parent_id), p.is_company) for p in self.partners}
        self.assertEqual(kinds, {(False, True), (False, False), (True, False)})
        for partner in self.partners:
            again = self._partner_again(partner)
            self._assert_same_row(partner, again, {"commercial_partner_id"})
            owner = again if partner.commercial_partner_id == partner else partner.parent_id
            self.assertEqual(again.commercial_partner_id, owner)

    def test_orders_are_those_of_the_orm(self):
        self.assertEqual(set(self.orders.mapped("state")), {"sale", "draft", "cancel"})
        for order in self.orders:
            again = self._order_again(order)
            self._assert_same_row(order, again, {"name", "date_order"})
            for line, line_again in zip(order.order_line, again.order_line, strict=True):
                self._assert_same_row(line, line_again, {"order_id"})
                self.assertEqual(line.tax_ids, line_again.tax_ids)

    def test_the_sequence_of_orders_goes_on(self):
        names = [*self.orders.mapped("name"), self._order_again(self.orders[0]).name]
        self.assertEqual(names, sorted(set(names)))

    def test_what_was_generated_can_be_worked_with(self):
        """A draft is confirmed and an order invoiced by Odoo's own methods."""
        draft = self.orders.filtered(lambda order: order.state == "draft")[0]
        draft.action_confirm()
        self.assertEqual(draft.state, "sale")
        invoice = draft._create_invoices()
        invoice.action_post()
        self.assertEqual(invoice.amount_total, draft.amount_total)
        firm = self.partners.filtered("is_company")[0]
        self.assertIn(firm, self.env["res.partner"].search([("vat", "=", firm.vat)]))
        firm.write({"street": "Új utca 1."})
        self.assertEqual(firm.child_ids.mapped("street"), ["Új utca 1."] * len(firm.child_ids))

    def _partner_again(self, partner):
        names = ("street", "zip", "city", "phone", "email", "lang", "vat", "customer_rank")
        values = {name: partner[name] for name in names} | {
            "name": partner.name,
            "company_type": partner.company_type,
            "parent_id": partner.parent_id.id,
            "country_id": partner.country_id.id,
            "state_id": partner.state_id.id,
        }
        return self.env["res.partner"].create(values)

    def _order_again(self, order):
        lines = [
            {
                "product_id": line.product_id.id,
                "product_uom_qty": line.product_uom_qty,
                "discount": line.discount,
            }
            for line in order.order_line
        ]
        again = order.create(
            {
                "partner_id": order.partner_id.id,
                "user_id": order.user_id.id,
                "order_line": [(0, 0, line) for line in lines],
            }
        )
        if order.state == "sale":
            again.action_confirm()
        elif order.state == "cancel":
            again._action_cancel()
        return again

    def _assert_same_row(self, one, other, apart):
        self.env.flush_all()
        self.env.cr.execute(
            f"SELECT to_jsonb(t) FROM {one._table} t WHERE id IN %s ORDER BY id = %s DESC",  # noqa: S608
            [(one.id, other.id), one.id],
        )
        left, right = (row[0] for row in self.env.cr.fetchall())
        for column in left.keys() - OWN - apart:
            with self.subTest(column=column, record=str(one)):
                if isinstance(left[column], float):
                    self.assertAlmostEqual(left[column], right[column], 6)
                else:
                    self.assertEqual(left[column], right[column])
