from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_audience import MARKETER, AudienceCase

HOSTILE = (
    "[('signup_type', '!=', False)]",
    "import os",
    "__import__('os').system('id')",
    "[('name', '=', open('/etc/passwd').read())]",
    "[('no_such_field', '=', 1)]",
    "[('name', 'no such operator', 1)]",
    "[('name; DROP TABLE res_partner', '=', 1)]",
    "[('user_ids.password', '=like', 'a%')]",
    "[('user_ids', 'any', [('password', '=like', 'a%')])]",
    "[('user_ids', 'any!', [('id', '>', 0)])]",
    "[('bank_ids.partner_id.user_ids.api_key_ids.key', '!=', False)]",
    "[('signup_type', '!=', False)]",
    "[('id', '=', 'abc')]",
    "[('create_date', '>', 'some day')]",
    "[('name', '=', 'a\\0b')]",
    "[('id', 'in', {'a': 1})]",
    "['|', ('id', '=', 1)]",
    "{'a': 1}",
    "[1, 2]",
    "'[]'",
    "[" * 5000,
    "[('id', '=', 1)" + " " * 200_000 + "]",
)


@tagged("post_install", "-at_install")
class TestAudienceRights(AudienceCase):
    """Nobody reads through an audience what he may not read directly."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order(cls.anna, [(cls.paint, 1, 100)])
        cls.secret = cls.order(cls.bela, [(cls.paint, 1, 900)])
        cls.buys = {"metric": "order_count", "operator": ">", "value": 0}

    def hide(self, model, domain, groups=MARKETER):
        self.env["ir.rule"].create(
            {
                "name": "Hidden",
                "model_id": self.env["ir.model"]._get(model).id,
                "groups": [Command.link(self.env.ref(groups).id)],
                "domain_force": domain,
            }
        )

    def test_hostile_domains_are_refused(self):
        audience = self.audience()
        for domain in HOSTILE:
            with self.subTest(domain=domain[:60]):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    audience.domain = domain
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    self.audience(domain=domain)

    def test_unknown_figures_and_operators_are_named(self):
        for criterion, named in (
            ({"metric": "password", "operator": "=", "value": 1}, "order_count"),
            ({"metric": "order_count", "operator": "like", "value": 1}, "between"),
            ({"join": "xor"}, "none"),
            ({"metric": "ticket_counts", "operator": ">", "value": 1}, "order_amount"),
            ({"metric": "order_count", "operator": ">", "value": {"a": 1}}, "no value"),
            ({"metric": "order_count", "operator": ">", "value": "1) OR (1=1"}, "no number"),
            ({"metric": "order_count", "operator": ">"}, "is empty"),
            ({}, "either"),
            ({"join": "all", "metric": "order_count"}, "either"),
            ({"metric": "balance", "operator": ">", "value": 1, "period_days": 3}, "no period"),
            ({**self.buys, "period_days": 3, "date_from": "2026-01-01"}, "remove one"),
        ):
            with (
                self.subTest(criterion=criterion),
                self.assertRaisesRegex(UserError, named),
                self.env.cr.savepoint(),
            ):
                self.audience(criterion)

    def test_a_figure_of_a_missing_addon_says_so(self):
        asked = {"metric": "ticket_count", "operator": ">", "value": 1}
        if "helpdesk.ticket" in self.env:
            self.assertFalse(self.audience(asked).member_ids)
            return
        with self.assertRaisesRegex(UserError, "crm_complaints"):
            self.audience(asked)

    def test_names_in_values_are_no_sql(self):
        audience = self.audience(
            {"metric": "responded", "operator": "=", "value": "x') OR TRUE --"}
        )
        with self.assertRaisesRegex(UserError, "is not among"):
            audience.refresh()

    def test_customers_whom_he_may_not_read_are_not_in(self):
        audience = self.audience()
        self.assertIn(self.dani, self.members(audience))
        self.hide("res.partner", f"[('id', '!=', {self.dani.id})]")
        self.env.invalidate_all()
        self.assertNotIn(self.dani, audience.member_ids.partner_id)
        self.assertEqual(audience.funnel()[0]["remaining"], 3)
        self.assertNotIn(self.dani, self.members(audience))
        with self.assertRaises(AccessError):
            audience.explain(self.dani.id)

    def test_orders_that_he_may_not_read_do_not_count(self):
        audience = self.audience(self.buys)
        self.assertEqual(self.members(audience), self.anna + self.bela)
        self.hide("sale.order", f"[('id', '!=', {self.secret.id})]")
        self.assertEqual(self.members(audience), self.anna)
        (criterion,) = audience.criterion_ids
        (row,) = (one for one in audience.explain(self.bela.id) if one["criterion_id"])
        self.assertEqual(
            (row["criterion_id"], row["passed"], row["value"]), (criterion.id, False, 0)
        )

    def test_lines_that_he_may_not_read_do_not_count(self):
        bought = {"metric": "bought_product", "operator": "in", "value": self.paint.ids}
        audience = self.audience(bought)
        self.hide("sale.order.line", f"[('order_id', '!=', {self.secret.id})]")
        self.assertEqual(self.members(audience), self.anna)

    def test_without_access_to_documents_nothing_is_counted(self):
        audience = self.audience(
            {"metric": "registered_event", "operator": "in", "value": ""},
        )
        for method in (audience.refresh, audience.funnel):
            with self.assertRaises(AccessError):
                method()

    def test_others_audiences_are_not_seen_but_shared_ones_are(self):
        hers = self.audience(self.buys, user=self.manager)
        shared = self.audience(self.buys, user=self.manager, user_id=False)
        shared.refresh()
        visible = (
            self.env["crm.audience"]
            .with_user(self.marketer)
            .search([("id", "in", (hers + shared).ids)])
        )
        self.assertEqual(visible, shared)
        self.assertEqual(visible.member_ids.partner_id, self.anna + self.bela)
        self.assertEqual(len(visible.criterion_ids), 1)
        self.assertEqual(self.members(visible), self.anna + self.bela)
        for attempt in (
            lambda: hers.with_user(self.marketer).refresh(),
            lambda: hers.with_user(self.marketer).funnel(),
            lambda: hers.with_user(self.marketer).explain(self.anna.id),
            lambda: hers.criterion_ids.with_user(self.marketer).read(["value"]),
            lambda: shared.with_user(self.marketer).write({"domain": "[]"}),
            lambda: shared.criterion_ids.with_user(self.marketer).write({"value": 5}),
            lambda: shared.criterion_ids.with_user(self.marketer).unlink(),
            lambda: shared.member_ids.with_user(self.manager).unlink(),
            lambda: self.audience(exclude_audience_ids=[Command.set(hers.ids)]),
            lambda: self.audience(user_id=False),
            lambda: self.audience(user_id=self.manager.id),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()
        hers.refresh()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            hers.member_ids.with_user(self.marketer).read(["partner_id"])

    def test_an_excluded_audience_that_he_may_not_read_stops_him(self):
        hers = self.audience(user=self.manager)
        mine = self.audience()
        self.env["crm.audience"].browse(mine.id).exclude_audience_ids = hers
        for method in (mine.refresh, mine.funnel):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                method()
        named = self.audience({"metric": "member_of_audience", "operator": "!=", "value": hers.id})
        with self.assertRaises(AccessError):
            named.funnel()

    def test_an_audience_selects_with_its_owners_rights(self):
        audience = self.audience(self.buys)
        self.hide("sale.order", f"[('id', '!=', {self.secret.id})]")
        self.hide("sale.order", "[(1, '=', 1)]", "crm_campaign_hu.group_campaign_manager")
        his = audience.with_user(self.manager)
        self.assertEqual(self.members(his), self.anna)
        self.assertEqual(his.funnel()[-1]["remaining"], 2)
        for attempt in (
            lambda: his.write({"domain": "[]"}),
            lambda: his.criterion_ids.write({"value": 3}),
            lambda: his.criterion_ids.unlink(),
            lambda: his.write({"user_id": self.env.ref("base.user_admin").id}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()
        his.write({"user_id": self.manager.id, "domain": "[('id', '!=', 0)]"})
        self.assertLessEqual(self.anna + self.bela, self.members(his))

    def test_a_salesperson_has_no_audiences(self):
        seller = self.user("seller", "sales_team.group_sale_salesman")
        audience = self.audience().with_user(seller)
        for method in (audience.refresh, audience.funnel, lambda: audience.explain(self.anna.id)):
            with self.assertRaises(AccessError):
                method()

    def test_another_companys_audience_is_not_seen(self):
        other = self.env["res.company"].create({"name": "Other Kft."})
        self.env.user.company_ids |= other
        foreign = self.env["crm.audience"].create({"name": "Theirs", "company_id": other.id})
        foreign.user_id = False
        with self.assertRaises(AccessError):
            foreign.with_user(self.manager).refresh()
