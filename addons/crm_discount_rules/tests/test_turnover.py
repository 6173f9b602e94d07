from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import DiscountCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 12:00:00")
class TestTurnover(DiscountCommon):
    """Customers earn their group by what was invoiced to them in the last months."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.silver, cls.gold = cls.env["res.partner.category"].create(
            [{"name": "Ezüst"}, {"name": "Arany"}]
        )
        cls.program = cls.env["crm.discount.turnover"].create(
            {
                "name": "Törzsvevők",
                "months": 12,
                "tier_ids": [
                    Command.create({"min_turnover": 100_000, "category_id": cls.silver.id}),
                    Command.create({"min_turnover": 500_000, "category_id": cls.gold.id}),
                ],
            }
        )
        cls.small, cls.large, cls.returning = cls.env["res.partner"].create(
            [{"name": name, "is_company": True} for name in ("Kis Kft.", "Nagy Kft.", "Vissza Bt.")]
        )
        cls.site = cls.env["res.partner"].create(
            {"name": "Telephely", "parent_id": cls.large.id, "type": "invoice"}
        )
        cls.goods = cls._product("Csempe")

    @classmethod
    def _invoice(cls, partner, amount, day, post=True, **values):
        move = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": day,
                "invoice_line_ids": [
                    Command.create(
                        {"product_id": cls.goods.id, "price_unit": amount, "tax_ids": False}
                    )
                ],
                **values,
            }
        )
        if post:
            move.action_post()
        return move

    def _fill(self):
        # a day short of the period, and its first day
        self._invoice(self.small, 500_000, date(2025, 11, 20))
        self._invoice(self.small, 100_000, date(2025, 11, 21))
        # half to the firm, half to its site: 500,000 together
        self._invoice(self.large, 250_000, date(2026, 3, 1))
        self._invoice(self.site, 250_000, date(2026, 11, 20))
        # 120,000 less 20,001 credited; a draft does not count
        self._invoice(self.returning, 120_000, date(2026, 5, 5))
        self._invoice(self.returning, 20_001, date(2026, 6, 6), move_type="out_refund")
        self._invoice(self.returning, 900_000, date(2026, 7, 7), post=False)

    def _groups(self):
        return [
            partner.category_id.mapped("name")
            for partner in (self.small, self.large, self.returning)
        ]

    def test_the_highest_tier_reached_counts(self):
        self._fill()
        self.program.action_recompute()
        self.assertEqual(self._groups(), [["Ezüst"], ["Arany"], []])
        self.assertFalse(self.site.category_id)
        self.assertEqual(self.program.tier_ids.mapped("customer_count"), [1, 1])
        text = self.program.message_ids[0].body
        self.assertIn("Customers in another group: 2", text)
        self.assertIn("Kis Kft.: – → Ezüst", text)

    def test_who_falls_back_leaves_and_who_was_put_in_by_hand_too(self):
        self._fill()
        self.program.action_recompute()
        other = self.env["res.partner.category"].create({"name": "Budapest"})
        self.small.category_id |= self.gold | other
        self._invoice(self.large, 100_001, date(2026, 11, 20), move_type="out_refund")
        self.program.action_recompute()
        self.assertEqual(self.small.category_id, self.silver | other)
        self.assertEqual(self.large.category_id, self.silver)
        self.assertIn("Nagy Kft.: Arany → Ezüst", self.program.message_ids[0].body)

    def test_twice_is_once(self):
        self._fill()
        self.program.action_recompute()
        messages = self.program.message_ids
        self.program.action_recompute()
        self.assertEqual(self._groups(), [["Ezüst"], ["Arany"], []])
        self.assertEqual(self.program.message_ids, messages)

    def test_time_moves_on(self):
        self._fill()
        self.program.action_recompute()
        with freeze_time("2026-11-22 12:00:00"):
            self.env["crm.discount.turnover"]._cron_recompute()
        self.assertEqual(self._groups(), [[], ["Arany"], []])

    def test_each_company_counts_its_own(self):
        other = self.env["res.company"].create({"name": "Másik Kft."})
        bronze = self.env["res.partner.category"].create({"name": "Bronz"})
        self.env["crm.discount.turnover"].create(
            {
                "name": "Másik",
                "company_id": other.id,
                "tier_ids": [Command.create({"min_turnover": 1, "category_id": bronze.id})],
            }
        )
        self._fill()
        self.env["crm.discount.turnover"].sudo()._cron_recompute()
        self.assertEqual(self._groups(), [["Ezüst"], ["Arany"], []])

    def test_a_group_earned_is_a_rules_group(self):
        self._fill()
        self.program.action_recompute()
        links = [Command.link(self.gold.id)]
        self._rule("GOLD", self._group(), (1, 10), partner_category_ids=links)
        order = self._order((self._product("Festék", 1000), 1), partner_id=self.site.id)
        self.assertEqual(order.amount_untaxed, 900)

    def test_queries_follow_no_customer(self):
        partners = self.env["res.partner"].create([{"name": f"Vevő {n}"} for n in range(30)])
        for partner in partners:
            self._invoice(partner, 100_000, date(2026, 5, 5))
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(40):
            self.program.action_recompute()
        self.assertEqual(self.program.tier_ids.mapped("customer_count"), [30, 0])

    def test_bad_input_and_rights(self):
        tiers = self.env["crm.discount.turnover.tier"]
        values = {"turnover_id": self.program.id, "min_turnover": 1, "category_id": self.gold.id}
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            tiers.create(values)
        seller = self._user("seller", "sales_team.group_sale_salesman")
        with self.assertRaises(AccessError):
            self.program.with_user(seller).action_recompute()
        manager = self._user("head", "sales_team.group_sale_manager")
        self._fill()
        # a sales manager need not see invoices
        self.program.with_user(manager).action_recompute()
        self.assertEqual(self._groups(), [["Ezüst"], ["Arany"], []])
