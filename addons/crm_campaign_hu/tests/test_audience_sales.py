from odoo.fields import Command
from odoo.tests import tagged

from .common_audience import AudienceCase


@tagged("post_install", "-at_install")
class TestAudienceSales(AudienceCase):
    """Figures of orders, worked out by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order(cls.anna, [(cls.paint, 10, 100), (cls.brush, 2, 500)], days=10)  # 2,000
        cls.order(cls.anna, [(cls.paint, 5, 100)], days=100)  # 500
        cls.order(cls.bela, [(cls.brush, 1, 500)], days=400)  # 500
        cls.order(cls.cili, [(cls.paint, 9, 900)], days=1, state="cancel")
        cls.order(cls.cili, [(cls.paint, 9, 900)], days=1, state="draft")

    def test_orders_are_counted(self):
        self.assertEqual(self.selected("order_count", ">=", 1), self.anna | self.bela)
        self.assertEqual(self.selected("order_count", "=", 2), self.anna)
        self.assertEqual(self.selected("order_count", "<", 1), self.cili | self.dani)
        self.assertEqual(self.selected("order_count", "between", 1, value2=1), self.bela)
        self.assertEqual(
            self.selected("order_count", "in", [0, 2]), self.anna + self.cili + self.dani
        )

    def test_amounts_are_summed(self):
        self.assertEqual(self.selected("order_amount", "=", 2500), self.anna)
        self.assertEqual(self.selected("order_amount", "=", 500, period_days=500), self.bela)
        self.assertEqual(
            self.selected("order_amount", "=", 500, product_ids=[Command.set(self.brush.ids)]),
            self.bela,
        )
        self.assertEqual(
            self.selected("order_amount", "=", 1500, categ_ids=[Command.set(self.paints.ids)]),
            self.anna,
        )

    def test_bought(self):
        paint = {"product_ids": [Command.set(self.paint.ids)]}
        self.assertEqual(self.selected("bought_product", "=", **paint), self.anna)
        self.assertEqual(
            self.selected("bought_product", "!=", **paint), self.bela + self.cili + self.dani
        )
        self.assertEqual(
            self.selected("bought_product", "=", "0", **paint), self.bela + self.cili + self.dani
        )
        self.assertEqual(
            self.selected("bought_product", "in", self.brush.ids), self.anna + self.bela
        )
        self.assertEqual(
            self.selected("bought_category", ">=", 15, categ_ids=[Command.set(self.paints.ids)]),
            self.anna,
        )
