import base64
import io

import xlsxwriter

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_checks import NUMBER, CheckCase

HEADER = "Cégnév;Adószám;Cégjegyzékszám"
REGISTRY = "01-09-123456"


def tax_number(index):
    """Return a valid tax number of its own for each index."""
    seven = f"{1000000 + index}"
    total = sum(
        int(digit) * weight for digit, weight in zip(seven, (9, 7, 3, 1, 9, 7, 3), strict=True)
    )
    return f"{seven}{-total % 10}"


@tagged("post_install", "-at_install")
class TestCheckList(CheckCase):
    """Lists come as files; customers on them are found by their numbers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.list = cls.env["crm.check.list"].create(
            {"name": "Felszámolások", "source": "Cégközlöny", "date": "2026-02-28"}
        )

    def load(self, *rows, header=HEADER, to=None):
        content = "\n".join((header, *rows)).encode("cp1250")
        return (to or self.list).load_file("list.csv", base64.b64encode(content).decode())

    def test_by_tax_number_and_by_registry_number(self):
        one = self.make()
        two = self.make(vat=False, company_registry=REGISTRY, country_id=self.hungary.id)
        three = self.make("12345676-2-42")
        contact = self.env["res.partner"].create({"name": "Kiss Anna", "parent_id": one.id})
        result = self.load(
            f"Kiss;{NUMBER}-2-13;", "Nagy;;Cg. 01-09-123456", "Szám nélkül;;", "Rossz;12345678;"
        )
        self.assertEqual(result, {"rows": 2, "skipped": 2, "listed": 2, "gone": 0})
        self.assertEqual(self.list.hit_count, 2)
        for partner in (one, two, contact):
            warning = self.warning(partner)
            self.assertIn("insolvency", warning)
            self.assertIn("Felszámolások, Cégközlöny, 2026-02-28", warning)
        self.assertFalse(three.check_warning)
        self.assertEqual(
            self.env["crm.partner.check"].search(self.list.action_open_hits()["domain"]),
            (one | two).check_ids,
        )

    def test_a_registry_number_does_not_outweigh_a_tax_number(self):
        partner = self.make(company_registry=REGISTRY, country_id=self.hungary.id)
        self.load(f"Más;12345676-2-42;{REGISTRY}")
        self.assertFalse(partner.check_ids)

    def test_who_is_gone_from_the_list_is_told(self):
        gone, stays = self.make(), self.make("12345676-2-42")
        self.load(f"A;{NUMBER};", "B;12345676;")
        result = self.load("B;12345676;")
        self.assertEqual(result, {"rows": 1, "skipped": 0, "listed": 1, "gone": 1})
        self.assertEqual(gone.check_ids.result, "gone")
        self.assertIn("no longer", gone.check_ids.message)
        self.assertFalse(gone.check_warning)
        self.assertEqual(stays.check_ids.result, "listed")
        self.assertEqual(gone.check_count, 2)
        # and back again
        self.load(f"A;{NUMBER};")
        self.assertEqual((gone.check_ids.result, gone.check_count), ("listed", 3))

    def test_the_same_file_again_is_no_news(self):
        partner = self.make()
        self.load(f"A;{NUMBER};")
        check = partner.check_ids
        check.date = "2026-01-01 10:00:00"
        self.load(f"A;{NUMBER};")
        self.assertEqual(partner.check_ids, check)
        self.assertEqual(check.date.year, check.create_date.year)

    def test_new_customers_and_new_numbers_are_held_against_the_list(self):
        self.load(f"A;{NUMBER};", "B;12345676;")
        partner = self.make()
        self.assertIn("insolvency", partner.check_warning)
        other = self.make(vat=False)
        self.assertFalse(other.check_warning)
        other.vat = "12345676-2-42"
        self.assertIn("insolvency", other.check_warning)
        other.vat = "25978221-2-42"
        self.assertFalse(other.check_warning)

    def test_excel_with_a_title_above(self):
        partner, buffer = self.make(), io.BytesIO()
        with xlsxwriter.Workbook(buffer) as book:
            sheet = book.add_worksheet()
            for place, cells in enumerate(
                (["Nem fizetők"], ["Név", "Adószám"], ["Kiss Kft.", int(f"{NUMBER}242")])
            ):
                sheet.write_row(place, 0, cells)
        self.list.kind = "unpaid"
        self.list.load_file("a.xlsx", base64.b64encode(buffer.getvalue()).decode())
        self.assertIn("not paying", partner.check_warning)

    def test_files_that_are_no_lists_are_refused_and_change_nothing(self):
        partner = self.make()
        self.load(f"A;{NUMBER};")
        for header, row, word in (
            ("Név;Város", "Kiss;Pécs", "Adószám"),
            (HEADER, "Rossz;12345678;", "stays as it was"),
            ("", "", "empty"),
        ):
            with self.assertRaisesRegex(UserError, word), self.env.cr.savepoint():
                self.load(row, header=header)
        with self.assertRaises(UserError):
            self.list.load_file("a.csv", "no base64!")
        self.assertEqual((self.list.row_count, partner.check_ids.result), (1, "listed"))

    def test_an_archived_or_deleted_list_warns_no_more(self):
        partner = self.make()
        self.load(f"A;{NUMBER};")
        self.list.active = False
        self.assertFalse(partner.check_warning)
        self.list.active = True
        self.assertTrue(partner.check_warning)
        self.list.unlink()
        self.assertFalse(partner.check_warning)
        self.assertEqual(partner.check_ids.result, "gone")
        self.assertEqual(partner.check_ids.source, "Felszámolások, Cégközlöny")

    def test_two_lists_two_warnings(self):
        debts = self.env["crm.check.list"].create({"name": "NAV-lista", "kind": "tax_debt"})
        partner = self.make()
        self.load(f"A;{NUMBER};")
        self.load(f"A;{NUMBER};", to=debts)
        self.assertEqual(len(partner.check_warning.splitlines()), 2)
        self.assertIn("owes taxes", partner.check_warning)

    def test_the_dialog(self):
        partner = self.make()
        content = base64.b64encode(f"{HEADER}\nA;{NUMBER};".encode())
        dialog = self.env["crm.check.list.load"].create(
            {"list_id": self.list.id, "date": "2026-03-31", "file": content, "filename": "a.csv"}
        )
        found = self.env["crm.partner.check"].search(dialog.action_load()["domain"])
        self.assertEqual(found.partner_id, partner)
        self.assertIn("2026-03-31", self.warning(partner))
        self.assertIn("a.csv", self.list.message_ids[0].body)

    def test_fifty_thousand_rows_take_as_many_queries_as_one(self):
        partners = self.env["res.partner"].create(
            [
                {"name": f"Vevő {index}", "is_company": True, "vat": f"HU{tax_number(index)}"}
                for index in range(200)
            ]
        )
        rows = [f"Cég {index};{tax_number(index)};" for index in range(100, 50_100)]
        self.load(f"A;{NUMBER};")
        few = self.queries_of(lambda: self.load(f"A;{NUMBER};", "B;12345676;"))
        many = self.queries_of(lambda: self.load(*rows))
        self.assertEqual(self.list.row_count, 50_000)
        self.assertEqual(many, few)
        self.assertEqual(partners.check_ids.partner_id, partners[100:])

    def queries_of(self, call):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
