from odoo.tests import tagged

from .common import DiscountCommon


@tagged("post_install", "-at_install")
class TestManyOrders(DiscountCommon):
    """Orders that an import, a program or a copy makes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls._group("A", "sum")
        # 10 % from 20 pcs of everything on
        cls.rule = cls._rule("QTY", cls.group, (20, 10), measure="scope_qty")
        cls.paint = cls._product("Festék", 600, category="paint", default_code="FESTEK")
        cls.screw = cls._product("Csavar", 500, default_code="CSAVAR")

    def _load(self, *rows):
        """Load rows of (order, product, quantity, price, discount); empty cells give nothing."""
        fields = [
            "id", "partner_id/.id", "pricelist_id/.id", "order_line/product_id/.id",
            "order_line/product_uom_qty", "order_line/price_unit", "order_line/discount",
        ]  # fmt: skip
        heads = [str(self.partner.id), str(self.pricelist.id)]
        known, lines = set(), []
        for name, product, *cells in rows:
            head = ["", "", ""] if name in known else [f"__import__.{name}", *heads]
            known.add(name)
            lines.append([*head, str(product.id), *map(str, cells)])
        width = max(map(len, lines))
        padded = [line + [""] * (width - len(line)) for line in lines]
        answer = self.env["sale.order"].load(fields[:width], padded)
        self.assertFalse(answer["messages"])
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["sale.order"].browse(answer["ids"])

    def _lines(self, order):
        return [(line.price_unit, line.discount, line.price_subtotal) for line in order.order_line]

    def test_a_file_is_priced_order_by_order(self):
        first, second = self._load(
            ("a", self.paint, 12), ("a", self.screw, 8), ("b", self.paint, 19)
        )
        # 12 and 8 pcs together; 19 are not enough
        self.assertEqual(self._lines(first), [(600, 10, 6480), (500, 10, 3600)])
        self.assertEqual(first.order_line.discount_trace_ids.mapped("amount"), [720, 400])
        self.assertEqual(self._lines(second), [(600, 0, 11400)])

    def test_given_prices_and_discounts_stay(self):
        [order] = self._load(
            ("a", self.paint, 10, 550, 0),
            ("a", self.paint, 10, 600, 3),
            ("a", self.screw, 10, 1.4, 0),
            ("a", self.screw, 10, 500, 0),
        )
        self.assertEqual(
            self._lines(order),
            [(550, 0, 5500), (600, 3, 5820), (1.4, 0, 14), (500, 10, 4500)],
        )
        order.order_line[3].product_uom_qty = 20
        self.assertEqual(
            self._lines(order),
            [(550, 0, 5500), (600, 3, 5820), (1.4, 0, 14), (500, 10, 9000)],
        )

    def test_an_update_by_file_prices_again(self):
        [order] = self._load(("a", self.paint, 12))
        line = order.order_line
        fields = [".id", "order_line/.id", "order_line/product_uom_qty"]
        self.env["sale.order"].load(fields, [[str(order.id), str(line.id), "20"]])
        self.assertEqual(self._lines(order), [(600, 10, 10800)])

    def test_by_program(self):
        rows = [
            {
                "partner_id": self.partner.id,
                "pricelist_id": self.pricelist.id,
                "order_line": [
                    (0, 0, {"product_id": self.paint.id, "product_uom_qty": quantity}),
                    (0, 0, {"product_id": self.screw.id, "product_uom_qty": 10, **given}),
                ],
            }
            for quantity, given in ((10, {}), (9, {}), (10, {"price_unit": 450}))
        ]
        orders = self.env["sale.order"].create(rows)
        self.assertEqual(
            [self._lines(order) for order in orders],
            [
                [(600, 10, 5400), (500, 10, 4500)],
                [(600, 0, 5400), (500, 0, 5000)],
                [(600, 10, 5400), (450, 0, 4500)],
            ],
        )
        # the same lines, sent without their orders
        lines = self.env["sale.order.line"].create(
            [
                {"order_id": order.id, "product_id": self.paint.id, "product_uom_qty": quantity}
                for order, quantity in ((orders[0], 1), (orders[1], 1))
            ]
        )
        self.assertEqual(lines.mapped("discount"), [10, 10])
        self.assertEqual(orders[1].order_line.mapped("discount"), [10, 10, 10])

    def test_pricing_asks_once_for_all_lines(self):
        def queries(count, *orders):
            rows = [(order, self.screw, 5) for order in orders for _line in range(count)]
            for _warm in range(2):
                start = self.env.cr.sql_log_count
                self._load(*((f"{order}{start}", *rest) for order, *rest in rows))
                found = self.env.cr.sql_log_count - start
            return found

        def of_rules(count, *orders):
            with_rules = queries(count, *orders)
            self.rule.active = False
            without = queries(count, *orders)
            self.rule.active = True
            return with_rules - without

        few, many = of_rules(5, "a"), of_rules(50, "a")
        self.assertAlmostEqual(few, many, delta=3)
        # not for each order of a file either
        self.assertLess(of_rules(5, *"abcdefghij") - few, 3 * few)

    def test_copies_are_priced_by_the_rules_of_today(self):
        order = self._order(
            (self.paint, 20),
            (self.screw, 5, {"price_unit": 450}),
            (self.screw, 5, {"discount": 2}),
        )
        order.action_confirm()
        order._create_invoices().action_post()
        self.rule.tier_ids.value = 15
        self.paint.list_price = 700
        copy = order.copy()
        # Odoo's copy keeps the price; the discount is new; what a person typed stays
        self.assertEqual(self._lines(order), [(600, 10, 10800), (450, 0, 2250), (500, 2, 2450)])
        self.assertEqual(self._lines(copy), [(600, 15, 10200), (450, 0, 2250), (500, 2, 2450)])
        self.assertEqual(copy.order_line.discount_trace_ids.mapped("amount"), [1800])
        self.assertFalse(copy.discount_under_limits)
        again = copy.copy({"date_order": "2030-01-01"})
        self.assertEqual(self._lines(again), self._lines(copy))

    def test_a_line_copied_within_its_order(self):
        order = self._order((self.paint, 10))
        order.order_line.copy({"order_id": order.id})
        self.assertEqual(order.order_line.mapped("discount"), [10, 10])
