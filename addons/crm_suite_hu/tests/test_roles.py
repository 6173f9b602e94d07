"""What each role may do, and refused: the rest."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_roles import RoleCase
from .rights import MODEL_RIGHTS, OPERATIONS, RIGHTS, ROLES, parse

# Saved export templates are a tool of one's own that comes with the right to export.
OWN_TOOLS = {"ir.exports", "ir.exports.line"}


@tagged("post_install", "-at_install")
class TestRoleRights(RoleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_documents()

    def _allowed(self, records):
        return "".join(key for key, name in OPERATIONS.items() if records.has_access(name))

    def test_documents(self):
        """Each role may do with each document what its job needs and no more."""
        for name, role, letters in parse(RIGHTS):
            with self.subTest(document=name, role=role):
                record = self.documents[name].with_user(self.users[role])
                self.assertEqual(len(record), 1)
                self.assertEqual(self._allowed(record), letters)

    def test_models(self):
        for model, role, letters in parse(MODEL_RIGHTS):
            with self.subTest(model=model, role=role):
                self.assertEqual(self._allowed(self.env_of(role)[model]), letters)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_refused_in_deed(self):
        """The table is what happens: a list shows no foreign record, a change is refused."""
        own, other = self.documents["own_opportunity"], self.documents["other_opportunity"]
        env = self.env_of("salesperson")
        self.assertEqual(env["crm.lead"].search([("id", "in", (own + other).ids)]).ids, own.ids)
        for name, change in (
            ("other_opportunity", lambda record: record.read(["name"])),
            ("other_opportunity", lambda record: record.write({"name": "Mine"})),
            ("other_order", lambda record: record.write({"note": "x"})),
            ("own_order", lambda record: record.unlink()),
            ("own_invoice", lambda record: record.write({"ref": "x"})),
            ("own_invoice", lambda record: record.button_draft()),
        ):
            with self.subTest(document=name), self.assertRaises(AccessError):
                change(self.documents[name].with_env(env))

    def test_management_changes_nothing(self):
        """Management may write no model that a plain internal user may not."""
        access = self.env["ir.model.access"]
        plain = self.make_user("plain")
        for mode in ("write", "create", "unlink"):
            allowed = access.with_user(self.users["management"])._get_allowed_models(mode)
            common = access.with_user(plain)._get_allowed_models(mode)
            extra = {name for name in allowed - common if not self.env[name]._transient}
            self.assertLessEqual(extra, OWN_TOOLS, mode)

    def test_only_the_accountant_posts(self):
        draft = self.documents["own_invoice"].copy()
        for role in ROLES:
            if role in ("accountant", "administrator"):
                continue
            with self.subTest(role=role), self.assertRaises(AccessError):
                draft.with_user(self.users[role]).action_post()
        draft.with_user(self.users["accountant"]).action_post()
        self.assertEqual(draft.state, "posted")

    def test_only_the_administrator_gives_roles(self):
        for role in ROLES[:-1]:
            with self.subTest(role=role), self.assertRaises(AccessError):
                user = self.users[role].with_user(self.users[role])
                user.group_ids = [Command.link(self.env.ref("base.group_system").id)]


@tagged("post_install", "-at_install")
class TestRolesTogether(RoleCase):
    """A user with two roles may do what either of them may."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_documents()

    def _combine(self, *roles):
        return self.make_user("+".join(roles), *(f"crm_suite_hu.group_{role}" for role in roles))

    def _check(self, user, expected):
        for name, letters in expected.items():
            record = self.documents[name].with_user(user)
            allowed = "".join(key for key, mode in OPERATIONS.items() if record.has_access(mode))
            self.assertEqual(allowed, letters, name)

    def test_salesperson_and_front_office(self):
        """Foreign orders are seen, as by the front office, and not changed."""
        user = self._combine("salesperson", "front_office")
        self._check(user, {"other_order": "r", "other_order_line": "r", "other_invoice": ""})

    def test_salesperson_and_customer_service(self):
        user = self._combine("salesperson", "customer_service")
        self._check(user, {"other_invoice": "r", "other_delivery": "rwcu", "vendor_bill": ""})

    def test_salesperson_and_management(self):
        user = self._combine("salesperson", "management")
        self.documents["own_opportunity"].user_id = user
        self._check(user, {"other_opportunity": "r", "own_opportunity": "rwc", "ticket": "r"})

    def test_marketer_and_management(self):
        user = self._combine("marketer", "management")
        self._check(user, {"campaign": "rwcu", "mailing": "rwcu", "vendor_bill": "r"})

    def test_odoo_group_beside_a_role(self):
        """A right given by one of Odoo's own groups is not taken away by a role."""
        groups = ("crm_suite_hu.group_front_office", "stock.group_stock_user")
        user = self.make_user("front+stock", *groups)
        self._check(user, {"own_operation": "rwcu", "own_delivery": "rwcu"})


