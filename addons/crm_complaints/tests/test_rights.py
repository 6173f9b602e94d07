from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import ComplaintCase

HIDDEN = (
    "cost_total", "root_cause_id", "liable", "escalation_level", "decision_reason",
    "complaint_line_ids", "settlement_ids", "corrective_action", "value_total",
)  # fmt: skip
BELONGINGS = (
    "crm.complaint.line", "crm.complaint.settlement", "crm.complaint.settlement.line",
    "crm.escalation.event", "helpdesk.ticket.transfer", "helpdesk.ticket.pause",
)  # fmt: skip


@tagged("post_install", "-at_install")
class TestRights(ComplaintCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls.complain(cls.sell())
        cls.ticket.action_settle("refund", [{"line_id": cls.ticket.complaint_line_ids.id}])
        cls.ticket.action_escalate("Because")
        cls.ticket.action_pass_on("Because", cls.manager.id)
        cls.ticket.stage_id = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_awaiting")

    def count(self, user, model):
        records = self.env[model].with_user(user).sudo(False)
        return records.search_count([]) if records.has_access("read") else None

    def test_who_sees_what_belongs_to_a_ticket(self):
        own = self._user("own", "helpdesk_mgmt.group_helpdesk_user_own")
        plain = self._user("plain", "base.group_user")
        sales = self._user("sales", "sales_team.group_sale_salesman_all_leads")
        for model in BELONGINGS:
            with self.subTest(model=model):
                self.assertGreaterEqual(self.count(self.manager, model), 1)
                self.assertGreaterEqual(self.count(self.clerk, model), 1)
                for user in (own, plain, sales):
                    self.assertEqual(self.count(user, model), 0)
        self.ticket.user_id = own
        for model in BELONGINGS:
            with self.subTest(model=model):
                self.assertEqual(self.count(own, model), 1)

    def test_companies_are_kept_apart(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env,
            login="complaints_stranger",
            groups="helpdesk_mgmt.group_helpdesk_manager",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        for model in BELONGINGS:
            with self.subTest(model=model):
                self.assertEqual(self.count(stranger, model), 0)
        values = {"order": self.ticket.sale_order_id.name}
        with self.refused("no confirmed one"):
            self.tickets.with_user(stranger).sudo(False).open_complaint(values)

    def test_the_log_cannot_be_typed_in(self):
        for model, values in (
            ("crm.escalation.event", {"ticket_id": self.ticket.id, "level": 1, "reason": "x"}),
            ("crm.complaint.settlement", {"ticket_id": self.ticket.id, "method": "refund"}),
        ):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.manager).sudo(False).create(values)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_the_portal_sees_no_costs_and_causes(self):
        portal = new_test_user(self.env, "complaints_portal", "base.group_portal")
        self.ticket.partner_id = portal.partner_id
        own = self.ticket.with_user(portal).sudo(False)
        self.assertEqual(own.read(["name", "kind"])[0]["kind"], "complaint")
        for name in HIDDEN:
            with self.subTest(field=name), self.assertRaises(AccessError):
                own.read([name])

    def test_salespeople_still_open_deliveries(self):
        delivery = self.ticket.sale_order_id.picking_ids[:1]
        shown = {}
        for name, group in (
            ("seller", "sales_team.group_sale_salesman_all_leads"),
            # with contacts: carriers have addresses, which Odoo reads for who opens a delivery
            ("storeman", "stock.group_stock_user,base.group_partner_manager"),
        ):
            own = delivery.with_user(self._user(name, group)).sudo(False)
            fields = etree.fromstring(own.get_view(view_type="form")["arch"]).iter("field")
            of_picking = [field.get("name") for field in fields if not self._nested(field)]
            shown[name] = {"repair_ids", "nbr_repairs"} & set(of_picking)
            own.invalidate_recordset()
            self.assertTrue(own.read(of_picking))
        self.assertEqual(shown, {"seller": set(), "storeman": {"repair_ids", "nbr_repairs"}})

    def _nested(self, node):
        """Tell whether a field belongs to a list or form within the form."""
        return any(parent.tag == "field" for parent in node.iterancestors())

    def test_the_public_changes_no_stages(self):
        public = self.env.ref("base.public_user")
        stages = self.env["helpdesk.ticket.stage"].with_user(public)
        self.assertTrue(stages.has_access("read"))
        self.assertFalse(stages.has_access("write"))


@tagged("post_install", "-at_install")
class TestClosing(HttpCase):
    def setUp(self):
        super().setUp()
        self.done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self.mine, self.other = (
            new_test_user(self.env, f"complaints_{name}", "base.group_portal")
            for name in ("mine", "other")
        )
        self.ticket = self.env["helpdesk.ticket"].create(
            {"name": "x", "description": "x", "partner_id": self.mine.partner_id.id}
        )

    def close(self, user, stage):
        self.authenticate(user.login, user.login)
        self.url_open(f"/ticket/close?ticket_id={self.ticket.id}&stage_id={stage}")
        self.ticket.invalidate_recordset()

    def test_nobody_closes_a_stranger_s_ticket(self):
        self.close(self.other, self.done.id)
        self.assertFalse(self.ticket.closed)

    def test_only_into_a_stage_that_is_offered(self):
        rejected = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_rejected")
        for stage in (rejected.id, 0, "x", ""):
            self.close(self.mine, stage)
            self.assertFalse(self.ticket.closed)

    def test_one_s_own_ticket(self):
        self.close(self.mine, self.done.id)
        self.assertTrue(self.ticket.closed)

    def test_bad_numbers_do_no_harm(self):
        self.authenticate("complaints_mine", "complaints_mine")
        for query in ("", "?ticket_id=x", f"?ticket_id=999999999&stage_id={self.done.id}"):
            self.assertEqual(self.url_open(f"/ticket/close{query}").status_code, 200)
