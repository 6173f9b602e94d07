from odoo.fields import Command
from odoo.tests import tagged

from .common import DiscountCommon, load_cases


class CaseCommon(DiscountCommon):
    """Makes the rules, products and customers of the worked orders."""

    def _define(self, case):
        groups = {row["code"]: self._group(**row) for row in case["groups"]}
        self.products = {
            name: self._product(name, row["list_price"], row["cost"], row["category"])
            for name, row in case["products"].items()
        }
        for row in case["rules"]:
            self._rule(row["code"], groups[row["group"]], **self._rule_values(row))
        limits = case["limits"]
        self.company.write(
            {
                "discount_max_percent": limits.get("max_discount_percent", 0),
                "discount_use_margin_floor": "min_margin_percent" in limits,
                "discount_min_margin_percent": limits.get("min_margin_percent", 0),
            }
        )

    def _rule_values(self, row):
        names = ("sequence", "measure", "benefit", "exclusive", "date_start", "date_end")
        values = {name: row[name] for name in names if name in row}
        values["tier_ids"] = [Command.create(tier) for tier in row["tiers"]]
        for name, field, source in (
            ("partner_categories", "partner_category_ids", self.partner_categories),
            ("products", "product_ids", self.products),
            ("categories", "categ_ids", self.categories),
            ("excluded_products", "excluded_product_ids", self.products),
            ("excluded_categories", "excluded_categ_ids", self.categories),
        ):
            if row.get(name):
                values[field] = [Command.set([source[each].id for each in row[name]])]
        return values

    def _name_customer(self, case):
        named = case["order"]["partner_categories"]
        self.partner.category_id = [
            Command.set([self.partner_categories[name].id for name in named])
        ]


@tagged("post_install", "-at_install")
class TestCasesInOrders(CaseCommon):
    """The 63 worked orders as real ones, invoiced too: amounts and traces to six decimals."""

    def _make(self, case):
        self._define(case)
        self._name_customer(case)
        lines = [(self.products[row["product"]], row["qty"]) for row in case["order"]["lines"]]
        return self._order(*lines, date_order=f"{case['order']['date']} 10:00:00")

    def _check(self, case, order):
        self.env.invalidate_all()
        expected = case["expected"]["lines"]
        for line, wanted in zip(order.order_line, expected, strict=True):
            half_up = int(abs(wanted["net_amount"]) + 0.5)
            amount = half_up if wanted["net_amount"] >= 0 else -half_up
            self.assertEqual(line.price_subtotal, amount)
            trace = [(each.code, each.amount) for each in line.discount_trace_ids]
            self.assertEqual(trace, [(row["code"], row["amount"]) for row in wanted["applied"]])
        self.assertEqual(order.amount_untaxed, sum(order.order_line.mapped("price_subtotal")))

    def _check_invoice(self, order):
        order.action_confirm()
        order.order_line.filtered(lambda line: line.product_uom_qty < 0).product_uom_qty = 0
        invoice = order._create_invoices()
        for line in invoice.invoice_line_ids:
            ordered = line.sale_line_ids
            self.assertEqual(line.price_subtotal, ordered.price_subtotal)
            self.assertEqual(
                line.discount_trace_ids.mapped("amount"),
                ordered.discount_trace_ids.mapped("amount"),
            )
        self.assertEqual(invoice.amount_untaxed, order.amount_untaxed)

    def test_cases_created_at_once(self):
        for case in load_cases():
            with self.subTest(case["name"]), self.env.cr.savepoint() as savepoint:
                order = self._make(case)
                self._check(case, order)
                self._check_invoice(order)
                savepoint.close(rollback=True)
                self.env.invalidate_all()
                self.env.registry.clear_cache()
