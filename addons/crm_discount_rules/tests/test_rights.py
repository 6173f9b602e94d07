from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from .common import DiscountCommon

ROLES = {
    "seller_own": "sales_team.group_sale_salesman",
    "seller_all": "sales_team.group_sale_salesman_all_leads",
    "seller_head": "sales_team.group_sale_manager",
    "discount_user": "crm_discount_rules.group_discount_user",
    "discount_head": "crm_discount_rules.group_discount_manager",
    "accountant": "account.group_account_invoice",
    "employee_only": "base.group_user",
    "portal_user": "base.group_portal",
}
READERS = {"seller_own", "seller_all", "seller_head", "discount_user", "discount_head"}
HEADS = {"seller_head", "discount_head"}


@tagged("post_install", "-at_install")
class TestRights(HttpCase, DiscountCommon):
    """Each role asks over RPC, as programs and screens do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {login: cls._user(login, groups) for login, groups in ROLES.items()}
        cls.company.write({"discount_use_margin_floor": True, "discount_min_margin_percent": 10})
        cls.group = cls._group("A")
        cls.rule = cls._rule("TEN", cls.group, (1, 10))
        cls._rule("NEVER", cls.group, (1, 5), date_end="2026-01-31")
        other = cls.env["res.company"].create({"name": "Másik Kft."})
        cls._rule("OTHER", cls.group, (1, 90), company_id=other.id)
        cls.paint = cls._product("Festék", 1000, cost=500, category="paint")
        # 100 and 200 Ft off
        cls.mine, cls.yours = (
            cls._order((cls.paint, quantity), user_id=cls.users[login].id)
            for login, quantity in (("seller_own", 1), ("seller_all", 2))
        )
        (cls.mine + cls.yours).action_confirm()
        cls.invoices = (cls.mine + cls.yours)._create_invoices(grouped=True)
        cls.env.flush_all()

    def _call(self, model, method, *args, **values):
        return self.make_jsonrpc_request(
            "/web/dataset/call_kw",
            {"model": model, "method": method, "args": args, "kwargs": values},
        )

    def _answers(self, model, method, *args, **values):
        """Ask as each role; who is refused is not in the answer."""
        answers = {}
        for login in ROLES:
            self.authenticate(login, login)
            try:
                answers[login] = self._call(model, method, *args, **values)
            except JsonRpcException as error:
                self.assertIn("AccessError", str(error))
        return answers

    @mute_logger("odoo.http")
    def test_who_reads_rules(self):
        for model, count in (("rule", 2), ("tier", 2), ("group", 1)):
            found = self._answers(f"crm.discount.{model}", "search_read", [], ["id"])
            counts = {login: len(rows) for login, rows in found.items()}
            self.assertEqual(counts, dict.fromkeys(READERS, count), model)
        found = self._answers("crm.discount.rule", "read", self.rule.ids, ["code", "sentence"])
        self.assertEqual(set(found), READERS)
        hidden = self.env["crm.discount.rule"].sudo().search([("code", "=", "OTHER")])
        self.assertFalse(self._answers("crm.discount.rule", "read", hidden.ids, ["code"]))
        self.assertFalse(self._answers("crm.discount.tier", "read", hidden.tier_ids.ids, ["value"]))

    @mute_logger("odoo.http")
    def test_who_edits_rules(self):
        tier = self.rule.tier_ids
        row = {"rule_id": self.rule.id, "min_value": 7, "value": 3}
        for model, method, *args in (
            ("crm.discount.rule", "write", self.rule.ids, {"name": "Other"}),
            ("crm.discount.tier", "write", tier.ids, {"value": 12}),
            ("crm.discount.group", "write", self.group.ids, {"policy": "sum"}),
        ):
            with self.subTest(model, method=method):
                self.assertEqual(set(self._answers(model, method, *args)), HEADS)
        self.authenticate("seller_all", "seller_all")
        for model, method, *args in (
            ("crm.discount.tier", "create", row),
            ("crm.discount.tier", "unlink", tier.ids),
            ("crm.discount.trace", "write", self.mine.order_line.discount_trace_ids.ids, {}),
            ("crm.discount.trace", "unlink", self.mine.order_line.discount_trace_ids.ids),
        ):
            with self.subTest(model, method=method), self.assertRaises(JsonRpcException):
                self._call(model, method, *args)

    @mute_logger("odoo.http")
    def test_whose_discounts_are_seen(self):
        wanted = {
            "seller_own": 100,
            "seller_all": 300,
            "seller_head": 300,
            "discount_user": False,
            "discount_head": 300,
        }
        on_orders = [("sale_line_id", "!=", False)]
        for model, domain in (("crm.discount.trace", on_orders), ("crm.discount.report", [])):
            found = self._answers(model, "formatted_read_group", domain, [], ["amount:sum"])
            sums = {login: rows[0]["amount:sum"] for login, rows in found.items()}
            self.assertEqual(sums, wanted, model)
        measures = ["margin:sum", "cost:sum"]
        found = self._answers("crm.discount.report", "formatted_read_group", [], [], measures)
        # 3 pcs: 2,700 of net, 1,500 of cost
        self.assertEqual(
            {key: rows[0]["margin:sum"] for key, rows in found.items()}, dict.fromkeys(HEADS, 1200)
        )
        yours = self.yours.order_line.discount_trace_ids
        found = self._answers("crm.discount.trace", "read", yours.ids, ["amount"])
        self.assertEqual(set(found), {"seller_all", "seller_head", "discount_head"})

    @mute_logger("odoo.http")
    def test_discounts_on_invoices_follow_their_salesperson(self):
        mine, yours = self.invoices.sorted("amount_total").invoice_line_ids
        for line, seller in ((mine, "seller_own"), (yours, "seller_all")):
            line.move_id.invoice_user_id = self.users[seller]
        self.env.flush_all()
        domain = [("move_line_id", "!=", False)]
        found = self._answers(
            "crm.discount.trace", "formatted_read_group", domain, [], ["amount:sum"]
        )
        self.assertEqual(found["seller_own"][0]["amount:sum"], 100)
        self.assertEqual(found["seller_all"][0]["amount:sum"], 300)
        self.assertNotIn("accountant", found)

    @mute_logger("odoo.http")
    def test_why_this_price(self):
        line = self.mine.order_line
        found = self._answers("sale.order.line", "read", line.ids, ["discount_explanation"])
        texts = {login: rows[0]["discount_explanation"] for login, rows in found.items()}
        self.assertEqual(set(texts), {"seller_own", "seller_all", "seller_head"})
        for login, text in texts.items():
            with self.subTest(login):
                self.assertIn("TEN", text)
                # of 900 Ft 400 are margin
                self.assertEqual("400" in text, login == "seller_head")
                self.assertEqual("NEVER" in text, login == "seller_head")

    @mute_logger("odoo.http")
    def test_price_check(self):
        asked = [{"product_id": self.paint.id, "quantity": 1}]
        found = self._answers("crm.discount.rule", "simulate", self.partner.id, asked)
        self.assertEqual(set(found), READERS)
        for login, answer in found.items():
            [row] = answer["lines"]
            self.assertFalse({"cost", "margin"} & set(row), login)
            self.assertEqual(row["net_amount"], 900)
        names = ["discount_max_percent", "discount_use_margin_floor"]
        found = self._answers("res.company", "read", self.company.ids, names)
        self.assertEqual(set(found), set(ROLES) - {"portal_user"})
        # who knows the margin of a price that it bounds knows the cost
        names = ["discount_min_margin_percent"]
        found = self._answers("res.company", "read", self.company.ids, names)
        self.assertEqual(set(found), HEADS)

    @mute_logger("odoo.http")
    def test_who_approves(self):
        self.company.discount_max_percent = 20
        order = self._order(
            (self.paint, 1, {"price_unit": 700}), user_id=self.users["seller_own"].id
        )
        self.assertTrue(order.discount_under_limits)
        for login in ("accountant", "seller_own", "seller_all", "discount_user"):
            self.authenticate(login, login)
            with self.subTest(login), self.assertRaises(JsonRpcException):
                self._call("sale.order", "action_approve_discount", order.ids)
            with self.subTest(login), self.assertRaises(JsonRpcException):
                values = {"discount_approved": True, "discount_approved_price": 1}
                self._call("sale.order.line", "write", order.order_line.ids, values)
        self.authenticate("seller_head", "seller_head")
        self._call("sale.order", "action_approve_discount", order.ids)
        self.assertFalse(order.discount_under_limits)

    def test_an_accountant_invoices_and_opens_what_he_may(self):
        accountant = self.users["accountant"]
        order = self._order((self.paint, 3)).with_user(accountant)
        order.sudo().action_confirm()
        invoice = order._create_invoices()
        self.assertEqual(invoice.amount_untaxed, 2700)
        self.assertEqual(invoice.sudo().invoice_line_ids.discount_trace_ids.amount, 300)
        [row] = order.read(["discount_saving", "discount_under_limits", "discount_rules_changed"])
        self.assertEqual((row["discount_saving"], row["discount_under_limits"]), (300, False))
        with self.assertRaises(AccessError):
            order.order_line.read(["discount_result"])
        Form(invoice)
        reversal = self.env["account.move.reversal"].with_user(accountant)
        invoice.action_post()
        context = {"active_model": "account.move", "active_ids": invoice.ids}
        wizard = reversal.with_context(**context).create({"journal_id": invoice.journal_id.id})
        credit = self.env["account.move"].browse(wizard.refund_moves()["res_id"])
        self.assertEqual(credit.invoice_line_ids.discount_trace_ids.amount, 300)

    def test_the_public_reads_nothing(self):
        public = self.env.ref("base.public_user")
        for model in ("rule", "tier", "group", "trace", "report", "check", "update", "approval"):
            with self.subTest(model), self.assertRaises(AccessError):
                self.env[f"crm.discount.{model}"].with_user(public).search([])

    def test_a_user_of_two_companies_sees_the_rules_of_the_one_he_works_in(self):
        head = self.users["seller_head"]
        hidden = self.env["crm.discount.rule"].sudo().search([("code", "=", "OTHER")])
        head.company_ids = [Command.link(hidden.company_id.id)]
        rules = self.env["crm.discount.rule"].with_user(head)
        for companies, codes in (
            (self.company, ["NEVER", "TEN"]),
            (hidden.company_id, ["OTHER"]),
            (self.company + hidden.company_id, ["NEVER", "OTHER", "TEN"]),
        ):
            found = rules.with_context(allowed_company_ids=companies.ids).search([])
            self.assertEqual(sorted(found.mapped("code")), codes)
