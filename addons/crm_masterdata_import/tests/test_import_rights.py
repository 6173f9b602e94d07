from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import ImportCase

ROW = ("V1", "Kiss Kft.", "12345676-2-42")


@tagged("post_install", "-at_install")
class TestImportRights(ImportCase):
    """Who loads, who defines sources, who takes back; companies do not see each other's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = new_test_user(cls.env, "clerk", groups="base.group_user")
        cls.manager = new_test_user(
            cls.env, "import_manager", groups="crm_masterdata_import.group_import_manager"
        )

    def test_who_is_not_allowed_cannot_load(self):
        erp = self.erp.with_user(self.clerk)
        for call in (erp.load_file, erp.load_file_async):
            with self.assertRaises(AccessError):
                call("a.csv", self.csv(ROW))

    def test_who_loads_does_not_define_sources_nor_take_back(self):
        run = self.run_of(self.load(ROW)).with_user(self.loader)
        for model in ("source", "column", "run", "line", "change", "code"):
            records = self.env[f"crm.import.{model}"].with_user(self.loader)
            self.assertTrue(records.has_access("read"))
            for operation in ("create", "write", "unlink"):
                self.assertFalse(records.has_access(operation), (model, operation))
        with self.assertRaises(AccessError):
            run.action_undo()

    def test_who_may_not_load_stops_no_load(self):
        run = self.env["crm.import.run"].browse(self.erp.load_file_async("a.csv", self.csv(ROW)))
        with self.assertRaises(AccessError):
            run.with_user(self.clerk).action_cancel()
        self.assertEqual(run.state, "queued")

    def test_a_load_of_another_company_is_not_stopped(self):
        other = self.env["res.company"].create({"name": "Másik Kft."})
        theirs = self.make_source("erp", company_id=other.id)
        run = self.env["crm.import.run"].browse(theirs.load_file_async("a.csv", self.csv(ROW)))
        with self.assertRaises(AccessError):
            run.with_user(self.loader).action_cancel()
        self.assertEqual(run.state, "queued")

    def test_a_manager_defines_sources_and_takes_back(self):
        source = self.env["crm.import.source"].with_user(self.manager)
        source = source.create({"name": "Fair", "code": "fair"})
        run = self.env["crm.import.run"].with_user(self.manager)
        run = run.browse(source.load_file("a.csv", self.csv(ROW))["run_id"])
        run.action_undo()
        self.assertEqual(run.state, "undone")

    def test_companies_do_not_see_each_others_sources(self):
        other = self.env["res.company"].create({"name": "Másik Kft."})
        theirs = self.make_source("erp", company_id=other.id)
        with self.assertRaises(AccessError):
            theirs.with_user(self.loader).load_file("a.csv", self.csv(ROW))
        self.assertNotIn(theirs, self.env["crm.import.source"].with_user(self.loader).search([]))

    def test_a_customer_that_the_user_may_not_see_stands_in_the_way_unnamed(self):
        other = self.env["res.company"].create({"name": "Másik Kft."})
        self.env["res.partner"].create(
            {"name": "Titkos Kft.", "vat": "12345676-2-42", "company_id": other.id}
        )
        result = self.load(ROW)
        self.assertEqual(result["reasons"], {"ambiguous_match": 1})
        self.assertNotIn("Titkos", self.run_of(result).line_ids.message)
