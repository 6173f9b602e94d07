from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged

from .common import DiscountCommon


@tagged("post_install", "-at_install")
class TestTours(DiscountCommon, HttpCase):
    """The screens, as people click through them, at a desk and on a telephone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = cls._group()
        cls._rule("NOW", group, (10, 5), (50, 10))
        cls.paint = cls._product("Festék", 1000, cost=700)
        cls.draft = cls._rule("DRAFT", group, (10, 10), active=False)
        groups = {
            "seller": "sales_team.group_sale_salesman_all_leads",
            "head": "sales_team.group_sale_manager",
        }
        for login, group in groups.items():
            new_test_user(
                cls.env,
                login,
                group,
                lang="en_US",
                company_id=cls.company.id,
                company_ids=cls.company.ids,
            )

    def _open(self, record, tour, login):
        self.start_tour(f"/odoo/{record._name}/{record.id}", tour, login=login, timeout=300)

    def test_a_price_explains_itself(self):
        order = self._order((self.paint, 4))
        self._open(order, "crm_discount_on_screen", "seller")
        self.assertEqual(order.amount_untaxed, 9_500)

    def test_a_price_explains_itself_on_a_telephone(self):
        self.browser_size = "375x667"
        self.touch_enabled = True
        order = self._order((self.paint, 10))
        self._open(order, "crm_discount_on_telephone", "seller")

    def test_a_draft_on_past_orders(self):
        order = self._order((self.paint, 10))
        order.action_confirm()
        order.date_order = fields.Date.context_today(order).replace(day=1)
        order.date_order = fields.Datetime.subtract(order.date_order, days=10)
        self._open(self.draft, "crm_discount_bench", "head")
