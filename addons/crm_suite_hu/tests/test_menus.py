"""Every role sees the menus of its job, each of them opens, and nothing else is listed."""

from lxml import etree

from odoo import Command
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common_roles import RoleCase
from .rights import ROLES

EVERYBODY = ["mail.menu_root_discuss", "calendar.mail_menu_calendar"]
JOBS = {
    "salesperson": ["sales"],
    "sales_manager": ["sales"],
    "marketer": ["marketing"],
    "customer_service": ["service"],
    "front_office": ["front"],
    "accountant": ["finance"],
    "management": ["management"],
    "administrator": [
        "sales",
        "marketing",
        "service",
        "front",
        "finance",
        "management",
        "admin",
    ],
}
MANAGER_ONLY = {
    "crm_suite_hu.menu_sales_audiences",
    "crm_suite_hu.menu_sales_campaign_list",
    "crm_suite_hu.menu_sales_discount_bench",
    "crm_suite_hu.menu_sales_discount_groups",
    "crm_suite_hu.menu_sales_discount_turnover",
    "crm_suite_hu.menu_sales_forecast",
    "crm_suite_hu.menu_sales_import",
    "crm_suite_hu.menu_sales_setup",
    "crm_suite_hu.menu_sales_pricelists",
    "crm_suite_hu.menu_sales_report_salespeople",
}
# Filters that Odoo's own actions name and Odoo's own views do not have (a feature that is off).
ODOO_MISSES = {
    ("sale.action_order_report_products", "search_default_Product"),
    ("crm.crm_opportunity_report_action", "search_default_current"),
    ("crm.crm_opportunity_report_action", "search_default_filter_opportunity"),
}


class MenuCase(RoleCase):
    @classmethod
    def load_menus(cls, user):
        """Return the menus that the web client gets for this user, by external id."""
        menus = cls.env(user=user.id)["ir.ui.menu"].load_menus(False)
        by_xmlid = {menu["xmlid"]: menu for key, menu in menus.items() if key != "root"}
        roots = [menus[menu_id]["xmlid"] for menu_id in menus["root"]["children"]]
        return roots, by_xmlid

    @classmethod
    def own_menus(cls, user):
        return {
            xmlid: menu
            for xmlid, menu in cls.load_menus(user)[1].items()
            if xmlid.startswith("crm_suite_hu.")
        }


@tagged("post_install", "-at_install")
class TestMenusOfRoles(MenuCase):
    def test_top_menus(self):
        """One top menu for each job, before those that serve everybody."""
        for role, jobs in JOBS.items():
            expected = [f"crm_suite_hu.menu_{job}_root" for job in jobs] + EVERYBODY
            with self.subTest(role=role):
                roots, _menus = self.load_menus(self.users[role])
                if role == "administrator":
                    self.assertIn("base.menu_administration", roots)
                    self.assertIn("sale.sale_menu_root", roots)
                    roots = roots[: len(expected)]
                self.assertEqual(roots, expected)

    def test_top_menus_over_rpc(self):
        """The older calls agree with what the web client shows."""
        for role in ROLES:
            env = self.env_of(role)
            roots, _menus = self.load_menus(env.user)
            with self.subTest(role=role):
                names = env["ir.ui.menu"].load_menus_root()["children"]
                self.assertEqual([menu["xmlid"] for menu in names], roots)

    def test_manager_sees_more_than_salesperson(self):
        salesperson = set(self.own_menus(self.users["salesperson"]))
        manager = set(self.own_menus(self.users["sales_manager"]))
        self.assertLess(salesperson, manager)
        for xmlid in MANAGER_ONLY:
            self.assertIn(xmlid, manager - salesperson)

    def test_forecast_is_on_the_manager_menu(self):
        """Odoo's forecast with its own views, of everybody's opportunities."""
        menus = self.own_menus(self.users["sales_manager"])
        menu = menus["crm_suite_hu.menu_sales_forecast_pipeline"]
        action = self.env[menu["action_model"]].browse(menu["action_id"])
        odoo = self.env.ref("crm.crm_lead_action_forecast")
        self.assertEqual(action.search_view_id, odoo.search_view_id)
        self.assertEqual(action.view_ids.view_id, odoo.view_ids.view_id)
        self.assertNotIn("assigned_to_me", action.context)

    def test_order_of_work(self):
        """The day first, then from the opportunity to the analysis."""
        menus = self.own_menus(self.users["salesperson"])
        names = {menu["id"]: xmlid.removeprefix("crm_suite_hu.") for xmlid, menu in menus.items()}
        top = [names[child] for child in menus["crm_suite_hu.menu_sales_root"]["children"]]
        work = ["my_day", "opportunities", "customers", "documents", "catalogue", "reports"]
        self.assertEqual(top[: len(work)], [f"menu_sales_{name}" for name in work])

    def test_no_empty_menu(self):
        """A menu without an action has something under it."""
        for role in ROLES:
            for xmlid, menu in self.own_menus(self.users[role]).items():
                with self.subTest(role=role, menu=xmlid):
                    self.assertTrue(menu["action_id"] or menu["children"])

    def test_icons(self):
        roots = self.env["ir.ui.menu"].search([("parent_id", "=", False)])
        for root in roots:
            if root.get_external_id()[root.id].startswith("crm_suite_hu."):
                self.assertTrue(root.web_icon_data, root.name)


