import os
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.tests import new_test_user, tagged
from odoo.tools import config, mute_logger

from ..models import crm_import_folder
from .common import ImportCase
from .test_import_database import DatabaseCase

HEADER = "Vevőkód;Név\n"


class CollectCase(ImportCase):
    """The scheduler's jobs, one after the other."""

    def collect(self):
        self.run_job("ir_cron_collect")

    def load_waiting(self):
        self.run_job("ir_cron_load")

    def run_job(self, name):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref(f"crm_masterdata_import.{name}").method_direct_trigger()
        self.env.invalidate_all()

    def told(self, source):
        """Return what followers of a source were told."""
        comment = self.env.ref("mail.mt_comment")
        messages = source.message_ids.filtered(lambda message: message.subtype_id == comment)
        return messages.mapped("preview")


@tagged("post_install", "-at_install")
class TestImportFolder(CollectCase):
    """Files that are put into a folder are loaded once, whatever happens in between."""

    def setUp(self):
        super().setUp()
        base = tempfile.TemporaryDirectory()
        self.addCleanup(base.cleanup)
        self.base = Path(base.name)
        self.box = self.base / "erp"
        self.box.mkdir()
        self.startPatcher(patch.dict(config.options, {"crm_import_folder": base.name}))
        self.clock = self.startPatcher(patch.object(crm_import_folder, "time"))
        self.clock.time.return_value = time.time()
        manager = new_test_user(
            self.env,
            "folder_manager",
            groups="crm_masterdata_import.group_import_manager",
            lang="en_US",
        )
        self.manager = manager
        self.source = self.erp.with_user(manager)
        self.source.folder = "erp"

    def put(self, name, *rows, rested=True):
        path = self.box / name
        path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        if rested:
            self.let_rest()
        return path

    def let_rest(self):
        """Let some time pass since the files were written: the clock goes on by a minute."""
        self.clock.time.return_value = time.time() + 60

    def names(self, place=""):
        folder = self.box / place
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []

    def runs(self):
        return self.env["crm.import.run"].search([("source_id", "=", self.erp.id)], order="id")

    def test_a_file_is_loaded_and_put_away(self):
        self.put("customers.csv", "F1;Fa Kft.", "F2;")
        self.collect()
        run = self.runs()
        self.assertEqual(
            (run.state, run.user_id, run.filename), ("queued", self.manager, "customers.csv")
        )
        self.assertEqual(self.names(), ["customers.csv"])
        self.load_waiting()
        self.assertEqual((run.state, run.created, run.rejected), ("done", 1, 1))
        self.collect()
        name = f"{run.name.replace('/', '-')} customers.csv"
        self.assertEqual((self.names(), self.names("done")), (["done"], [name, f"{name}.txt"]))
        report = (self.box / "done" / f"{name}.txt").read_text(encoding="utf-8")
        self.assertIn("created: 1", report)
        self.collect()
        self.assertEqual(len(self.runs()), 1)

    def test_a_bad_file_says_why_and_stops_no_other(self):
        self.put("bad.csv")
        (self.box / "bad.csv").write_bytes(b"%PDF-1.4 x")
        self.put("good.csv", "F1;Fa Kft.")
        self.collect()
        self.load_waiting()
        self.collect()
        self.assertEqual(sorted(self.runs().mapped("state")), ["done", "failed"])
        [reason] = [name for name in self.names("failed") if name.endswith(".txt")]
        self.assertIn("expected kind", (self.box / "failed" / reason).read_text(encoding="utf-8"))
        self.assertEqual(len(self.names("done")), 2)
        [told] = self.told(self.erp)
        self.assertIn("bad.csv", told)

    def test_what_is_not_complete_waits(self):
        self.put("growing.csv", "F1;Fa Kft.", rested=False)
        self.collect()
        self.assertFalse(self.runs())
        self.put(".hidden.csv", "F1;Fa Kft.")
        self.put("half.csv.part", "F1;Fa Kft.")
        (self.box / "growing.csv").unlink()
        self.collect()
        self.assertFalse(self.runs())

    def test_links_are_not_followed(self):
        outside = self.base / "outside.csv"
        outside.write_text(HEADER + "F1;Fa Kft.\n", encoding="utf-8")
        (self.box / "link.csv").symlink_to(outside)
        self.let_rest()
        self.collect()
        self.assertFalse(self.runs())
        (self.base / "elsewhere").mkdir()
        (self.base / "linked").symlink_to(self.base / "elsewhere")
        self.source.folder = "linked"
        self.collect()
        self.assertIn("linked", self.erp.last_error)

    def test_a_name_leads_nowhere_else(self):
        for name in ("..", ".", "a/b", "/etc", "../x", "a b", ""):
            with (
                self.subTest(name=name),
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
            ):
                self.source.folder = name
                self.env.flush_all()

    def test_killed_before_the_load_was_kept(self):
        """What was not committed is not there: the file is found again."""
        self.put("a.csv", "F1;Fa Kft.")
        with self.env.cr.savepoint() as savepoint:
            self.collect()
            self.assertEqual(len(self.runs()), 1)
            savepoint.rollback()
        self.env.invalidate_all()
        self.assertFalse(self.runs())
        self.collect()
        self.assertEqual(len(self.runs()), 1)

    def test_killed_between_moving_and_marking(self):
        self.put("a.csv", "F1;Fa Kft.")
        self.collect()
        self.load_waiting()
        with self.env.cr.savepoint() as savepoint:
            self.collect()
            savepoint.rollback()
        self.env.invalidate_all()
        self.assertFalse(self.runs().is_put_away)
        before = self.names("done")
        self.collect()
        self.assertEqual((self.runs().is_put_away, self.names("done")), (True, before))

    def test_started_twice(self):
        self.put("a.csv", "F1;Fa Kft.")
        self.collect()
        self.collect()
        self.assertEqual(len(self.runs()), 1)

    def test_another_file_of_the_same_name_meanwhile(self):
        self.put("a.csv", "F1;Fa Kft.")
        self.collect()
        (self.box / "a.csv").unlink()
        self.put("other.csv", "F9;Más Kft.")
        os.rename(self.box / "other.csv", self.box / "a.csv")
        self.load_waiting()
        self.collect()
        self.load_waiting()
        self.collect()
        self.assertTrue(self.partner("F1") and self.partner("F9"))
        self.assertEqual(len([n for n in self.names("done") if n.endswith("a.csv")]), 1)

    def test_nobody_puts_anothers_name_to_it(self):
        self.source.write({"scheduled_by_id": self.env.ref("base.user_admin").id})
        self.assertEqual(self.erp.scheduled_by_id, self.manager)

    def test_who_left_loads_no_more(self):
        self.put("a.csv", "F1;Fa Kft.")
        self.manager.active = False
        self.collect()
        self.assertFalse(self.runs())
        self.assertIn("no user any more", self.erp.last_error)

    def test_without_a_base_folder(self):
        config.options["crm_import_folder"] = False
        self.collect()
        self.collect()
        self.assertEqual(len(self.told(self.erp)), 1)
        self.assertIn("odoo.conf", self.erp.last_error)


