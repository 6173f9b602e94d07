from collections import defaultdict
from datetime import timedelta

from stdnum import ean
from stdnum.at import uid as austrian
from stdnum.hu import anum
from stdnum.rs import pib
from stdnum.sk import dph

from odoo import fields
from odoo.tests import TransactionCase, tagged

PREFIX = "demo_"


def is_iban(number):
    """ISO 13616: the first four characters at the end, letters from 10 on, the rest modulo 97."""
    number = number.replace(" ", "")
    return int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97 == 1


def is_giro(number):
    """Check the two check digits of a Hungarian bank account number, weights 9, 7, 3, 1."""
    digits = number.replace("-", "")
    weights = (9, 7, 3, 1) * 4
    return len(digits) == 24 and all(
        sum(int(d) * w for d, w in zip(part, weights, strict=False)) % 10 == 0
        for part in (digits[:8], digits[8:])
    )


@tagged("post_install", "-at_install")
class TestDemoFirm(TransactionCase):
    """The demo firm, loaded once for all tests; here, if it is not in the database yet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.demo = cls.env["crm.suite.demo"]
        cls.demo.load()
        cls.company = cls.env.ref("base.main_company")
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.company.ids))
        cls.today = fields.Date.context_today(cls.demo)
        cls.orders = cls.records("order", "sale.order")
        cls.customers = cls.records("customer", "res.partner")
        cls.vendors = cls.records("vendor", "res.partner")
        cls.products = cls.records("product", "product.product")
        cls.moves = cls.env["account.move"].search([("company_id", "=", cls.company.id)])
        cls.invoices = cls.moves.filtered(lambda move: move.move_type == "out_invoice")

    @classmethod
    def records(cls, kind, model):
        names = cls.env["ir.model.data"].search(
            [
                ("module", "=", "crm_suite_hu"),
                ("model", "=", model),
                ("name", "=like", f"{PREFIX}{kind}_%"),
            ]
        )
        return cls.env[model].browse(names.mapped("res_id"))

    def test_master_data_is_all_there(self):
        self.assertEqual(len(self.products), 66)
        self.assertEqual(len(self.customers), 30)
        self.assertEqual(len(self.vendors), 6)
        self.assertEqual(self.company.name, "Kőris Építőanyag Kft.")
        self.assertEqual(self.company.vat, "25978324-2-42")
        cement = self.env.ref("crm_suite_hu.demo_product_cem_001")
        self.assertEqual(
            cement.with_context(lang="hu_HU").name, "Portlandcement CEM II 32,5 R, 25 kg"
        )
        self.assertEqual(
            cement.with_context(lang="en_US").name, "Portland cement CEM II 32.5 R, 25 kg"
        )

    def test_goods_have_cost_price_barcode_and_stock(self):
        goods = self.products.filtered("is_storable")
        self.assertEqual(len(goods), 63)
        for product in goods:
            self.assertLess(0, product.standard_price, product.name)
            self.assertLess(product.standard_price, product.list_price, product.name)
            self.assertEqual(product.list_price % 1, 0)
            self.assertTrue(ean.is_valid(product.barcode), product.barcode)
        self.assertGreater(len(goods.filtered(lambda p: p.qty_available > 0)), 55)

    def test_vat_is_27_per_cent_and_5_on_books(self):
        books = self.env.ref("crm_suite_hu.demo_product_boo_001")
        self.assertEqual(books.taxes_id.mapped("amount"), [5.0])
        self.assertEqual(set((self.products - books).taxes_id.mapped("amount")), {27.0})

    def test_numbers_have_valid_check_digits(self):
        checks = {
            "HU": lambda vat: anum.is_valid(vat[:8]),
            "AT": austrian.is_valid,
            "SK": dph.is_valid,
            "RS": lambda vat: pib.is_valid(vat[2:]),
        }
        partners = (self.customers | self.vendors | self.company.partner_id).filtered("vat")
        self.assertEqual(len(partners), 34)
        for partner in partners:
            self.assertTrue(checks[partner.country_id.code](partner.vat), partner.vat)
        for bank in partners.bank_ids:
            number = bank.acc_number
            self.assertTrue(is_giro(number) if number[0].isdigit() else is_iban(number))
        self.assertEqual(len(self.company.partner_id.bank_ids), 2)

    def test_half_a_year_of_orders_of_all_kinds(self):
        self.assertEqual(len(self.orders), 256)
        by_state = {state: len(orders) for state, orders in self.orders.grouped("state").items()}
        self.assertEqual(set(by_state), {"draft", "sent", "sale", "cancel"})
        self.assertGreater(by_state["sale"], 200)
        months = {(order.date_order.year, order.date_order.month) for order in self.orders}
        self.assertGreaterEqual(len(months), 6)
        self.assertEqual(set(self.orders.currency_id.mapped("name")), {"HUF", "EUR"})
        statuses = set(self.orders.mapped("delivery_status"))
        self.assertGreaterEqual(statuses, {"full", "pending"})

    def test_nothing_happened_today_or_later(self):
        first = self.today - timedelta(days=184)
        pickings = self.orders.picking_ids.filtered(lambda p: p.state == "done")
        payments = self.env["account.payment"].search([("company_id", "=", self.company.id)])
        journal = self.company.currency_exchange_journal_id
        exchange = self.moves.filtered(lambda move: move.journal_id == journal)
        days = {
            "orders": self.orders.mapped(lambda order: order.date_order.date()),
            "deliveries": pickings.mapped(lambda picking: picking.date_done.date()),
            "stock": pickings.move_ids.mapped(lambda move: move.date.date()),
            "invoices": self.invoices.mapped("invoice_date"),
            # Odoo books what exchange rates made on the day when it finds it
            "entries": (self.moves - exchange).mapped("date"),
            "payments": payments.mapped("date"),
        }
        for name, dates in days.items():
            self.assertGreaterEqual(min(dates), first, name)
            self.assertLess(max(dates), self.today, name)

    def test_stock_is_never_negative(self):
        quants = self.env["stock.quant"].search([("location_id.usage", "=", "internal")])
        self.assertGreaterEqual(min(quants.mapped("quantity")), 0)
        changes = defaultdict(lambda: defaultdict(float))
        moves = self.env["stock.move"].search(
            [
                ("state", "=", "done"),
                ("product_id", "in", self.products.ids),
            ]
        )
        for move in moves:
            sign = (move.location_dest_id.usage == "internal") - (
                move.location_id.usage == "internal"
            )
            changes[move.product_id][move.date.date()] += sign * move.product_qty
        for product, by_day in changes.items():
            stock = 0.0
            for day in sorted(by_day):
                stock += by_day[day]
                self.assertGreaterEqual(round(stock, 3), 0, f"{product.name} on {day}")
            self.assertAlmostEqual(stock, product.qty_available, 3)

    def test_invoices_balance_in_whole_forints(self):
        self.assertGreater(len(self.invoices), 200)
        self.assertEqual(set(self.moves.mapped("state")), {"posted"})
        for move in self.moves:
            self.assertEqual(sum(move.line_ids.mapped("balance")), 0, move.name)
            for line in move.line_ids:
                self.assertEqual(line.balance % 1, 0, move.name)

    def test_invoices_are_posted_but_not_sent(self):
        self.assertFalse(any(self.invoices.mapped("l10n_hu_edi_state")))
        self.assertFalse(any(self.invoices.mapped("is_move_sent")))

    def test_invoice_numbers_ascend_with_the_date(self):
        for moves in self.invoices.grouped("sequence_prefix").values():
            ordered = moves.sorted("sequence_number")
            dates = ordered.mapped("invoice_date")
            self.assertEqual(dates, sorted(dates))
            numbers = ordered.mapped("sequence_number")
            self.assertEqual(numbers, list(range(1, len(moves) + 1)))

    def test_open_balance_is_invoiced_less_paid(self):
        huf = self.company.currency_id
        domestic = self.moves.filtered(
            lambda m: m.move_type in ("out_invoice", "out_refund") and m.currency_id == huf
        )
        payments = self.env["account.payment"].search(
            [
                ("partner_type", "=", "customer"),
                ("currency_id", "=", huf.id),
                ("company_id", "=", self.company.id),
            ]
        )
        paid = sum(p.amount if p.payment_type == "inbound" else -p.amount for p in payments)
        open_balance = sum(domestic.mapped("amount_residual_signed"))
        self.assertGreater(open_balance, 0)
        self.assertEqual(open_balance, sum(domestic.mapped("amount_total_signed")) - paid)

    def test_some_pay_late_some_in_parts_some_not_at_all(self):
        late = self.invoices.filtered(
            lambda move: any(
                payment.date > move.invoice_date_due for payment in move.matched_payment_ids
            )
        )
        self.assertGreater(len(late), 40)
        states = set(self.invoices.mapped("payment_state"))
        self.assertGreaterEqual(states, {"paid", "not_paid", "partial"})
        overdue = self.invoices.filtered(
            lambda move: move.amount_residual and move.invoice_date_due < self.today
        )
        self.assertGreater(len(overdue), 5)

    def test_foreign_customers_pay_no_hungarian_vat(self):
        foreign = self.customers.filtered(lambda partner: partner.country_id.code != "HU")
        self.assertEqual(len(foreign), 3)
        invoices = self.invoices.filtered(lambda move: move.partner_id in foreign)
        self.assertEqual(set(invoices.partner_id.country_id.mapped("code")), {"AT", "SK", "RS"})
        self.assertEqual(set(invoices.currency_id.mapped("name")), {"EUR"})
        self.assertEqual(set(invoices.mapped("amount_tax")), {0.0})
        self.assertTrue(all(invoices.mapped("amount_total")))

    def test_what_came_back_was_credited(self):
        returns = self.env["stock.picking"].search([("return_id.sale_id", "in", self.orders.ids)])
        self.assertGreater(len(returns), 5)
        notes = self.moves.filtered(lambda move: move.move_type == "out_refund")
        self.assertEqual(len(notes), len(returns))
        self.assertEqual(notes.line_ids.sale_line_ids.order_id, returns.return_id.sale_id)

    def test_every_stage_of_the_pipeline_is_alive(self):
        leads = self.env["crm.lead"].with_context(active_test=False).search([])
        for stage in self.env["crm.stage"].search([]):
            self.assertTrue(leads.filtered(lambda lead, s=stage: lead.stage_id == s), stage.name)
        lost = leads.filtered(lambda lead: lead.won_status == "lost")
        self.assertTrue(lost)
        self.assertTrue(all(lost.mapped("lost_reason_id")))
        cancelled = self.orders.filtered(lambda order: order.state == "cancel")
        self.assertEqual(cancelled.opportunity_id & lost, cancelled.opportunity_id)
        self.assertTrue(all(leads.mapped("date_deadline")))

    def test_the_other_menus_are_alive_too(self):
        for model, least in (
            ("purchase.order", 15),
            ("helpdesk.ticket", 14),
            ("mailing.mailing", 3),
            ("mailing.trace", 20),
            ("event.registration", 10),
            ("survey.user_input", 10),
            ("mail.activity", 20),
            ("calendar.event", 7),
        ):
            self.assertGreaterEqual(self.env[model].search_count([]), least, model)
        stages = self.env["helpdesk.ticket"].search([]).stage_id
        self.assertGreaterEqual(len(stages), 4)

    def test_a_second_call_creates_nothing(self):
        models = (
            "res.partner",
            "product.product",
            "sale.order",
            "account.move",
            "account.payment",
            "stock.move",
            "crm.lead",
            "helpdesk.ticket",
            "mail.activity",
            "res.users",
            "ir.model.data",
            "mailing.trace",
            "survey.user_input.line",
        )
        before = {model: self.env[model].search_count([]) for model in models}
        self.assertEqual(set(self.demo.load().values()), {0})
        self.assertEqual({model: self.env[model].search_count([]) for model in models}, before)

    def test_missing_master_data_comes_back(self):
        contact = self.env.ref("crm_suite_hu.demo_contact_bastya_1")
        contact.unlink()
        counts = self.demo.load()
        self.assertEqual({model: n for model, n in counts.items() if n}, {"res.partner": 1})
        self.assertEqual(
            self.env.ref("crm_suite_hu.demo_contact_bastya_1").parent_id,
            self.env.ref("crm_suite_hu.demo_customer_bastya"),
        )