@tagged("post_install", "-at_install")
class TestRolesAtWork(RoleCase):
    """Each role can do its job with its own rights."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_documents()

    def test_salesperson_sells(self):
        env = self.env_of("salesperson")
        partner = env["res.partner"].create({"name": "Új Vevő Kft."})
        lead = env["crm.lead"].create(
            {"name": "Roof", "type": "opportunity", "partner_id": partner.id}
        )
        order = env["sale.order"].create(
            {
                "partner_id": partner.id,
                "opportunity_id": lead.id,
                "order_line": [Command.create({"product_id": self.product.id})],
            }
        )
        order.action_confirm()
        self.assertEqual((order.state, order.user_id, order.delivery_count), ("sale", env.user, 1))
        order.order_line.qty_delivered = 1
        wizard = env["sale.advance.payment.inv"].with_context(active_ids=order.ids).create({})
        wizard.create_invoices()
        self.assertEqual(order.invoice_ids.state, "draft")

    def test_sales_manager_leads(self):
        env = self.env_of("sales_manager")
        order = self.documents["own_order"].with_env(env)
        order.user_id = env.user
        product = env["product.template"].create({"name": "Roof tile", "list_price": 450})
        product.list_price = 460
        self.assertEqual(order.user_id, env.user)
        self.assertEqual(product.list_price, 460)

    def test_marketer_prepares_a_campaign(self):
        env = self.env_of("marketer")
        campaign = env["utm.campaign"].create({"title": "Autumn"})
        mailing = env["mailing.mailing"].create(
            {
                "subject": "Autumn",
                "campaign_id": campaign.id,
                "mailing_model_id": env["ir.model"]._get_id("res.partner"),
                "mailing_domain": [("id", "=", self.customer.id)],
            }
        )
        self.assertEqual(mailing.total, 1)
        self.assertEqual(campaign.mailing_mail_ids, mailing)

    def test_customer_service_delivers_and_takes_back(self):
        env = self.env_of("customer_service")
        picking = self.documents["own_delivery"].with_env(env)
        picking.move_ids.quantity = 1
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        wizard = (
            env["stock.return.picking"]
            .with_context(active_id=picking.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.quantity = 1
        back = env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        back.button_validate()
        self.assertEqual((back.state, back.move_ids.quantity), ("done", 1))

    def test_front_office_takes_a_report(self):
        env = self.env_of("front_office")
        partner = env["res.partner"].create({"name": "Telefonáló Béla", "phone": "+3615550100"})
        ticket = env["helpdesk.ticket"].create(
            {"name": "Broken", "description": "Broken", "partner_id": partner.id}
        )
        ticket.user_id = self.users["customer_service"]
        self.assertEqual(ticket.with_env(self.env_of("customer_service")).partner_id, partner)

    def test_accountant_bills_and_collects(self):
        env = self.env_of("accountant")
        invoice = self.documents["own_invoice"].with_env(env)
        wizard = (
            env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({})
        )
        wizard.action_create_payments()
        self.assertIn(invoice.payment_state, ("paid", "in_payment"))