@tagged("post_install", "-at_install")
class TestImportSchedule(CollectCase, DatabaseCase):
    """Sources load by themselves at their hour, and complain once."""

    def test_every_night(self):
        with freeze_time("2026-03-10 12:00:00"):
            self.source.with_user(self.manager).write({"interval": "daily", "load_hour": 3})
            # three o'clock in Budapest
            self.assertEqual(str(self.source.next_load_at), "2026-03-11 02:00:00")
            self.collect()
            self.assertFalse(self.source.run_ids)
        with freeze_time("2026-03-11 02:00:30"):
            self.collect()
            self.assertEqual(str(self.source.next_load_at), "2026-03-12 02:00:00")
            self.collect()
        run = self.source.run_ids
        self.assertEqual((run.user_id, run.state), (self.manager, "queued"))
        self.load_waiting()
        self.assertEqual((run.state, run.created), ("done", 3))

    def test_a_failure_is_told_once_and_the_next_goes_on(self):
        self.source.with_user(self.manager).write({"interval": "daily", "load_hour": 3})
        self.other.run("ALTER TABLE customers RENAME TO away")
        self.addCleanup(self.other.run, "DROP TABLE IF EXISTS away")
        for _night in range(2):
            self.pass_night()
        self.assertEqual(self.source.run_ids.mapped("state"), ["failed", "failed"])
        self.assertIn("customers", self.source.last_error)
        self.assertEqual(len(self.told(self.source)), 1)
        self.other.run("ALTER TABLE away RENAME TO customers")
        self.pass_night()
        self.assertEqual(self.source.run_ids[0].state, "done")
        self.assertFalse(self.source.last_error)

    def test_one_that_still_goes_on_is_not_doubled(self):
        self.source.with_user(self.manager).interval = "hourly"
        for _hour in range(2):
            self.source.next_load_at = "2026-01-01 00:00:00"
            self.collect()
        self.assertEqual(len(self.source.run_ids), 1)
        self.assertGreater(str(self.source.next_load_at), "2026-01-02")

    def pass_night(self):
        self.source.next_load_at = "2026-01-01 00:00:00"
        self.collect()
        self.load_waiting()
