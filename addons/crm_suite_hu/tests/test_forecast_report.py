from datetime import datetime

from freezegun import freeze_time

from odoo.tests import tagged

from .common_forecast import ForecastCase


@tagged("post_install", "-at_install")
class TestForecastReport(ForecastCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.tz = cls.manager.tz = "Europe/Budapest"
        cls.order = cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "user_id": cls.manager.id,
                "order_line": [
                    (0, 0, {"product_id": cls.brick.id, "product_uom_qty": 24, "price_unit": 100}),
                    (
                        0,
                        0,
                        {
                            "product_id": cls.brick.id,
                            "product_uom_qty": 2,
                            "product_uom_id": cls.dozen.id,
                            "price_unit": 1200,
                        },
                    ),
                ],
            }
        )
        cls.order.action_confirm()
        # half past midnight on 1 February in Budapest
        cls.order.date_order = datetime(2026, 1, 31, 23, 30)

    def get_months(self, *measures, user=None):
        report = self.env["crm.sales.forecast.report"].with_user(user or self.manager)
        groups = report.with_context(tz="Europe/Budapest")._read_group(
            [("product_id", "=", self.brick.id)],
            ["date:month"],
            [f"{measure}:sum" for measure in measures],
        )
        return {month.strftime("%Y-%m"): tuple(values) for month, *values in groups}

    def deliver(self, quantity, moment):
        picking = self.order.picking_ids.filtered(lambda p: p.state not in ("done", "cancel"))
        move = picking.move_ids.filtered(lambda m: m.sale_line_id == self.order.order_line[0])
        move.quantity = quantity
        move.picked = True
        picking.with_context(skip_backorder=True).button_validate()
        move.date = moment
        return move

    def test_forecast_ordered_and_delivered_stand_side_by_side(self):
        self.load(
            "product;month;quantity;source",
            "FT-TEGLA;2026-02;60;sales",
            "FT-TEGLA;2026-02;500;production",
            "FT-TEGLA;2026-W06;7;purchase",
        )
        self.deliver(10, datetime(2026, 3, 2, 8))
        measures = ("sales_qty", "production_qty", "purchase_qty", "ordered_qty", "delivered_qty")
        # 24 pieces and 2 dozen are 48; the order's UTC day is still January, the local one is not;
        # week 6 begins on 2 February
        self.assertEqual(
            self.get_months(*measures),
            {"2026-02": (60.0, 500.0, 7.0, 48.0, 0.0), "2026-03": (0.0, 0.0, 0.0, 0.0, 10.0)},
        )
        self.assertEqual(self.get_months("difference_qty")["2026-02"], (-12.0,))

    def test_what_comes_back_to_be_refunded_lessens_the_delivered_quantity(self):
        move = self.deliver(10, datetime(2026, 3, 2, 8))
        wizard = self.env["stock.return.picking"].create({"picking_id": move.picking_id.id})
        wizard.product_return_moves.quantity = 4
        back = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        back.button_validate()
        back.move_ids.date = datetime(2026, 4, 1, 8)
        months = self.get_months("delivered_qty")
        self.assertEqual((months["2026-03"], months["2026-04"]), ((10.0,), (-4.0,)))
        self.env.flush_all()
        delivered = sum(
            line.product_uom_id._compute_quantity(line.qty_delivered, self.unit)
            for line in self.order.order_line
        )
        self.assertEqual(delivered, 6.0)

    def test_a_quotation_is_not_counted(self):
        self.order.copy()
        self.assertEqual(self.get_months("ordered_qty"), {"2026-02": (48.0,)})

    def test_salespeople_see_their_own_orders_and_what_is_nobodys(self):
        self.load("product;month;quantity", "FT-TEGLA;2026-02;60")
        months = self.get_months("sales_qty", "ordered_qty", user=self.salesperson)
        self.assertEqual(months, {"2026-02": (60.0, 0.0)})

    def test_another_company_sees_nothing(self):
        other = self.env["res.company"].create({"name": "Másik Kft."})
        self.manager.write({"company_ids": [(4, other.id)], "company_id": other.id})
        report = self.env["crm.sales.forecast.report"].with_user(self.manager)
        report = report.with_company(other).with_context(allowed_company_ids=other.ids)
        self.assertFalse(report.search([("product_id", "=", self.brick.id)]))

    @freeze_time("2026-02-10 12:00:00")
    def test_the_product_shows_what_comes_from_production(self):
        self.load(
            "product;month;quantity;source",
            "FT-TEGLA;2026-01;1000;production",
            "FT-TEGLA;2026-02;100;production",
            "FT-TEGLA;2026-04;30;production",
            "FT-TEGLA;2026-04;5;sales",
            "FT-TEGLA;2026-05;1000;production",
        )
        product = self.brick.with_user(self.salesperson)
        # February and April; January is over and May is the fourth month
        self.assertEqual(product.coming_production_qty, 130.0)
        self.assertEqual(product.product_tmpl_id.coming_production_qty, 130.0)
        action = product.product_tmpl_id.action_view_forecast()
        self.assertEqual(action["domain"], [("product_id", "in", self.brick.ids)])
