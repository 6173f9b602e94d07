from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DiscountCommon


@tagged("post_install", "-at_install")
class TestDefinitions(DiscountCommon):
    """Rules are checked, said in words, logged and protected."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls._group("A", name="Seasonal")
        cls.other_company = cls.env["res.company"].create({"name": "Másik Kft."})

    def _refused(self, kind, action, *args, **values):
        with (
            self.assertRaises(kind),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            action(*args, **values)
            self.env.flush_all()

    def test_what_the_database_refuses(self):
        rule = self._rule("R", self.group, (10, 5))
        for values in (
            {"date_start": "2026-12-01", "date_end": "2026-11-01"},
            {"benefit": "amount_total"},
            {"benefit": "free_qty", "measure": "order_amount"},
        ):
            with self.subTest(**values):
                self._refused(ValidationError, rule.write, values)
        tiers = self.env["crm.discount.tier"]
        twice = {"rule_id": rule.id, "min_value": 10}
        self._refused(IntegrityError, tiers.create, twice)
        self._refused(IntegrityError, rule.tier_ids.write, {"value": -1})
        self._refused(IntegrityError, self.group.write, {"cap_percent": 101})
        self._refused(IntegrityError, self.company.write, {"discount_min_margin_percent": 100})

    def test_what_is_refused_with_words(self):
        rule = self._rule("R", self.group, (10, 5))
        self._refused(ValidationError, rule.tier_ids.write, {"value": 101})
        free = {"benefit": "free_qty", "tier_ids": [Command.clear()]}
        rule.write(free)
        rows = [Command.create({"min_value": 0, "value": 1})]
        self._refused(ValidationError, rule.write, {"tier_ids": rows})

    def test_codes(self):
        self._rule("R", self.group)
        self._refused(IntegrityError, self._rule, "R", self.group)
        self._refused(ValidationError, self._rule, "R", self.group, company_id=False)
        self._rule("R", self.group, company_id=self.other_company.id)
        shared = self._rule("S", self.group, company_id=False)
        self._refused(ValidationError, self._rule, "S", self.group)
        self.assertEqual(shared.copy().code, "S (copy)")
        self.assertEqual(shared.copy({"active": False}).code, "S (copy 2)")
        self.assertEqual(shared.copy().code, "S (copy 3)")
        self.assertEqual(self.group.copy().code, "A (copy)")
        self.assertEqual(self.group.copy().code, "A (copy 2)")
        self._refused(IntegrityError, self._group, "A")

    def test_sentence(self):
        rule = self._rule(
            "R",
            self.group,
            (10, 5),
            (50, 8),
            categ_ids=[Command.set(self.categories["hand_tools"].ids)],
            partner_category_ids=[Command.set(self.partner_categories["reseller"].ids)],
            date_start="2026-11-01",
            date_end="2026-11-30",
        )
        self.assertEqual(
            rule.with_context(lang="en_US").sentence,
            "5% off from 10, 8% off from 50, on all / tools / hand_tools, for reseller, "
            "11/01/2026 – 11/30/2026, group Seasonal: The best one",
        )

    def test_warnings(self):
        strong = self._rule("STRONG", self.group, (5, 10))
        weak = self._rule("WEAK", self.group, (5, 5), (10, 10))
        self.assertFalse(strong.warning)
        self.assertIn("can never win: Rule STRONG", weak.warning)
        strong.tier_ids.min_value = 6
        weak.invalidate_recordset(["warning"])
        self.assertFalse(weak.warning)
        self.assertIn("no tiers", self._rule("EMPTY", self.group).warning)
        falling = self._rule("FALLING", self.group, (5, 5), (10, 4))
        self.assertIn("higher tier grants less", falling.warning)
        product = self._product("Festék", 1000, cost=800)
        cheap = self._rule("CHEAP", self.group, (1, 25), product_ids=[Command.link(product.id)])
        self.assertIn("below cost", cheap.warning)
        user = self._user("seller", "sales_team.group_sale_salesman")
        self.assertNotIn("cost", cheap.with_user(user).warning or "")

    def test_rules_that_stand_before(self):
        alone = self._rule("ALONE", self.group, (1, 2), exclusive="always")
        later = self._rule("LATER", self.group, (10, 50))
        self.assertIn("can never win: Rule ALONE always stands alone", later.warning)
        self.assertFalse(alone.warning)
        first = self._group("F", policy="first")
        one = self._rule("ONE", first, (5, 1), sequence=1, measure="line_amount")
        two = self._rule("TWO", first, (6, 50), sequence=2, measure="line_amount")
        self.assertIn("can never win: Rule ONE always comes first", two.warning)
        two.tier_ids.min_value = 4
        (one | two).invalidate_recordset(["warning"])
        self.assertEqual([one.warning, two.warning], ["", ""])

    def test_overlap_is_told(self):
        tools, hand = ([Command.set(self.categories[name].ids)] for name in ("tools", "hand_tools"))
        hammer = self._product("Kalapács", category="hand_tools")
        wide = self._rule("WIDE", self.group, categ_ids=tools, date_end="2026-11-30")
        narrow = self._rule("NARROW", self.group, categ_ids=hand)
        single = self._rule("SINGLE", self.group, product_ids=[Command.set(hammer.ids)])
        self._rule("PAINT", self.group, categ_ids=[Command.set(self.categories["paint"].ids)])
        self.assertIn("Rule NARROW, Rule SINGLE. Of these counts: The best one.", wide.overlap)
        self.assertIn(": Rule SINGLE, Rule WIDE.", narrow.overlap)
        narrow.excluded_product_ids = hammer
        single.invalidate_recordset(["overlap"])
        self.assertIn(": Rule WIDE.", single.overlap)
        wide.partner_category_ids = self.partner_categories["builder"]
        single.partner_category_ids = self.partner_categories["retail"]
        self.assertFalse(single.overlap)
        narrow.date_start = "2026-12-01"
        self.assertFalse(wide.overlap)

    def test_below_cost_in_a_category(self):
        self._product("Kalapács", 1000, cost=800, category="hand_tools")
        hand = [Command.set(self.categories["hand_tools"].ids)]
        tools = [Command.set(self.categories["tools"].ids)]
        cases = (
            ("P20", {"categ_ids": tools}, 20, False),
            ("P21", {"categ_ids": tools}, 21, True),
            ("ALL", {}, 21, True),
            ("NOT", {"categ_ids": tools, "excluded_categ_ids": hand}, 90, False),
            ("UNIT", {"categ_ids": hand, "benefit": "amount_unit"}, 201, True),
            ("UNIT2", {"categ_ids": hand, "benefit": "amount_unit"}, 200, False),
            ("FIX", {"categ_ids": hand, "benefit": "fixed_price"}, 799, True),
            ("FIX2", {"categ_ids": hand, "benefit": "fixed_price"}, 800, False),
        )
        for code, values, value, is_below in cases:
            with self.subTest(code):
                rule = self._rule(code, self._group(code), (1, value), **values)
                self.assertEqual("below cost" in (rule.warning or ""), is_below)

    def test_rules_go_to_a_spreadsheet_and_come_back(self):
        rule = self._rule(
            "R", self.group, (10, 5), (50, 8), categ_ids=[Command.set(self.categories["tools"].ids)]
        )
        columns = ["id", "code", "name", "group_id", "categ_ids", "tier_ids/min_value"]
        columns += ["tier_ids/value", "tier_ids/id", "date_end"]
        rows = rule.export_data(columns)["datas"]
        self.assertEqual(len(rows), 2)
        rows[0][columns.index("date_end")] = "2026-12-31"
        rows[1][columns.index("tier_ids/value")] = "9"
        texts = [["" if each is False else str(each) for each in row] for row in rows]
        result = self.env["crm.discount.rule"].load(columns, texts)
        self.assertFalse(result["messages"])
        self.assertEqual(result["ids"], rule.ids)
        self.assertEqual(rule.tier_ids.mapped("value"), [5, 9])
        self.assertEqual(str(rule.date_end), "2026-12-31")
        # as new rules, without the identifiers
        new = [[*row] for row in texts]
        for row in new:
            row[columns.index("id")] = row[columns.index("tier_ids/id")] = ""
        new[0][columns.index("code")] = "R2"
        result = self.env["crm.discount.rule"].load(columns, new)
        self.assertFalse(result["messages"])
        made = self.env["crm.discount.rule"].browse(result["ids"])
        self.assertEqual((made.code, made.tiers_text), ("R2", "10 → 5; 50 → 9"))

    def test_any_change_of_rules_is_another_book(self):
        rules = self.env["crm.discount.rule"]
        stamps = {rules._discount_stamp()}
        rule = self._rule("R", self.group, (10, 5))
        self.env.flush_all()
        # as other transactions would have written them, one of them begun long ago
        for statement in (
            "UPDATE crm_discount_tier SET value = 6, write_date = now() + interval '1 second'",
            "UPDATE crm_discount_rule SET write_date = write_date - interval '1 hour'",
            "DELETE FROM crm_discount_tier",
        ):
            stamps.add(rules._discount_stamp())
            self.env.cr.execute(statement)
        stamps.add(rules._discount_stamp())
        self.assertEqual(len(stamps), 5)
        self.assertTrue(rule.exists())

    def test_changes_are_logged(self):
        rule = self._rule("R", self.group, (10, 5))
        self.env.flush_all()
        self.env.cr.precommit.run()
        rule.tier_ids.value = 7
        self.env.flush_all()
        self.env.cr.precommit.run()
        values = rule.message_ids.sudo().tracking_value_ids
        self.assertEqual(
            (values[:1].old_value_char, values[:1].new_value_char), ("10 → 5", "10 → 7")
        )

    def test_rights(self):
        rule = self._rule("R", self.group, (10, 5))
        self._rule("OTHER", self.group, company_id=self.other_company.id)
        seller = self._user("seller", "sales_team.group_sale_salesman")
        mine = self.env["crm.discount.rule"].with_user(seller)
        self.assertEqual(mine.search([]), rule)
        for record in (rule, rule.tier_ids, self.group):
            with self.assertRaises(AccessError):
                record.with_user(seller).check_access("write")
        manager = self._user("head", "sales_team.group_sale_manager")
        rule.with_user(manager).tier_ids.value = 6
        self.assertEqual(rule.tier_ids.value, 6)

    def test_a_salesperson_prices_and_sees_why(self):
        self.company.write({"discount_use_margin_floor": True, "discount_min_margin_percent": 10})
        self._rule("R", self.group, (2, 50), (20, 60))
        self._rule("NEVER", self.group, (5000, 5))
        seller = self._user("seller", "sales_team.group_sale_salesman")
        order = self._order(
            (self._product("Festék", 1000, cost=810), 3), user_id=seller.id
        ).with_user(seller)
        order.order_line.product_uom_qty = 10
        # cost 810 is 90 % of 900
        self.assertEqual(order.order_line.price_subtotal, 9000)
        self.assertEqual(order.order_line.discount_trace_ids.amount, 1000)
        text = order.order_line.discount_explanation
        self.assertIn("Rule R (R)", text)
        self.assertIn("Rule R: +10 gives 60 % instead of 50 %", text)
        self.assertIn("lowest margin", text)
        self.assertNotIn("Margin:", text)
        head = self._user("head", "sales_team.group_sale_manager")
        text = order.order_line.with_user(head).with_context(lang="en_US").discount_explanation
        self.assertIn("(10.0%)", text)
        self.assertIn("Rule NEVER (NEVER): its first tier is not reached", text)
