import base64
from contextlib import contextmanager

import psycopg2

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common_checks import NUMBER, CheckCase

OWN = ("partner.check", "check.register", "check.request", "check.list", "check.list.row")


@tagged("post_install", "-at_install")
class TestCheckRights(CheckCase):
    """Salespeople see results; managers set up and load lists; companies stay apart."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env, "check_manager", groups="crm_masterdata_import.group_check_manager"
        )
        cls.list = cls.env["crm.check.list"].create({"name": "Felszámolások"})
        cls.file = base64.b64encode(f"Név;Adószám\nA;{NUMBER};".encode()).decode()

    def rights(self, user):
        return {
            model: "".join(
                operation[0]
                for operation in ("read", "write", "create", "unlink")
                if self.env[f"crm.{model}"].with_user(user).has_access(operation)
            )
            for model in OWN
        }

    def test_who_may_what(self):
        nothing = dict.fromkeys(OWN, "")
        self.assertEqual(self.rights(self.seller), {**nothing, "partner.check": "r"})
        self.assertEqual(
            self.rights(self.manager),
            {
                "partner.check": "r",
                "check.register": "rw",
                "check.request": "ru",
                "check.list": "rwcu",
                "check.list.row": "r",
            },
        )

    def test_a_seller_loads_no_list_and_a_manager_does(self):
        partner = self.make()
        with self.assertRaises(AccessError):
            self.list.with_user(self.seller).load_file("a.csv", self.file)
        self.list.with_user(self.manager).load_file("a.csv", self.file)
        self.assertTrue(partner.with_user(self.seller).check_warning)

    def test_who_may_not_change_customers_does_not_ask(self):
        clerk = new_test_user(self.env, "check_clerk", groups="base.group_user")
        partner = self.make()
        with self.assertRaises(AccessError):
            partner.with_user(clerk).action_check_registers()
        self.assertFalse(partner.with_user(clerk).check_warning)

    def test_managers_open_the_registers_of_their_companies(self):
        registers = self.env["crm.check.register"]
        action = registers.with_user(self.manager).action_open()
        self.assertEqual(action["res_model"], "crm.check.register")
        found = registers.with_user(self.manager).search([])
        self.assertEqual(set(found.mapped("register")), {"nav", "vies"})
        with self.assertRaises(AccessError):
            registers.with_user(self.seller).action_open()

    def test_companies_do_not_see_each_others_results(self):
        partner = self.make()
        other = self.env["res.company"].create(
            {"name": "Másik Kft.", "country_id": self.hungary.id}
        )
        theirs = self.env["crm.check.list"].create({"name": "Lista", "company_id": other.id})
        theirs.load_file("a.csv", self.file)
        self.assertFalse(partner.with_user(self.seller).check_warning)
        self.assertFalse(
            self.env["crm.check.list"].with_user(self.manager).search([("id", "=", theirs.id)])
        )
        self.seller.write({"company_ids": [(4, other.id)]})
        both = partner.with_user(self.seller).with_context(
            allowed_company_ids=[self.company.id, other.id]
        )
        self.assertTrue(both.check_warning)
        # on a document, what its own company knows counts
        self.assertFalse(both._get_check_warnings(self.company))
        self.assertTrue(both._get_check_warnings(other))

    def test_a_list_is_not_held_against_another_companys_customers(self):
        other = self.env["res.company"].create({"name": "Másik Kft."})
        self.make(company_id=other.id)
        result = self.list.load_file("a.csv", self.file)
        self.assertEqual(result["listed"], 0)

    def test_the_database_keeps_its_word(self):
        partner = self.make()
        check = {"partner_id": partner.id, "company_id": self.company.id, "source": "X"}
        register = self.env["crm.check.register"]._of_companies(self.company)[0]
        request = {
            "register_id": register.id,
            "company_id": self.company.id,
            "partner_id": partner.id,
            "next_try_at": "2026-01-01",
        }
        for model, values in (
            ("crm.partner.check", {**check, "register": "nav", "result": "listed"}),
            ("crm.partner.check", {**check, "register": "list", "result": "valid"}),
            ("crm.check.register", {"company_id": self.company.id, "register": "nav"}),
            ("crm.check.list.row", {"list_id": self.list.id, "row_number": 1}),
            ("crm.check.list", {"name": self.list.name}),
        ):
            with self.subTest(model=model), self.refused():
                self.env[model].create(values)
        self.env["crm.check.request"].create(request)
        with self.refused():
            self.env["crm.check.request"].create(request)
        with self.refused():
            register.per_minute = 0
            register.flush_recordset()

    @contextmanager
    def refused(self):
        """A block that the database refuses; what it did is undone."""
        with (
            self.assertRaises(psycopg2.IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            yield
