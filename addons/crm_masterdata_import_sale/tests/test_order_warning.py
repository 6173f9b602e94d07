import base64

from odoo.tests import Form, TransactionCase, new_test_user, tagged

FILE = base64.b64encode("Név;Adószám\nKiss Kft.;10585560-2-42".encode()).decode()


@tagged("post_install", "-at_install")
class TestOrderWarning(TransactionCase):
    """Offers and orders of a customer on a list warn, and can be confirmed all the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"].search([("code", "=", "en_US")]).date_format = "%Y-%m-%d"
        cls.seller = new_test_user(
            cls.env,
            "warned_seller",
            groups="sales_team.group_sale_salesman_all_leads",
            lang="en_US",
        )
        cls.partner, cls.other = cls.env["res.partner"].create(
            [
                {"name": "Kiss Kft.", "is_company": True, "vat": "10585560-2-42"},
                {"name": "Nagy Kft.", "is_company": True, "vat": "12345676-2-42"},
            ]
        )
        cls.contact = cls.env["res.partner"].create(
            {"name": "Kiss Anna", "parent_id": cls.partner.id}
        )
        cls.list = cls.env["crm.check.list"].create({"name": "Felszámolások", "date": "2026-02-28"})
        cls.list.load_file("a.csv", FILE)

    def offer(self, partner):
        orders = self.env["sale.order"].with_user(self.seller).with_context(lang="en_US")
        return orders.create({"partner_id": partner.id})

    def test_offers_warn_and_do_not_stop(self):
        for partner in (self.partner, self.contact):
            order = self.offer(partner)
            self.assertIn("insolvency", order.partner_check_warning)
            self.assertIn("Felszámolások, 2026-02-28", order.partner_check_warning)
            order.action_confirm()
            self.assertEqual(order.state, "sale")
            self.assertTrue(order.partner_check_warning)

    def test_others_do_not(self):
        self.assertFalse(self.offer(self.other).partner_check_warning)

    def test_while_the_customer_is_chosen(self):
        with Form(self.env["sale.order"].with_user(self.seller)) as form:
            form.partner_id = self.other
            self.assertFalse(form.partner_check_warning)
            form.partner_id = self.partner
            self.assertIn("insolvency", form.partner_check_warning)

    def test_one_query_more_for_many_orders(self):
        orders = self.env["sale.order"].concat(
            *(self.offer(p) for p in (self.partner, self.other, self.contact) * 5)
        )
        self.env.flush_all()
        self.queries_of(orders)
        self.assertEqual(self.queries_of(orders), self.queries_of(orders[:2]))

    def queries_of(self, orders):
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        orders.mapped("partner_check_warning")
        return self.env.cr.sql_log_count - before
