import base64

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import HEADERS, ImportCase

KISS = ("V1", "Kiss Kft.", "12345676-2-42", "06 30 131 8609", "a@kiss.hu", "1011", "Budapest")


@tagged("post_install", "-at_install")
class TestImportLoad(ImportCase):
    """One load and the next: what is written, what is not, and what is said."""

    def test_a_new_customer(self):
        result = self.load(KISS)
        self.assertEqual((result["rows"], result["created"]), (1, 1))
        partner = self.partner("V1")
        self.assertEqual(partner.name, "Kiss Kft.")
        self.assertEqual(partner.vat, "12345676-2-42")
        self.assertEqual(partner.phone, "+36 30 131 8609")
        self.assertTrue(partner.is_company)
        self.assertEqual(partner.country_id.code, "HU")
        self.assertEqual(partner.customer_rank, 1)

    def test_unchanged_writes_nothing(self):
        self.load(KISS)
        partner = self.partner("V1")
        self.env.cr.execute("UPDATE res_partner SET write_date = '2020-01-01'")
        self.env.invalidate_all()
        messages = len(partner.message_ids)
        self.assertEqual(self.load(KISS)["unchanged"], 1)
        self.env.invalidate_all()
        self.assertEqual(str(partner.write_date), "2020-01-01 00:00:00")
        self.assertEqual(len(partner.message_ids), messages)

    def test_a_trial_changes_nothing(self):
        partners = self.env["res.partner"].search_count([])
        result = self.load(KISS, ("V2", ""), dry_run=True)
        self.assertEqual((result["created"], result["rejected"]), (1, 1))
        self.assertEqual(self.env["res.partner"].search_count([]), partners)
        self.assertFalse(self.partner("V1"))
        run = self.run_of(result)
        self.assertEqual(run.change_ids.partner_name, "Kiss Kft.")
        self.assertEqual(run.change_ids.after["city"], "Budapest")
        self.assertEqual(run.line_ids.reason, "missing_name")
        action = run.with_user(self.loader).action_load()
        self.assertEqual(self.env["crm.import.run"].browse(action["res_id"]).created, 1)

    def test_what_a_person_typed_stays_until_the_source_changes(self):
        self.load(KISS)
        self.partner("V1").email = "typed@kiss.hu"
        self.assertEqual(self.load(KISS)["unchanged"], 1)
        self.assertEqual(self.partner("V1").email, "typed@kiss.hu")
        news = ("V1", "Kiss Kft.", "12345676-2-42", "", "new@kiss.hu")
        self.assertEqual(self.load(news)["updated"], 1)
        self.assertEqual(self.partner("V1").email, "new@kiss.hu")

    def test_policies(self):
        self.load(KISS)
        columns = self.erp.column_ids
        columns.filtered(lambda c: c.target == "city").policy = "keep"
        columns.filtered(lambda c: c.target == "street").policy = "fill_empty"
        row = (*KISS[:6], "Vác", "Fő utca 1.")
        self.load(row)
        self.assertEqual(self.partner("V1").city, "Budapest")
        self.assertEqual(self.partner("V1").street, "Fő utca 1.")
        self.load((*KISS[:6], "Vác", "Fő utca 2."))
        self.assertEqual(self.partner("V1").street, "Fő utca 1.")

    def test_columns_are_kept_and_missing_ones_named(self):
        self.load(KISS)
        targets = {column.source_column: column.target for column in self.erp.column_ids}
        self.assertEqual(targets["Adószám"], "vat")
        with self.assertRaisesRegex(UserError, "Telefon"):
            self.load(("V1", "Kiss Kft."), headers=("Vevőkód", "Név"))

    def test_rejected_rows_come_back_in_the_layout_of_the_file(self):
        result = self.load(KISS, ("V2", "Nagy Bt.", "12345677-1-42"), ("V3", "=1+1", "1"))
        run = self.run_of(result)
        self.assertEqual(result["reasons"], {"invalid_vat": 2})
        self.assertIn("12345677-1-42", run.line_ids[0].message)
        text = base64.b64decode(run.rejected_file).decode(run.layout["encoding"])
        lines = text.lstrip("\ufeff").splitlines()
        self.assertEqual(lines[0].split(";")[: len(HEADERS)], list(HEADERS))
        self.assertTrue(lines[1].startswith("V2;Nagy Bt.;12345677-1-42;"))
        self.assertTrue(lines[2].startswith("V3;'=1+1;"))
        mended = text.replace("12345677-1-42", "76543212-1-42").replace("V3;'=1+1;1", "V3;Jó Kft.;")
        again = self.erp.load_file("mended.csv", base64.b64encode(mended.encode("cp1250")).decode())
        self.assertEqual(again["created"], 2)

    def test_whatever_stands_in_a_rejected_cell_is_kept(self):
        cell = '"1\r2\n""3"", 4;5\\"'
        result = self.load(("V1", "Kiss Bt.", cell))
        self.assertEqual(result["reasons"], {"invalid_vat": 1})
        line = self.run_of(result).line_ids
        self.assertEqual(line.cells[2], '1\r2\n"3", 4;5\\')
        self.assertIn("2", line.message)

    def test_a_refusal_of_the_database_stops_no_other_row(self):
        self.env["ir.model.constraint"].flush_model()
        self.env.cr.execute("ALTER TABLE res_partner ADD CHECK (city <> 'Tiltott')")
        bad = ("V2", "Nagy Bt.", "", "", "n@nagy.hu", "", "Tiltott")
        result = self.load(KISS, bad, ("V3", "Tóth Bt.", "", "", "t@toth.hu"))
        self.assertEqual((result["created"], result["reasons"]), (2, {"constraint": 1}))
        trial = self.load(bad, dry_run=True)
        self.assertEqual(trial["reasons"], {"constraint": 1})

    def test_a_refused_row_leaves_no_trace(self):
        self.env.cr.execute("ALTER TABLE res_partner ADD CHECK (city <> 'Tiltott')")
        good = ("V1", "Kiss Kft.", "", "", "k@kiss.hu", "", "Vác")
        bad = ("V1", "Rossz Kft.", "", "", "b@kiss.hu", "", "Tiltott")
        later = ("V1", "", "", "", "c@kiss.hu", "", "Pécs")
        result = self.load(good, bad, later)
        self.assertEqual((result["created"], result["merged"]), (1, 0))
        self.assertEqual(result["reasons"], {"constraint": 1, "missing_name": 1})
        partner = self.partner("V1")
        self.assertEqual((partner.name, partner.city), ("Kiss Kft.", "Vác"))
        message = self.run_of(result).line_ids[0].message
        self.assertIn("res_partner_city_check", message)
        self.assertNotIn("Rossz", message)

    def test_a_site_of_a_refused_company_is_compared_anew(self):
        self.env.cr.execute("ALTER TABLE res_partner ADD CHECK (city <> 'Tiltott')")
        self.erp.same_tax_number = "site"
        bad = ("V1", "Kiss Kft.", "12345676-2-42", "", "", "", "Tiltott")
        site = ("V9", "Kiss raktár", "12345676-2-42", "", "", "2000", "Szentendre")
        result = self.load(bad, site, KISS[:3])
        self.assertEqual((result["created"], result["reasons"]), (2, {"constraint": 1}))
        self.assertFalse(self.partner("V9").parent_id)
        self.assertEqual(self.partner("V1").parent_id, self.partner("V9"))

    def test_a_second_code_makes_a_delivery_address(self):
        self.load(KISS)
        second = ("V9", "Kiss raktár", "12345676-2-42", "", "", "2000", "Szentendre")
        self.assertEqual(self.load(second)["reasons"], {"code_conflict": 1})
        self.erp.same_tax_number = "site"
        self.assertEqual(self.load(second)["created"], 1)
        site = self.partner("V9")
        self.assertEqual((site.parent_id, site.type), (self.partner("V1"), "delivery"))
        self.assertEqual(self.load(second)["unchanged"], 1)

    def test_addresses_contacts_accounts_and_tags(self):
        headers = (
            "Vevőkód", "Név", "Szállítási város", "Szállítási cím", "Kapcsolattartó",
            "Bankszámlaszám", "Címkék", "Megjegyzés",
        )  # fmt: skip
        row = ("V1", "Kiss Kft.", "Vác", "Fő utca 1.", "Kis Pál", "10401048-50508271-56489011")
        row += ("Kőműves, Nagyker", "Délután nyit")
        source = self.make_source("fair")
        self.load(row, headers=headers, source=source)
        partner = self.partner("V1", source)
        delivery = partner.child_ids.filtered(lambda child: child.type == "delivery")
        contact = partner.child_ids.filtered(lambda child: child.type == "contact")
        self.assertEqual((delivery.city, delivery.street), ("Vác", "Fő utca 1."))
        self.assertEqual(contact.name, "Kis Pál")
        self.assertEqual(partner.bank_ids.acc_number, "10401048-50508271-56489011")
        self.assertEqual(set(partner.category_id.mapped("name")), {"Kőműves", "Nagyker"})
        self.assertIn("Délután nyit", partner.comment)
        self.assertEqual(self.load(row, headers=headers, source=source)["unchanged"], 1)

    def test_another_name_is_another_contact_person(self):
        headers = ("Vevőkód", "Név", "Kapcsolattartó", "Kapcsolattartó e-mail")
        source = self.make_source("fair")
        self.load(("V1", "Kiss Kft.", "Kis Pál", "pal@kiss.hu"), headers=headers, source=source)
        partner = self.partner("V1", source)
        pal = partner.child_ids
        row = ("V1", "Kiss Kft.", "Nagy Éva", "eva@kiss.hu")
        self.assertEqual(self.load(row, headers=headers, source=source)["updated"], 1)
        self.assertEqual((pal.name, pal.email), ("Kis Pál", "pal@kiss.hu"))
        eva = partner.child_ids - pal
        self.assertEqual((eva.name, eva.email), ("Nagy Éva", "eva@kiss.hu"))
        self.load(("V1", "Kiss Kft.", "KIS PÁL", "kp@kiss.hu"), headers=headers, source=source)
        self.assertEqual(len(partner.child_ids), 2)
        self.assertEqual(pal.email, "kp@kiss.hu")

    def test_a_contact_without_a_name_is_named_after_its_company(self):
        headers = ("Vevőkód", "Név", "Kapcsolattartó telefon")
        source = self.make_source("fair")
        result = self.load(("V1", "Kiss Kft.", "06301318609"), headers=headers, source=source)
        self.assertEqual((result["created"], result["rejected"]), (1, 0))
        contact = self.partner("V1", source).child_ids
        self.assertEqual((contact.name, contact.phone), ("Kiss Kft.", "+36 30 131 8609"))

    def test_two_headers_that_read_alike(self):
        headers = ("Vevőkód", "Név", "Telefon", "TELEFON", "Telefon")
        source = self.make_source("fair")
        row = ("V1", "Kiss Kft.", "06301318609", "06201234567", "1")
        self.load(row, headers=headers, source=source)
        self.assertEqual(self.partner("V1", source).phone, "+36 30 131 8609")
        row = ("V1", "Kiss Kft.", "06709999999", "06201234567", "1")
        self.load(row, headers=headers, source=source)
        self.assertEqual(self.partner("V1", source).phone, "+36 70 999 9999")

    def test_a_web_page_is_no_news_for_its_protocol(self):
        headers = ("Vevőkód", "Név", "Adószám", "Honlap")
        row = ("V1", "Kiss Kft.", "12345676-2-42", "www.kiss.example")
        erp, shop = self.make_source("a"), self.make_source("b")
        self.load(row, headers=headers, source=erp)
        self.assertEqual(self.partner("V1", erp).website, "http://www.kiss.example")
        no_code = ("", *row[1:])
        self.assertEqual(self.load(no_code, headers=headers, source=shop)["unchanged"], 1)

    def test_queries_do_not_follow_the_rows(self):
        def queries(*rows):
            before = self.env.cr.sql_log_count
            self.load(*rows)
            return self.env.cr.sql_log_count - before

        rows = [(f"V{number}", f"Kiss {number} Bt.", "", "", "", "1011") for number in range(300)]
        self.load(("A1", "Bemelegítő Bt."))
        few, many = queries(*rows[:20]), queries(*rows[20:])
        # where partner_firstname is installed, it creates partners one by one
        one_by_one = 260 if "firstname" in self.env["res.partner"]._fields else 0
        self.assertLess(many - few - one_by_one, 30, "280 created, against 20")
        few, many = queries(*rows[:20]), queries(*rows)
        self.assertLess(many - few, 30, "300 unchanged, against 20")

    def test_names_of_nobody_are_warned_of(self):
        headers = ("Vevőkód", "Név", "Felelős")
        source = self.make_source("fair")
        result = self.load(("V1", "Kiss Kft.", "Senki Pál"), headers=headers, source=source)
        self.assertEqual(result["warnings"], {"unknown_user": 1})
        self.assertEqual(result["created"], 1)

    def test_bad_files_are_explained(self):
        for content, words in (
            (b"", "empty"),
            (b"%PDF-1.4 x", "expected kind"),
            (bytes(range(256)) * 9, "no text"),
        ):
            with self.subTest(words=words), self.assertRaisesRegex(UserError, words):
                self.erp.load_file("x.csv", base64.b64encode(content).decode())
        with self.assertRaisesRegex(UserError, "base64"):
            self.erp.load_file("x.csv", "ő")

    def test_too_many_rows_go_to_the_background(self):
        rows = [(f"V{number}", "Kiss Bt.") for number in range(20_001)]
        with self.assertRaisesRegex(UserError, "load_file_async"):
            self.load(*rows)

    def test_good_rows_are_forgotten_after_a_while(self):
        run = self.run_of(self.load(KISS, ("V2", "")))
        self.load(KISS)
        rows = self.env["crm.import.line"].search([("run_id", "=", run.id)])
        self.assertEqual(len(rows), 2)
        self.env["crm.import.run"]._gc_rows()
        self.assertEqual(len(rows.exists()), 2)
        run.finished_at = "2026-01-01 00:00:00"
        self.env["crm.import.run"]._gc_rows()
        self.assertEqual(rows.exists(), run.line_ids)
        self.assertEqual(run.line_ids.reason, "missing_name")
        self.assertEqual(run.change_ids.outcome, "created")
