import re

from odoo.fields import Command
from odoo.tests import HttpCase, JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from .common import DiscountCommon


@tagged("post_install", "-at_install")
class TestPortal(HttpCase, DiscountCommon):
    """A customer chooses quantities on the page of the offer, over HTTP."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls._group("A", "sum")
        # 10 % on everything from 10 pcs on
        cls.rule = cls._rule("QTY", cls.group, (10, 10), measure="scope_qty")
        cls.paint = cls._product("Festék", 600, category="paint")
        cls.screw = cls._product("Csavar", 500)
        cls.user = new_test_user(
            cls.env,
            "portaluser",
            "base.group_portal",
            company_id=cls.company.id,
            company_ids=cls.company.ids,
            lang="en_US",
        )
        cls.offer = cls._offer()

    @classmethod
    def _offer(cls):
        """4 pcs of paint, and screws that the customer may choose."""
        offer = cls._order(
            (cls.paint, 4),
            partner_id=cls.user.partner_id.id,
            state="sent",
            discount_approval_reason="He threatens to leave",
        )
        offer.order_line = [
            Command.create(
                {"display_type": "line_section", "name": "Választható", "is_optional": True}
            ),
            Command.create({"product_id": cls.screw.id, "product_uom_qty": 0}),
        ]
        cls.env.flush_all()
        return offer

    def _choose(self, line, quantity, **values):
        self.make_jsonrpc_request(
            f"/my/orders/{self.offer.id}/update_line_dict",
            {"line_id": line.id, "input_quantity": quantity, **values},
        )
        self.env.invalidate_all()

    def _subtotals(self):
        lines = self.offer.order_line.filtered("product_id")
        return [(line.price_unit, line.discount, line.price_subtotal) for line in lines]

    def _page(self, path=""):
        page = self.url_open(f"/my/orders/{self.offer.id}{path}")
        return re.sub(r"<[^>]*>|\s|&nbsp;|\xa0", " ", page.text).split()

    def test_quantity_is_priced(self):
        paint, _section, screw = self.offer.order_line
        self.authenticate("portaluser", "portaluser")
        self.assertEqual(self._subtotals(), [(600, 0, 2400), (500, 0, 0)])
        self._choose(screw, 6)
        self.assertEqual(self._subtotals(), [(600, 10, 2160), (500, 10, 2700)])
        self.assertEqual(screw.discount_trace_ids.mapped("amount"), [300])
        self._choose(screw, False, remove=True)
        # one less: 4 and 5 pcs are under the threshold
        self.assertEqual(self._subtotals(), [(600, 0, 2400), (500, 0, 2500)])
        self.assertFalse(paint.discount_trace_ids)

    def test_the_page_says_it(self):
        screw = self.offer.order_line[2]
        self._rule("SEVEN", self.group, (1, 7), benefit="amount_unit", product_ids=self.screw)
        self.authenticate("portaluser", "portaluser")
        self._choose(screw, 6)
        words = self._page()
        # 10 % of 600; 50 and 7 off 500: 11.4 %
        self.assertEqual([word for word in words if word.endswith("%")][-2:], ["10%", "11.40%"])
        for word in ("2,160", "2,658", "4,818"):
            self.assertIn(word, words)
        # 240 on paint, 300 + 42 on screws
        self.assertIn("You save by our discounts: 582 Ft", " ".join(words))

    def test_with_the_link_of_the_offer_only(self):
        self.authenticate(None, None)
        screw = self.offer.order_line[2]
        self._choose(screw, 6)
        self.assertEqual(screw.product_uom_qty, 0)
        self._choose(screw, 6, access_token=self.offer._portal_ensure_token())
        self.assertEqual(self._subtotals(), [(600, 10, 2160), (500, 10, 2700)])

    def test_what_a_person_typed_stays(self):
        screw = self.offer.order_line[2]
        screw.write({"price_unit": 450, "discount": 2})
        self.authenticate("portaluser", "portaluser")
        self._choose(screw, 6)
        self.assertEqual(self._subtotals(), [(600, 10, 2160), (450, 2, 2646)])

    def _call(self, model, method, *args):
        return self.make_jsonrpc_request(
            "/web/dataset/call_kw",
            {"model": model, "method": method, "args": args, "kwargs": {}},
        )

    @mute_logger("odoo.http")
    def test_what_customers_may_read(self):
        paint, screw = self.offer.order_line[0], self.offer.order_line[2]
        self.authenticate("portaluser", "portaluser")
        self._choose(screw, 6)
        [row] = self._call("sale.order.line", "read", paint.ids, ["price_unit", "discount"])
        self.assertEqual((row["price_unit"], row["discount"]), (600, 10))
        [row] = self._call("sale.order", "read", self.offer.ids, ["discount_saving"])
        self.assertEqual(row["discount_saving"], 540)
        shut = {
            self.offer: (
                "discount_approval_reason",
                "discount_under_limits",
                "discount_rules_changed",
            ),
            paint: (
                "discount_result",
                "auto_discount",
                "discount_trace_ids",
                "discount_explanation",
                "discount_approved_price",
            ),
            self.company: ("discount_max_percent", "discount_min_margin_percent"),
        }
        for record, names in shut.items():
            for name in names:
                with self.subTest(name), self.assertRaises(JsonRpcException):
                    self._call(record._name, "read", record.ids, [name])
        for model in ("rule", "tier", "group", "trace", "report"):
            with self.subTest(model), self.assertRaises(JsonRpcException):
                self._call(f"crm.discount.{model}", "search_read", [], ["id"])
            with self.subTest(model), self.assertRaises(JsonRpcException):
                self._call(f"crm.discount.{model}", "formatted_read_group", [], [], ["__count"])
        with self.assertRaises(JsonRpcException):
            asked = [{"product_id": self.paint.id, "quantity": 1}]
            self._call("crm.discount.rule", "simulate", self.user.partner_id.id, asked)
