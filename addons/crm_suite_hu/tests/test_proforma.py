from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common_trader import TraderCase

REPORT = "sale.report_saleorder_pro_forma"


@tagged("post_install", "-at_install")
class TestProforma(TraderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls.get_order((10, 100), payment_term_id=False)

    @freeze_time("2026-03-02 10:00:00")
    def test_it_says_how_much_to_pay_where_and_until_when(self):
        html = self.get_html(REPORT, self.order)
        self.assertIn("Pro-forma invoice", html)
        self.assertIn("Amount to pay", html)
        self.assertIn("10918001-00000003-12340001", html)
        self.assertNotIn("HU43 1091", html)
        self.assertIn(self.order.name, html)
        self.assertIn("is not an invoice and gives no right to deduct VAT", html)
        # 1000 forints and 27 %
        self.assertIn("1,270", html)
        # eight days after 2 March
        self.assertIn("03/10/2026", html)
        self.assertIn("03/02/2026", html)

    def test_the_offer_itself_has_none_of_that(self):
        html = self.get_html("sale.report_saleorder", self.order)
        self.assertNotIn("Amount to pay", html)
        self.assertNotIn("right to deduct VAT", html)

    def test_due_dates(self):
        term = self.env["account.payment.term"].create(
            {"name": "30 nap", "line_ids": [Command.create({"value_amount": 100, "nb_days": 30})]}
        )
        immediate = self.env.ref("account.account_payment_term_immediate")
        for payment_term, days, due in (
            (term, 8, "2026-04-01"),
            (immediate, 8, "2026-03-10"),
            (immediate, 3, "2026-03-05"),
            (term.browse(), 0, "2026-03-02"),
        ):
            self.order.payment_term_id = payment_term
            self.company.proforma_due_days = days
            with freeze_time("2026-03-02 10:00:00"):
                self.assertEqual(str(self.order._get_proforma()["due_date"]), due)

    def test_an_order_in_euro_is_paid_to_the_euro_account(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        pricelist = self.env["product.pricelist"].create({"name": "EUR", "currency_id": euro.id})
        self.order.pricelist_id = pricelist
        self.assertEqual(self.order._get_proforma()["bank_accounts"], self.account_eur)
        self.account_eur.action_archive()
        self.assertEqual(self.order._get_proforma()["bank_accounts"], self.account_huf)

    def test_the_salesperson_prints_and_sends_it(self):
        user = self.get_user("pf_sales", "sales_team.group_sale_salesman")
        user.email = "eladas@trader.example"
        self.order.user_id = user
        order = self.order.with_user(user)
        action = order.with_context(proforma=True).action_quotation_send()
        template = self.env["mail.template"].browse(action["context"]["default_template_id"])
        self.assertEqual(template, self.env.ref("sale.email_template_proforma"))
        reports = template.report_template_ids
        self.assertEqual(reports, self.env.ref("sale.action_report_pro_forma_invoice"))
        html, _kind = (
            self.env["ir.actions.report"].with_user(user)._render_qweb_html(REPORT, order.ids)
        )
        self.assertIn("10918001-00000003-12340001", html.decode())
        composer = self.env["mail.compose.message"].with_user(user)
        composer = composer.with_context(**action["context"]).create({})
        composer.with_context(force_report_rendering=False)._action_send_mail()
        message = order.message_ids[0]
        self.assertIn("Pro forma invoice", message.body)
        self.assertEqual(message.attachment_ids.name, f"PRO-FORMA - {order.name}.html")
        self.assertIn(self.customer, message.partner_ids)