@tagged("post_install", "-at_install")
class TestOdooMenus(MenuCase):
    """Odoo's own apps: hidden for roles, untouched for everybody else."""

    def test_user_without_role(self):
        user = self.make_user("plain_seller", "sales_team.group_sale_salesman")
        roots, menus = self.load_menus(user)
        self.assertIn("sale.sale_menu_root", roots)
        self.assertIn("crm.crm_menu_root", roots)
        self.assertFalse([xmlid for xmlid in menus if xmlid.startswith("crm_suite_hu.")])

    def test_own_apps_shown_on_demand(self):
        user = self.users["salesperson"]
        self.assertNotIn("crm.crm_menu_root", self.load_menus(user)[0])
        user.group_ids = [Command.link(self.env.ref("crm_suite_hu.group_all_apps").id)]
        roots, _menus = self.load_menus(user)
        self.assertIn("crm.crm_menu_root", roots)
        self.assertIn("crm_suite_hu.menu_sales_root", roots)
        self.assertNotIn("account.menu_finance", roots, "rights stay what they are")

    def test_role_taken_away(self):
        user = self.users["salesperson"]
        self.load_menus(user)
        user.group_ids = [Command.unlink(self.env.ref("crm_suite_hu.group_salesperson").id)]
        roots, _menus = self.load_menus(user)
        self.assertNotIn("crm_suite_hu.menu_sales_root", roots)
        self.assertIn("contacts.menu_contacts", roots)

    def test_app_given_to_a_role(self):
        """An administrator adds a role to the groups of an app's menu: its users see the app."""
        user = self.users["salesperson"]
        self.assertNotIn("contacts.menu_contacts", self.load_menus(user)[0])
        group = self.env.ref("crm_suite_hu.group_salesperson")
        self.env.ref("contacts.menu_contacts").group_ids = [Command.link(group.id)]
        self.assertIn("contacts.menu_contacts", self.load_menus(user)[0])
        self.assertNotIn("contacts.menu_contacts", self.load_menus(self.users["marketer"])[0])

    def test_two_roles(self):
        groups = ("crm_suite_hu.group_marketer", "crm_suite_hu.group_front_office")
        roots, _menus = self.load_menus(self.make_user("two", *groups))
        jobs = ["crm_suite_hu.menu_marketing_root", "crm_suite_hu.menu_front_root"]
        self.assertEqual(roots, jobs + EVERYBODY)


@tagged("post_install", "-at_install")
class TestMenusOpen(MenuCase):
    """Each menu that a role sees opens: views, default filters, list, one record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_documents()

    def test_every_menu_opens(self):
        for role in ROLES:
            for xmlid, menu in self.own_menus(self.users[role]).items():
                if role == "administrator" and not xmlid.startswith("crm_suite_hu.menu_admin"):
                    continue  # the same menus as the other roles, with more rights
                if menu["action_id"]:
                    with self.subTest(role=role, menu=xmlid):
                        self._open(self.env_of(role), menu)

    def _open(self, env, menu):
        action = env[menu["action_model"]].browse(menu["action_id"])
        if menu["action_model"] == "ir.actions.client":
            return
        if menu["action_model"] == "ir.actions.server":
            values = action.run()
            if values["type"] == "ir.actions.client":
                return
        else:
            values = env["ir.actions.actions"]._for_xml_id(self._xmlid(action))
        model, domain = self._model_and_domain(env, values)
        views = self._load_views(model, values)
        self._check_filters(action, model, views)
        record = self._read_list(model, domain, views)
        if record and "form" in views and not model._transient:
            record.web_read(self._fields_of(views["form"]))

    def _fields_of(self, node):
        """Return what the web client asks for: the fields of a view and of its lists."""
        parent = node if node.tag == "field" else None
        spec = {}
        for child in node.iterdescendants("field"):
            if next(child.iterancestors("field"), None) is parent:
                inner = self._fields_of(child)
                spec[child.get("name")] = {"fields": inner} if inner else {}
        return spec

    def _xmlid(self, action):
        return action.with_user(self.env.user).get_external_id()[action.id]

    def _model_and_domain(self, env, values):
        names = {
            "uid": env.uid,
            "allowed_company_ids": env.user.company_ids.ids,
            "context": dict(env.context),
            "active_id": False,
            "active_ids": [],
        }
        context, domain = values.get("context") or {}, values.get("domain") or []
        context = safe_eval(context, names) if isinstance(context, str) else context
        domain = safe_eval(domain, names) if isinstance(domain, str) else domain
        return env[values["res_model"]].with_context(**context), domain

    def _load_views(self, model, values):
        self.assertTrue(model.has_access("read"), model._name)
        search = values.get("search_view_id") or [False]
        search_id = search[0] if isinstance(search, (list, tuple)) else search
        wanted = [*values["views"], (search_id, "search")]
        views = model.get_views([tuple(view) for view in wanted], {"toolbar": True})["views"]
        return {kind: etree.fromstring(view["arch"]) for kind, view in views.items()}

    def _check_filters(self, action, model, views):
        known = {node.get("name") for node in views["search"].iter("filter", "field")}
        wanted = {key for key in model.env.context if key.startswith("search_default_")}
        missing = {key for key in wanted if key.removeprefix("search_default_") not in known}
        xmlid = self._xmlid(action)
        self.assertFalse({key for key in missing if (xmlid, key) not in ODOO_MISSES}, xmlid)

    def _read_list(self, model, domain, views):
        path = "//field[not(ancestor::field or ancestor::groupby)]"
        columns = views["list"].xpath(path) if "list" in views else []
        spec = {node.get("name"): {} for node in columns} or {"id": {}}
        found = model.web_search_read(domain, spec, limit=1)["records"]
        return model.browse(found[0]["id"]) if found else model
