from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DiscountCommon


@tagged("post_install", "-at_install")
class TestFaults(DiscountCommon):
    """Bad input is refused in words, or changes no price."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("hu_HU")
        cls.group = cls._group("A", "sum")
        cls.rule = cls._rule("R", cls.group, (10, 5), (50, 8))
        cls.paint = cls._product("Festék", 600, category="paint")

    def _told(self, records, method, values, lang):
        """What a screen or a program is told that asks for this."""
        records = records.with_context(lang=lang)
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                getattr(records, method)(*([] if values is None else [values]))
                self.env.flush_all()
        except UserError as error:
            return str(error)
        except IntegrityError as error:
            # as Odoo's server words it
            model = self.env[error.diag.table_name.replace("_", ".")]
            return model.with_context(lang=lang)._sql_error_to_message(error)
        return None

    def _rows(self, *rows):
        return [Command.create({"min_value": least, "value": value}) for least, value in rows]

    def test_definitions_are_refused_in_both_languages(self):
        tier = self.rule.tier_ids[:1]
        dates = {"date_start": "2026-12-01", "date_end": "2026-11-01"}
        free = {"benefit": "free_qty", "tier_ids": [Command.clear(), *self._rows((0, 1))]}
        cases = (
            (self.rule, dates, "comes before its first", "megelőzi"),
            (self.rule, {"tier_ids": self._rows((10, 7))}, "same value", "ugyan"),
            (self.rule, {"tier_ids": self._rows((70, -1))}, "negative", "negatív"),
            (self.rule, {"tier_ids": self._rows((70, 101))}, "more than 100", "100"),
            (self.rule, {"benefit": "amount_total"}, "measure of the order", "rendelés"),
            (self.rule, free, "above zero", "null"),
            (tier, {"min_value": 50}, "same value", "ugyan"),
            (self.group, {"cap_percent": 120}, "between 0 and 100", "0 és 100"),
            (self.company, {"discount_max_percent": -1}, "between 0 and 100", "0 és 100"),
        )
        for records, values, english, hungarian in cases:
            with self.subTest(**values):
                self.assertIn(english, self._told(records, "write", values, "en_US") or "")
                self.assertIn(hungarian, self._told(records, "write", values, "hu_HU") or "")
        self.assertEqual(self._order((self.paint, 10)).order_line.discount, 5)

    def test_tiers_out_of_order(self):
        rule = self._rule("MIXED", self._group("B"), (50, 20), (1, 1), (10, 10))
        self.rule.active = False
        for quantity, discount in ((1, 1), (9, 1), (10, 10), (49, 10), (50, 20)):
            self.assertEqual(self._order((self.paint, quantity)).order_line.discount, discount)
        self.env.invalidate_all()
        self.assertEqual(rule.tier_ids.mapped("min_value"), [1, 10, 50])

    def test_a_loop_of_categories(self):
        for names in (self.categories, self.partner_categories):
            top, *_rest, last = names.values()
            child = next(each for each in names.values() if each.parent_id == top)
            message = self._told(top, "write", {"parent_id": child.id}, "en_US")
            self.assertTrue(message and last)
        self.rule.categ_ids = self.categories["all"]
        self.assertEqual(self._order((self.paint, 10)).order_line.discount, 5)

    def test_a_category_moved_under_another(self):
        self.rule.categ_ids = self.categories["tools"]
        self.assertEqual(self._order((self.paint, 10)).order_line.discount, 0)
        self.categories["paint"].parent_id = self.categories["hand_tools"]
        self.assertEqual(self._order((self.paint, 10)).order_line.discount, 5)

    def test_a_missing_rate_stops_money_only(self):
        self.env["res.currency.rate"].search([]).unlink()
        dollar = self.env.ref("base.USD")
        dollar.active = True
        dollars = self.pricelist.copy({"name": "USD", "currency_id": dollar.id})
        order = self._order((self.paint, 10), pricelist_id=dollars.id)
        self.assertEqual(order.order_line.discount, 5)
        rows = {"measure": "order_amount", "tier_ids": [Command.clear(), *self._rows((1000, 5))]}
        self.rule.write(rows)
        for lang, words in (("en_US", "no exchange rate"), ("hu_HU", "árfolyam")):
            with self.assertRaises(UserError) as refused, self.env.cr.savepoint():
                order = self.env["sale.order"].with_context(lang=lang)
                line = {"product_id": self.paint.id, "product_uom_qty": 10}
                order.create(
                    {
                        "partner_id": self.partner.id,
                        "pricelist_id": dollars.id,
                        "order_line": [Command.create(line)],
                    }
                )
            self.assertIn(words, str(refused.exception))

    def test_a_rule_deleted_while_an_order_is_open(self):
        order = self._order((self.paint, 10))
        other = self._order((self.paint, 10))
        self.rule.unlink()
        self.env.invalidate_all()
        # sending and confirming keep what was offered; the name stays
        self.assertTrue(order.discount_rules_changed)
        order.action_quotation_sent()
        order.action_confirm()
        self.assertEqual(order.order_line.discount, 5)
        self.assertEqual(order.order_line.discount_trace_ids.mapped("name"), ["Rule R"])
        self.assertEqual(order._create_invoices().amount_untaxed, 5700)
        self.assertTrue(order.order_line.discount_explanation)
        # the next change of the open one goes by the rules that are left
        other.order_line.product_uom_qty = 11
        self.assertEqual(other.order_line.discount, 0)
        self.assertFalse(other.order_line.discount_trace_ids)

    def test_a_product_archived_while_an_order_is_open(self):
        self.rule.product_ids = self.paint
        order = self._order((self.paint, 10))
        self.paint.action_archive()
        self.rule.active = False
        self.rule.active = True
        order.order_line.product_uom_qty = 50
        self.assertEqual(order.order_line.discount, 8)
        self.assertEqual(order.copy().order_line.discount, 8)
        self.assertIn("Festék", self.rule.sentence)
        order.action_confirm()
        self.assertEqual(order._create_invoices().amount_untaxed, 27600)

    def test_what_a_rule_names_is_not_deleted(self):
        """A rule for one customer must not become one for everybody when he goes."""
        parent = self.env["product.category"].create({"name": "Top"})
        named = {
            "partner_ids": self.env["res.partner"].create({"name": "Nagy Kft."}),
            "partner_category_ids": self.partner_categories["gold_reseller"],
            "pricelist_ids": self.pricelist.copy({"name": "Akciós"}),
            "product_ids": self._product("Ecset"),
            "product_tmpl_ids": self._product("Henger").product_tmpl_id,
            "categ_ids": self.env["product.category"].create(
                {"name": "Sub", "parent_id": parent.id}
            ),
        }
        for name, record in named.items():
            self.rule[name] = record
            with self.subTest(name):
                told = self._told(record, "unlink", None, "en_US")
                self.assertIn("Rule R (R) names", told or "")
                self.assertIn(
                    "kedvezményszabály", self._told(record, "unlink", None, "hu_HU") or ""
                )
                self.assertEqual(self._order((self.paint, 10)).order_line.discount, 0)
                self.rule[name] = False
        self.rule.categ_ids = named["categ_ids"]
        self.assertIn("names", self._told(parent, "unlink", None, "en_US") or "")
        self.rule.categ_ids = False
        for record in named.values():
            record.unlink()
        self.assertEqual(self._order((self.paint, 10)).order_line.discount, 5)
