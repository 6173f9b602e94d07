from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportKeys(ImportCase):
    """A tax number and a registry number are of one active company, in the database too."""

    def make(self, **values):
        return self.env["res.partner"].create({"name": "Kiss Kft.", "is_company": True, **values})

    def assert_refused(self, **values):
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.make(**values)

    def test_index_is_there(self):
        self.env.cr.execute(
            "SELECT indexname FROM pg_indexes WHERE tablename = 'res_partner'"
            " AND indexdef LIKE 'CREATE UNIQUE INDEX%'"
        )
        names = {name for (name,) in self.env.cr.fetchall()}
        self.assertLessEqual(
            {"res_partner_unique_tax_number", "res_partner_unique_registry_number"}, names
        )

    def test_one_number_in_two_forms(self):
        self.make(vat="12345676-2-42")
        self.assert_refused(vat="HU12345676")

    def test_registry_number(self):
        self.make(company_registry="01-09-123456", country_id=self.env.ref("base.hu").id)
        self.assert_refused(company_registry="Cg.0109123456", country_id=self.env.ref("base.hu").id)

    def test_contacts_archived_ones_and_users_do_not_count(self):
        first = self.make(vat="12345676-2-42")
        contact = self.make(parent_id=first.id, is_company=False, vat="12345676-2-42")
        self.assertFalse(contact.unique_tax_number_key)
        first.active = False
        second = self.make(vat="12345676-2-42")
        self.assertEqual(second.unique_tax_number_key, second.tax_number_key)

    def test_known_doubles_are_left_out_until_merged(self):
        first = self.make(vat="12345676-2-42")
        second = self.make(name="KISS KFT")
        # as they stood before the addon came
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET vat = 'HU12345676', tax_number_key = %s,"
            " unique_tax_number_key = NULL WHERE id = %s",
            (first.tax_number_key, second.id),
        )
        self.env.invalidate_all()
        self.env["res.partner"]._refresh_unique_keys()
        self.assertEqual((first | second).mapped("is_known_double"), [True, True])
        self.assertEqual((first | second).mapped("unique_tax_number_key"), [False, False])
        result = self.load(("V1", "Kiss Kft.", "12345676-2-42"))
        self.assertEqual(result["reasons"], {"ambiguous_match": 1})
        self.assertIn("KISS KFT", self.run_of(result).line_ids.message)
        second.active = False
        self.env["res.partner"]._refresh_unique_keys()
        self.assertFalse(first.is_known_double)
        self.assertEqual(first.unique_tax_number_key, first.tax_number_key)

    def test_a_customer_without_a_code_is_found_by_its_numbers(self):
        partner = self.make(vat="12345676-2-42")
        self.assertEqual(self.load(("V1", "Kiss Kft.", "HU12345676"))["updated"], 1)
        self.assertEqual(self.partner("V1"), partner)
        self.assertEqual(partner.vat, "12345676-2-42")

    def test_archived_customers_are_named_not_doubled(self):
        self.make(vat="12345676-2-42").active = False
        result = self.load(("V1", "Kiss Kft.", "12345676-2-42"))
        self.assertEqual(result["reasons"], {"archived_match": 1})

    def test_partners_of_users_are_never_hit(self):
        self.loader.partner_id.vat = "12345676-2-42"
        self.assertEqual(self.load(("V1", "Kiss Kft.", "12345676-2-42"))["created"], 1)
