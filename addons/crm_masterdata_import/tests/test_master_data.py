from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import ImportCase

HEADERS = ("Vevőkód", "Név", "TEÁOR", "Árbevétel kategória", "Hitelkeret")
POSTAL = ("Vevőkód", "Név", "Székhely irányítószáma", "Székhely városa", "Székhely")
POSTAL += ("Levelezési irányítószám", "Levelezési város", "Levelezési cím")
CONTACT = ("Vevőkód", "Név", "Kapcsolattartó", "Kapcsolattartó szerepköre")


@tagged("post_install", "-at_install")
class TestMasterData(ImportCase):
    """Industry, revenue class, credit limit, roles and postal address, loaded and taken back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.default_limit = cls.env["res.partner"].create({"name": "x"}).credit_limit
        cls.accountant = new_test_user(
            cls.env,
            "accountant",
            groups="crm_masterdata_import.group_import_manager,account.group_account_invoice",
        )

    def load_as_accountant(self, *rows, headers=HEADERS):
        source = self.erp.with_user(self.accountant)
        return source.load_file("test.csv", self.csv(*rows, headers=headers))

    def industry(self, code):
        return self.env["res.partner.industry"].search([("nace_code", "=", code)])

    # Industry

    def test_the_divisions_are_there(self):
        divisions = self.env["res.partner.industry"].search([("nace_code", "=like", "__")])
        self.assertEqual(len(divisions), 87)
        self.assertEqual(self.industry("47").display_name, "47 Retail trade")

    def test_an_industry_is_found_by_its_code(self):
        for number, cell in enumerate(
            ("4690", "46.90", "4690 Vegyes termékkörű nagykereskedelem", "TEÁOR'25 4690", "469001")
        ):
            self.load((f"V{number}", f"Kiss {number} Kft.", cell), headers=HEADERS)
            self.assertEqual(self.partner(f"V{number}").industry_id, self.industry("4690"))
        self.assertEqual(len(self.industry("4690")), 1)

    def test_an_unknown_code_is_made_and_a_name_found(self):
        self.load(
            ("V1", "Kiss Kft.", "62.01 Számítógépes programozás"),
            ("V2", "Nagy Kft.", "6201"),
            ("V3", "Közepes Kft.", "wholesale trade"),
            headers=HEADERS,
        )
        self.assertEqual(self.industry("6201").display_name, "6201 Számítógépes programozás")
        self.assertEqual(self.partner("V1").industry_id, self.industry("6201"))
        self.assertEqual(self.partner("V2").industry_id, self.industry("6201"))
        self.assertEqual(self.partner("V3").industry_id, self.industry("46"))
        again = self.load(("V1", "Kiss Kft.", "62.01 Számítógépes programozás"), headers=HEADERS)
        self.assertEqual(again["unchanged"], 1)

    def test_a_code_is_of_one_industry_and_has_two_or_four_digits(self):
        for code in ("46", "4", "469", "46.9", "4A"):
            with (
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.env["res.partner.industry"].create({"name": "x", "nace_code": code})

    def test_found_while_typing(self):
        found = self.env["res.partner.industry"].name_search("4690")
        self.assertEqual([name for _id, name in found], ["4690 Non-specialised wholesale trade"])

    # Credit limit, revenue class

    def test_an_accountant_loads_credit_limits(self):
        result = self.load_as_accountant(("V1", "Kiss Kft.", "", "10-50 M Ft", "1 234 567,50 Ft"))
        partner = self.partner("V1")
        self.assertEqual((result["created"], result["warnings"]), (1, {}))
        self.assertEqual(partner.credit_limit, 1234567.5)
        self.assertTrue(partner.use_partner_credit_limit)
        self.assertEqual(partner.revenue_class_id.name, "10-50 M Ft")
        again = self.load_as_accountant(("V1", "Kiss Kft.", "", "", "1.234.567,5"))
        self.assertEqual(again["unchanged"], 1)
        changed = self.load_as_accountant(("V1", "Kiss Kft.", "", "", "2.000.000,- Ft"))
        self.assertEqual((changed["updated"], partner.credit_limit), (1, 2000000))
        self.run_of(changed).with_user(self.accountant).action_undo()
        self.assertEqual(partner.credit_limit, 1234567.5)

    def test_who_is_no_accountant_loads_the_rest(self):
        result = self.load(("V1", "Kiss Kft.", "", "", "500 000"), headers=HEADERS)
        self.assertEqual(result["warnings"], {"unknown_credit_limit": 1})
        self.assertFalse(self.partner("V1").use_partner_credit_limit)
        self.assertIn("accountants", self.run_of(result).line_ids.warning_message)

    def test_a_limit_that_is_no_number_is_left_out(self):
        result = self.load_as_accountant(("V1", "Kiss Kft.", "", "", "500 eFt"))
        self.assertEqual(result["warnings"], {"invalid_number": 1})
        self.assertFalse(self.partner("V1").use_partner_credit_limit)

    def test_a_limit_is_of_the_sources_company(self):
        other = self.env["res.company"].create({"name": "Másik Kft."})
        self.accountant.company_ids |= other
        source = self.make_source("theirs", company_id=other.id).with_user(self.accountant)
        source = source.with_context(allowed_company_ids=[self.env.company.id, other.id])
        source.load_file("a.csv", self.csv(("V1", "Kiss Kft.", "", "", "7000"), headers=HEADERS))
        partner = self.partner("V1", source)
        self.assertEqual(partner.with_company(other).credit_limit, 7000)
        here = partner.with_company(self.env.company)
        self.assertEqual(
            (here.use_partner_credit_limit, here.credit_limit), (False, self.default_limit)
        )

    # Addresses and contact persons

    def test_seat_and_postal_address(self):
        row = ("V1", "Kiss Kft.", "1011", "Budapest", "Fő utca 1.", "9021", "Győr", "Pf. 12")
        self.load(row, headers=POSTAL)
        seat = self.partner("V1")
        self.assertEqual((seat.zip, seat.city, seat.street), ("1011", "Budapest", "Fő utca 1."))
        postal = seat.child_ids
        self.assertEqual((postal.type, postal.street), ("postal", "Pf. 12"))
        self.assertEqual(postal.type_address_label, "Postal Address")
        self.assertEqual(seat.address_get(["postal"])["postal"], postal.id)
        self.assertEqual(postal.display_name, "Kiss Kft., Postal")
        self.load((*row[:-1], "Pf. 99"), headers=POSTAL)
        self.assertEqual((seat.child_ids, postal.street), (postal, "Pf. 99"))

    def test_contact_persons_have_roles(self):
        self.load(("V1", "Kiss Kft.", "Nagy Anna", "beszerző, pénzügy"), headers=CONTACT)
        anna = self.partner("V1").child_ids
        self.assertEqual(anna.role_ids.mapped("name"), ["beszerző", "pénzügy"])
        again = self.load(("V1", "Kiss Kft.", "Nagy Anna", "Beszerző"), headers=CONTACT)
        roles = self.env["res.partner.role"].search([("name", "=ilike", "beszerző")])
        self.assertEqual(len(roles), 1)
        self.assertEqual(len(anna.role_ids), 2)
        self.assertEqual(again["created"], 0)

    def test_an_account_that_is_there_as_iban_is_not_added_again(self):
        headers = ("Vevőkód", "Név", "Bankszámlaszám")
        row = ("V1", "Kiss Kft.", "HU42 1177 3016 1111 1018 0000 0000")
        self.load(row, headers=headers)
        self.load(row, source=self.make_source("shop"), headers=headers)
        self.assertEqual(len(self.partner("V1").bank_ids), 1)

    def test_reading_costs_no_query_a_row(self):
        def queries(number):
            rows = [(f"{number}-{row}", f"Cég {row}", "4690", "nagy", "") for row in range(number)]
            self.load(*rows, headers=HEADERS)
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.load(*rows, headers=HEADERS)
            return self.env.cr.sql_log_count - start

        # loads that end in the second in which the next one begins look once more what happened
        with freeze_time("2026-03-10 12:00:00"):
            queries(2)
            self.assertEqual(queries(20), queries(60))
