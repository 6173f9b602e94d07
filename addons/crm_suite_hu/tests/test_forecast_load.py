import base64
import io

import openpyxl
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_forecast import ForecastCase

HEADER = "Cikkszám;Hónap;Mennyiség;Forrás;Vevő"


@tagged("post_install", "-at_install")
class TestForecastLoad(ForecastCase):
    def test_the_same_file_twice_changes_nothing(self):
        lines = (
            HEADER,
            "FT-TEGLA;2026-01;1 200;gyártás;",
            "5990000000017;2026. február;40,5;;FT-V1",
        )
        self.assertEqual(self.get_counts(self.load(*lines)), (2, 0, 0, 0))
        production, sales = self.get_forecasts()
        self.assertEqual(
            (production.source, production.quantity, production.date_from, production.date_to),
            ("production", 1200.0, self.day("2026-01-01"), self.day("2026-01-31")),
        )
        self.assertEqual((sales.product_id, sales.partner_id), (self.brick, self.customer))
        self.assertEqual((sales.quantity, sales.source), (40.5, "sales"))
        written = self.get_forecasts().mapped("write_date")
        self.assertEqual(self.get_counts(self.load(*lines, name="again.csv")), (0, 0, 2, 0))
        self.assertEqual(self.get_forecasts().mapped("write_date"), written)
        self.assertEqual(self.get_forecasts().mapped("file_name"), ["forecast.csv"] * 2)

    def test_a_later_file_replaces_its_keys_and_leaves_the_others(self):
        self.load(HEADER, "FT-TEGLA;2026-01;100;;", "FT-TEGLA;2026-02;200;;")
        result = self.load(HEADER, "FT-TEGLA;2026-02;250;;", "FT-TEGLA;2026-03;300;;")
        self.assertEqual(self.get_counts(result), (1, 1, 0, 0))
        self.assertEqual(self.get_forecasts().mapped("quantity"), [100.0, 250.0, 300.0])

    def test_good_rows_load_and_bad_ones_come_back_in_a_file(self):
        lines = (
            HEADER,
            "FT-TEGLA;2026-01;100;;",
            "NINCS-ILYEN;2026-01;5;;",
            "FT-TEGLA;soha;öt;;",
            "FT-TEGLA;2026-02;5;;Ismeretlen Bt.",
            "5990000000017;2026. január;7;;",
        )
        result = self.load(*lines)
        self.assertEqual(self.get_counts(result), (1, 0, 0, 4))
        self.assertEqual(
            [(error["row"], error["column"], error["code"]) for error in result["errors"]],
            [
                (3, "Cikkszám", "product_unknown"),
                (4, "Hónap", "not_a_period"),
                (4, "Mennyiség", "not_a_number"),
                (5, "Vevő", "customer_unknown"),
                (6, "Cikkszám", "twice"),
            ],
        )
        self.assertIn("NINCS-ILYEN", result["errors"][0]["message"])
        rejects = base64.b64decode(result["rejects"]["content"]).decode("utf-8-sig").splitlines()
        self.assertEqual(result["rejects"]["name"], "forecast-errors.csv")
        self.assertEqual(len(rejects), 5)
        self.assertTrue(rejects[1].startswith("NINCS-ILYEN;2026-01;5;;;"))

    def test_a_mended_file_of_refused_rows_loads(self):
        result = self.load(HEADER, "FT-TEGLA;2026-01;x;;")
        text = base64.b64decode(result["rejects"]["content"]).decode("utf-8-sig")
        mended = self.load(*text.replace(";x;", ";9;").splitlines())
        self.assertEqual(self.get_counts(mended), (1, 0, 0, 0))
        self.assertEqual(len(mended["ignored_columns"]), 1)

    def test_a_unit_of_the_same_kind_is_converted_and_another_kind_is_refused(self):
        header = "product;month;quantity;unit"
        dozen, kilo = self.dozen.name, self.env.ref("uom.product_uom_kgm").name
        result = self.load(header, f"FT-TEGLA;2026-01;3;{dozen}", f"FT-TEGLA;2026-02;3;{kilo}")
        self.assertEqual([error["code"] for error in result["errors"]], ["unit_of_other_kind"])
        forecast = self.get_forecasts()
        self.assertEqual((forecast.quantity, forecast.uom_id), (3.0, self.dozen))
        self.assertEqual(forecast.product_qty, 36.0)

    def test_checking_only_stores_nothing(self):
        result = self.load(HEADER, "FT-TEGLA;2026-01;1;;", options={"dry_run": True})
        self.assertEqual(self.get_counts(result), (1, 0, 0, 0))
        self.assertFalse(self.get_forecasts())

    def test_the_source_of_the_call_counts_where_the_row_has_none(self):
        self.load("product;month;quantity", "FT-TEGLA;2026-01;1", options={"source": "purchase"})
        self.assertEqual(self.get_forecasts().source, "purchase")
        with self.assertRaises(UserError):
            self.load(HEADER, options={"source": "lottery"})

    def test_an_excel_workbook_keeps_its_row_numbers(self):
        book = openpyxl.Workbook()
        for row in (
            ["Termék", "Hónap", "Mennyiség"],
            ["FT-TEGLA", self.day("2026-05-20"), 12.5],
            [],
            ["FT-CEMENT", 2026.1, 4],
        ):
            book.active.append(row)
        stream = io.BytesIO()
        book.save(stream)
        content = base64.b64encode(stream.getvalue()).decode()
        forecasts = self.env["crm.sales.forecast"].with_user(self.manager)
        result = forecasts.load_file("terv.xlsx", content)
        self.assertEqual(self.get_counts(result), (1, 0, 0, 1))
        self.assertEqual(
            (result["errors"][0]["row"], result["errors"][0]["code"]), (4, "period_as_number")
        )
        self.assertEqual(self.get_forecasts().date_from, self.day("2026-05-01"))

    def test_a_file_that_cannot_be_read_is_told_as_row_zero(self):
        forecasts = self.env["crm.sales.forecast"].with_user(self.manager)
        for content, code in (
            ("", "empty"),
            ("%%%", "not_base64"),
            (base64.b64encode(b"PK\x03\x04 no workbook").decode(), "bad_excel"),
            (base64.b64encode(b"\xd0\xcf\x11\xe0").decode(), "old_excel"),
            (base64.b64encode(b"price;colour").decode(), "missing_columns"),
        ):
            result = forecasts.load_file("x", content)
            self.assertEqual([error["code"] for error in result["errors"]], [code])
            self.assertEqual(result["errors"][0]["row"], 0)
            self.assertTrue(result["errors"][0]["message"])

    def test_a_product_of_another_company_is_not_found(self):
        other = self.env["res.company"].create({"name": "Másik Kft."})
        self.brick.company_id = other
        result = self.load(HEADER, "FT-TEGLA;2026-01;1;;")
        self.assertEqual(result["errors"][0]["code"], "product_unknown")

    def test_the_database_keeps_one_row_per_key(self):
        values = {"product_id": self.brick.id, "date_from": "2026-01-10", "quantity": 1}
        self.env["crm.sales.forecast"].create(values)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self.env["crm.sales.forecast"].create(values | {"date_from": "2026-01-20"})

    def test_any_day_is_moved_to_the_first_of_its_period(self):
        forecast = self.env["crm.sales.forecast"].create(
            {"product_id": self.brick.id, "date_from": "2026-01-28", "quantity": 1}
        )
        self.assertEqual(forecast.date_from, self.day("2026-01-01"))
        forecast.write({"period_type": "week", "date_from": "2026-01-28"})
        # 2026-01-28 is a Wednesday of the fifth ISO week
        self.assertEqual(forecast.date_from, self.day("2026-01-26"))
        self.assertEqual(forecast.date_to, self.day("2026-02-01"))
        self.assertIn("2026-W05", forecast.display_name)

    def test_a_unit_of_another_kind_is_refused_on_the_form(self):
        with self.assertRaises(ValidationError):
            self.env["crm.sales.forecast"].create(
                {
                    "product_id": self.brick.id,
                    "uom_id": self.env.ref("uom.product_uom_kgm").id,
                    "date_from": "2026-01-01",
                    "quantity": 1,
                }
            )

    def test_salespeople_read_but_do_not_load(self):
        self.load(HEADER, "FT-TEGLA;2026-01;1;;")
        forecasts = self.env["crm.sales.forecast"].with_user(self.salesperson)
        self.assertEqual(forecasts.search_count([("product_id", "=", self.brick.id)]), 1)
        with self.assertRaises(AccessError):
            forecasts.load_file("x.csv", "", {})

    def test_the_screen_shows_counts_errors_and_the_refused_rows(self):
        content = base64.b64encode("\n".join((HEADER, "FT-TEGLA;2026-01;x;;")).encode())
        wizards = self.env["crm.sales.forecast.load"].with_user(self.manager)
        record = wizards.create({"file": content, "file_name": "terv.csv"})
        action = record.action_load()
        self.assertEqual((action["res_id"], record.state), (record.id, "done"))
        self.assertEqual((record.row_count, record.rejected_count), (1, 1))
        self.assertEqual(record.error_ids.column, "Mennyiség")
        self.assertEqual(record.rejects_name, "terv-errors.csv")

    def test_the_example_file_can_be_loaded(self):
        wizard = self.env["crm.sales.forecast.load"].with_user(self.manager).create({})
        example = base64.b64decode(wizard.example).decode("utf-8-sig")
        result = self.load(*example.splitlines(), options={"dry_run": True})
        self.assertEqual(result["rejected"], 0)
        self.assertEqual(result["created"] + result["unchanged"], 1)
