from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import ImportCase
from .second_database import SecondDatabase
from .test_import_samples import EXPECTED

CUSTOMERS = """
CREATE TABLE customers (
    code text, name text, changed_at timestamp, number bigint, city text, vat text
);
INSERT INTO customers VALUES
    ('D1', 'Kiss Kft.', '2026-03-01 10:00:00.25', 1, 'Vác', '12345676-2-42'),
    ('D2', 'Nagy Bt.', '2026-03-02 10:00:00', 2, 'Pécs', NULL),
    ('D3', 'Tóth Bt.', NULL, 3, 'Eger', '')
"""
SECRETS = ("ti:tok@1", "ti%3Atok%401")


class DatabaseCase(ImportCase):
    """A source that is a second database."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.loader.lang = "en_US"
        cls.other = SecondDatabase()
        cls.addClassCleanup(cls.other.drop)
        cls.manager = new_test_user(
            cls.env,
            "sql_manager",
            groups="crm_masterdata_import.group_import_manager,base.group_allow_export",
            lang="en_US",
        )
        cls.admin = new_test_user(
            cls.env,
            "sql_admin",
            groups="base.group_system,crm_masterdata_import.group_import_manager",
            lang="en_US",
        )

    def setUp(self):
        super().setUp()
        self.other.run("DROP TABLE IF EXISTS customers")
        self.other.run(CUSTOMERS)
        self.source = self.make_source(
            "live", kind="sql", connection_url=self.other.url, query="customers"
        )
        self.as_loader = self.source.with_user(self.loader)

    def query(self, text):
        self.source.query = text
        return self.as_loader


@tagged("post_install", "-at_install")
class TestImportDatabase(DatabaseCase):
    """Another program's database is read as a file is: only read, in time, or with a reason."""

    def test_the_samples_in_a_table(self):
        columns = self.other.fill("erp", "erp_customers.csv")
        self.addCleanup(self.other.run, "DROP TABLE erp")
        source = self.query(f"SELECT {columns} FROM erp ORDER BY place;")  # noqa: S608
        for name in ("1_erp", "3_erp_again"):
            expected = dict(EXPECTED[name])
            rejected = expected.pop("rejected_rows")
            expected.pop("partners_after")
            result = source.load_database()
            with self.subTest(load=name):
                self.assertEqual({key: result[key] for key in expected}, expected)
                lines = self.run_of(result).line_ids.filtered("reason")
                # a table has no header: its rows count from 1
                found = {str(line.row_number + 1): line.reason for line in lines}
                self.assertEqual(found, rejected)

    def test_a_table_by_its_name(self):
        result = self.as_loader.load_database()
        self.assertEqual((result["rows"], result["created"]), (3, 3))
        self.assertEqual(self.partner("D1", self.source).city, "Vác")
        run = self.run_of(result)
        self.assertEqual((run.query, run.user_id), ("customers", self.loader))
        self.assertEqual(self.as_loader.load_database()["unchanged"], 3)

    def test_values_are_the_text_of_a_csv(self):
        self.query(
            "SELECT 'V' AS code, '' AS name, 12.50::numeric AS a, 7.00::numeric AS b,"
            " '2026-03-01'::date AS c, '2026-03-01 08:00'::timestamp AS d, true AS e,"
            " NULL AS f, 'ő'::bytea AS g, 123456789012345678901234::numeric AS h, '%s :x' AS i"
        )
        line = self.run_of(self.as_loader.load_database()).line_ids
        expected = ["V", "", "12.5", "7", "2026-03-01", "2026-03-01 08:00:00", "true", ""]
        self.assertEqual(line.cells, [*expected, "ő", "123456789012345678901234", "%s :x"])
        self.assertEqual(line.row_number, 1)

    def test_rejected_rows_come_back_as_a_file_to_load(self):
        self.other.run("UPDATE customers SET name = '' WHERE code = 'D2'")
        run = self.run_of(self.as_loader.load_database())
        self.assertEqual(run.rejected_filename, "live - rejected.xlsx")
        self.other.run("TRUNCATE customers")
        content = run.with_context(bin_size=False).rejected_file.decode()
        result = self.as_loader.load_file("mended.xlsx", content)
        self.assertEqual(result["reasons"], {"missing_name": 1})

    def test_a_trial_is_loaded_from_the_database_again(self):
        run = self.run_of(self.as_loader.load_database(dry_run=True)).with_user(self.loader)
        self.assertFalse(self.partner("D1", self.source))
        loaded = self.env["crm.import.run"].browse(run.action_load()["res_id"])
        self.assertEqual((loaded.created, loaded.is_dry_run), (3, False))

    def test_what_writes_is_refused(self):
        for query in (
            "DELETE FROM customers",
            "WITH gone AS (DELETE FROM customers RETURNING *) SELECT * FROM gone",
            "SELECT * INTO copied FROM customers",
            "SELECT 1 AS a; DROP TABLE customers",
            "TRUNCATE customers",
            "CREATE TABLE x (a int)",
            "SELECT * FROM customers FOR UPDATE",
        ):
            with self.subTest(query=query), self.assertRaises(UserError):
                self.query(query).load_database()
        self.assertEqual(self.other.run("SELECT count(*) FROM customers"), [(3,)])

    def test_a_function_that_writes_is_refused_by_the_database(self):
        self.other.run(
            "CREATE OR REPLACE FUNCTION sneak() RETURNS int LANGUAGE sql VOLATILE AS"
            " 'DELETE FROM customers RETURNING 1'"
        )
        with self.assertRaisesRegex(UserError, "only reading"):
            self.query("SELECT sneak() AS code FROM customers").load_database()
        self.assertEqual(self.other.run("SELECT count(*) FROM customers"), [(3,)])

    def test_a_mistake_in_the_query_is_told_in_the_databases_words(self):
        with self.assertRaisesRegex(UserError, "nincs_ilyen"):
            self.query("SELECT nincs_ilyen FROM customers").load_database()

    def test_a_dying_database_leaves_nothing(self):
        self.other.run(
            "INSERT INTO customers SELECT 'X' || g, 'Sok ' || g || ' Bt.'"
            " FROM generate_series(1, 5000) AS g"
        )
        dying = self.query(
            "SELECT code, name, CASE WHEN code = 'X4000' THEN pg_terminate_backend("
            "pg_backend_pid()) END AS cut FROM customers"
        )
        runs = self.source.run_ids
        run = self.env["crm.import.run"].browse(dying.load_database_async())
        self.run_job()
        self.assertEqual(run.state, "failed")
        self.assertIn("broke off", run.error)
        rows = self.env["crm.import.line"].search_count([("run_id", "=", run.id)])
        self.assertEqual((rows, self.partner("X1", self.source).id), (0, False))
        again = self.query("SELECT code, name FROM customers WHERE code < 'X2'").load_database()
        self.assertEqual((again["state"], again["rejected"]), ("done", 0))
        self.assertEqual(self.source.run_ids - runs - run, self.run_of(again))

    def test_a_slow_database_is_given_up(self):
        self.env["ir.config_parameter"].set_param("crm_masterdata_import.database_timeout", "1")
        with self.assertRaisesRegex(UserError, "in time"):
            self.query("SELECT 'V1' AS code, pg_sleep(20)::text AS name").load_database()

    def test_nobody_there(self):
        self.source.connection_url = "postgresql://valaki:ti%3Atok%401@127.0.0.1:1/erp"
        for call in (self.as_loader.load_database, self.source.action_test_connection):
            with self.assertRaisesRegex(UserError, "cannot be reached") as refusal:
                call()
            text = str(refusal.exception)
            self.assertFalse([word for word in (*SECRETS, "valaki", "127.0.0.1") if word in text])
            self.assertIsNone(refusal.exception.__cause__)

    def test_a_missing_driver_is_named(self):
        self.source.connection_url = "mssql+pyodbc://u:p@erp.example/erp"
        with self.assertRaisesRegex(UserError, "pyodbc"):
            self.as_loader.load_database()

    def test_the_connection_is_tested(self):
        params = self.source.with_user(self.manager).action_test_connection()["params"]
        self.assertIn("code, name, changed_at, number, city, vat", params["message"])
        self.assertIn("3", params["message"])
        with self.assertRaises(AccessError):
            self.as_loader.action_test_connection()

    def test_columns_are_recognised_again(self):
        self.source.action_suggest_columns()
        targets = {column.source_column: column.target for column in self.source.column_ids}
        self.assertEqual((targets["code"], targets["vat"]), ("code", "vat"))

    def test_only_a_database_is_loaded_as_one(self):
        with self.assertRaisesRegex(UserError, "no database"):
            self.erp.load_database()
        self.source.connection_url = False
        with self.assertRaisesRegex(UserError, "administrator"):
            self.as_loader.load_database_async()

    def run_job(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("crm_masterdata_import.ir_cron_load").method_direct_trigger()
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestImportSecret(DatabaseCase):
    """The address of a database is written, used, and never read."""

    def test_the_password_is_shown_to_nobody(self):
        source = self.source.with_user(self.admin)
        self.assertEqual(source.read(["connection_url"])[0]["connection_url"].count("***"), 1)
        texts = str(source.read()) + str(source.export_data(["connection_url"]))
        texts += str(source.copy({"code": "copy"}).read())
        self.assertFalse([secret for secret in SECRETS if secret in texts])

    def test_saving_does_not_answer_with_it(self):
        url = "postgresql://erp:ti%3Atok%401@erp.example/erp"
        fields = {"connection_url": {}, "watermark": {}}
        answer = self.source.with_user(self.admin).web_save({"connection_url": url}, fields)
        self.assertEqual(
            answer[0]["connection_url"], "postgresql+psycopg2://erp:***@erp.example/erp"
        )
        values = {"name": "New", "code": "new", "kind": "sql", "connection_url": url}
        answer = self.source.browse().with_user(self.admin).web_save(values, fields)
        self.assertNotIn("tok", str(answer))

    def test_who_may_not_read_nor_write_it(self):
        for user in (self.loader, self.manager):
            source = self.source.with_user(user)
            self.assertNotIn("connection_url", source.fields_get())
            with self.assertRaises(AccessError):
                source.read(["connection_url"])
            with self.assertRaises(AccessError):
                source.write({"connection_url": "postgresql://a:b@c/d"})
        with self.assertRaises(AccessError):
            self.source.with_user(self.manager).export_data(["connection_url"])
        self.assertTrue(self.source.with_user(self.manager).has_connection)
        self.assertEqual(self.as_loader.load_database()["created"], 3)

    def test_nobody_gets_at_the_secret_itself(self):
        stored = self.env["crm.import.connection"].search([("source_id", "=", self.source.id)])
        self.assertEqual(stored.address, self.other.url)
        for user in (self.loader, self.manager, self.admin):
            secret = stored.with_user(user)
            for call in (
                lambda secret=secret: secret.read(["address"]),
                lambda secret=secret: secret.search([("address", "like", "p")]),
                lambda secret=secret: secret.search([], order="address"),
                lambda secret=secret: secret.write({"address": "x"}),
                lambda secret=secret: secret.formatted_read_group([], ["address"]),
                lambda secret=secret: secret.unlink(),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    call()

    def test_a_refused_row_is_quoted_without_it(self):
        """PostgreSQL tells the log all of a row that it refuses."""
        with (
            self.assertLogs("odoo.sql_db", "ERROR") as log,
            self.assertRaises(CheckViolation),
            self.env.cr.savepoint(),
        ):
            self.source.load_hour = 99
            self.source.flush_recordset()
        text = "".join(log.output)
        self.assertIn("Failing row", text)
        self.assertFalse([secret for secret in SECRETS if secret in text])

    def test_what_was_shown_is_saved_without_harm(self):
        source = self.source.with_user(self.admin)
        source.connection_url = source.connection_url
        self.assertEqual(source.load_database()["created"], 3)
        moved = source.connection_url.replace("import_source", "another")
        with self.assertRaisesRegex(UserError, "whole address"):
            source.connection_url = moved

    def test_bad_addresses_are_explained_without_quoting_them(self):
        for url, words in (
            ("ez nem cím titok", "cannot be understood"),
            ("postgresql://titok@", "cannot be understood"),
            ("sqlite:////titok.db", "must begin with"),
            ("postgresql+pg8000://a:titok@b/c", "must begin with"),
            ("postgresql://a:titok@b:kapu/c", "cannot be understood"),
        ):
            with self.subTest(url=url), self.assertRaisesRegex(UserError, words) as refusal:
                self.source.connection_url = url
            self.assertNotIn("titok", str(refusal.exception))

    def test_a_copy_has_no_address(self):
        copied = self.source.copy({"code": "copied"})
        self.assertEqual((copied.has_connection, copied.query), (False, "customers"))


@tagged("post_install", "-at_install")
class TestImportWatermark(DatabaseCase):
    """What was read is not read again; what was not, is."""

    def setUp(self):
        super().setUp()
        self.source.watermark_column = "Changed_At"

    def rows(self, **options):
        return self.as_loader.load_database(**options)["rows"]

    def add(self, code, changed_at):
        self.other.run(
            "INSERT INTO customers (code, name, changed_at) VALUES (%s, %s, %s)",
            code, f"{code} Kft.", changed_at,
        )  # fmt: skip

    def test_only_news_are_read(self):
        self.assertEqual(self.rows(), 3)
        self.assertEqual(self.source.watermark, "2026-03-02 10:00:00")
        # the last moment once more, and the row without any
        self.assertEqual(self.rows(), 2)
        self.add("D4", "2026-03-02 10:00:00")
        self.add("D5", "2026-03-01 09:00:00")
        self.add("D6", "2026-03-02 10:00:00.000001")
        result = self.as_loader.load_database()
        self.assertEqual((result["rows"], result["created"], result["unchanged"]), (4, 2, 2))
        self.assertEqual(self.source.watermark, "2026-03-02 10:00:00.000001")
        self.assertFalse(self.partner("D5", self.source))

    def test_with_a_query_and_other_kinds_of_marks(self):
        for expression, mark in (
            ("number", "3"),
            ("number / 8.0", "0.37500000000000000000"),
            ("changed_at::date", "2026-03-02"),
            ("changed_at AT TIME ZONE 'UTC'", "2026-03-02 10:00:00+00:00"),
        ):
            self.source.query = f"SELECT code, name, {expression} AS mark FROM customers -- all"  # noqa: S608
            self.source.watermark_column = "mark"
            with self.subTest(mark=expression):
                self.assertEqual(self.rows(), 3)
                self.assertEqual(self.source.watermark, mark)
                self.assertEqual(self.rows(), 2 if "changed" in expression else 1)

    def test_a_trial_does_not_move_it(self):
        self.rows(dry_run=True)
        self.assertFalse(self.source.watermark)

    def test_a_failed_load_does_not_move_it(self):
        self.rows()
        self.other.run("INSERT INTO customers (code, changed_at) VALUES ('Z', '9999-01-01 10:00')")
        mark = self.source.watermark
        self.other.run("ALTER TABLE customers RENAME TO gone")
        with self.assertRaises(UserError):
            self.rows()
        self.other.run("ALTER TABLE gone RENAME TO customers")
        self.assertEqual(self.source.watermark, mark)

    def test_what_is_undone_is_read_again(self):
        self.rows()
        self.add("D4", "2026-03-04 10:00:00")
        second = self.run_of(self.as_loader.load_database())
        self.add("D5", "2026-03-05 10:00:00")
        self.rows()
        second.with_user(self.manager).action_undo()
        self.assertEqual(self.source.watermark, "2026-03-02 10:00:00")
        self.assertFalse(self.partner("D4", self.source))
        self.assertEqual(self.as_loader.load_database()["created"], 1)
        self.assertTrue(self.partner("D4", self.source))

    def test_it_is_reset_and_begins_anew_with_another_query(self):
        self.rows()
        with self.assertRaises(AccessError):
            self.as_loader.action_reset_watermark()
        self.source.with_user(self.manager).action_reset_watermark()
        self.assertEqual(self.rows(), 3)
        self.source.query = "SELECT * FROM customers"
        self.assertFalse(self.source.watermark)

    def test_a_reset_during_a_load_counts(self):
        self.rows()
        self.add("D4", "2026-03-04 10:00:00")
        run_id = self.as_loader.load_database_async()
        run = self.env["crm.import.run"].browse(run_id).with_user(self.loader)
        run._stage()
        self.source.action_reset_watermark()
        run._load_rows()
        self.assertEqual((run.state, self.source.watermark), ("done", False))

    def test_a_column_by_which_nobody_can_tell(self):
        for column, words in (("name", "Kiss Kft."), ("nincs", "no column nincs")):
            self.source.watermark_column = column
            with self.subTest(column=column), self.assertRaisesRegex(UserError, words):
                self.rows()

    def test_a_file_does_not_move_it(self):
        content = self.csv(("F1", "Fájl Kft."))
        self.as_loader.load_file("mended.csv", content)
        self.assertFalse(self.source.watermark)
