from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import load_cases
from .test_cases_in_orders import CaseCommon


@tagged("post_install", "-at_install")
class TestSimulate(CaseCommon):
    """Prices without an order: the promised interface."""

    def _simulate(self, case):
        self._define(case)
        self._name_customer(case)
        lines = [
            {"product_id": self.products[row["product"]].id, "quantity": row["qty"]}
            for row in case["order"]["lines"]
        ]
        rules = self.env["crm.discount.rule"]
        return rules.simulate(
            self.partner.id, lines, case["order"]["date"], pricelist_id=self.pricelist.id
        )

    def _shown(self, answer):
        """As the case file has it: without what it leaves out."""
        for line in answer["lines"]:
            for row in (*line["applied"], *line["rejected"]):
                row.pop("rule_id")
        names = ("net_amount", "discount_amount", "applied", "rejected")
        return [{name: line[name] for name in names} for line in answer["lines"]]

    def test_cases(self):
        for case in load_cases():
            with self.subTest(case["name"]), self.env.cr.savepoint() as savepoint:
                answer = self._simulate(case)
                self.assertEqual(self._shown(answer), case["expected"]["lines"])
                self.assertEqual(answer["net_total"], case["expected"]["net_total"])
                self.assertEqual(answer["currency"], "HUF")
                savepoint.close(rollback=True)
                self.env.invalidate_all()
                self.env.registry.clear_cache()

    def test_in_dozens_as_a_salesperson(self):
        rule = self._rule("R", self._group(), (24, 10))
        dozen = self.env.ref("uom.product_uom_dozen")
        product = self._product("Csavar", 100)
        user = self._user("seller", "sales_team.group_sale_salesman")
        answer = (
            self.env["crm.discount.rule"]
            .with_user(user)
            .simulate(
                self.partner.id,
                [{"product_id": product.id, "quantity": 2, "uom_id": dozen.id}],
                explain=False,
            )
        )
        self.assertEqual(
            answer["lines"],
            [
                {
                    "product_id": product.id,
                    "quantity": 2,
                    "unit_price": 1200,
                    "net_unit_price": 1080,
                    "net_amount": 2160,
                    "discount_amount": 240,
                    "discount_percent": 10,
                    "applied": [{"rule_id": rule.id, "code": "R", "amount": 240}],
                    "rejected": [],
                }
            ],
        )

    def test_pricelist_discount_comes_first(self):
        self.pricelist.item_ids = [
            Command.create({"compute_price": "percentage", "percent_price": 20})
        ]
        self._rule("R", self._group(), (0, 10))
        lines = [{"product_id": self._product("Festék", 1000).id, "quantity": 1}]
        answer = self.env["crm.discount.rule"].simulate(
            self.partner.id, lines, pricelist_id=self.pricelist.id
        )
        (line,) = answer["lines"]
        self.assertEqual((line["unit_price"], line["net_unit_price"]), (800, 720))

    def test_bad_input_is_named(self):
        rules = self.env["crm.discount.rule"]
        product = self._product().id
        for lines, values in (
            ([{"product_id": product}], {}),
            ([{"product_id": product, "quantity": 1, "price": 5}], {}),
            ([{"product_id": 0, "quantity": 1}], {}),
            ([], {"date": "yesterday"}),
            ([], {"pricelist_id": 10**8}),
        ):
            with self.subTest(lines=lines, **values), self.assertRaises(UserError):
                rules.simulate(self.partner.id, lines, **values)
        with self.assertRaises(UserError):
            rules.simulate(10**8, [])

    def test_strangers_may_not(self):
        user = self._user("clerk", "base.group_user")
        with self.assertRaises(AccessError):
            self.env["crm.discount.rule"].with_user(user).simulate(self.partner.id, [])

    def test_price_check_dialog(self):
        self._rule("R", self._group(), (5, 10))
        self._rule("S", self._group("B"), (6, 10))
        check = self.env["crm.discount.check"].create(
            {
                "partner_id": self.partner.id,
                "pricelist_id": self.pricelist.id,
                "line_ids": [
                    Command.create({"product_id": self._product("Festék", 1000).id, "quantity": 5})
                ],
            }
        )
        check.action_check()
        self.assertEqual(check.net_total, 4500)
        self.assertEqual(check.line_ids.unit_price, 1000)
        self.assertEqual(
            check.line_ids.explanation,
            "Rule R: −500\nRule S: its first tier is not reached",
        )
