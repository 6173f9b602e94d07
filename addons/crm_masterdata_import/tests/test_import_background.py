from contextlib import contextmanager

from odoo.tests import tagged

from .common import ImportCase
from .test_import_load import KISS


class BackgroundCase(ImportCase):
    """A worker's steps, one by one or all of them."""

    @contextmanager
    def worker(self):
        """Give a block the loads as a worker sees them, that commits."""
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.env.registry.cursor() as cr:
            yield self.env(cr=cr)["crm.import.run"]
        self.env.invalidate_all()

    def queue(self, *rows, **options):
        """Queue rows; return the load."""
        source = self.erp.with_user(self.loader)
        run_id = source.load_file_async("a.csv", self.csv(*rows), **options)
        return self.env["crm.import.run"].browse(run_id)

    def six(self):
        """Return six rows of six customers."""
        return [(f"V{number}", f"Kiss {number} Bt.", "", "", "", "1011") for number in range(6)]

    def run_job(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("crm_masterdata_import.ir_cron_load").method_direct_trigger()
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestImportBackground(BackgroundCase):
    """Loads in the background: step by step, shared, stopped, taken back."""

    def test_in_the_background(self):
        run_id = self.erp.with_user(self.loader).load_file_async("a.csv", self.csv(KISS))
        run = self.env["crm.import.run"].browse(run_id)
        self.assertEqual(run.state, "queued")
        self.run_job()
        self.assertEqual((run.state, run.created), ("done", 1))
        self.assertEqual(run.user_id, self.loader)

    def test_a_load_that_cannot_go_on_stops_no_other(self):
        self.load(KISS)
        erp = self.erp.with_user(self.loader)
        lacking = self.csv(("V2", "Nagy Bt."), headers=("Vevőkód", "Név"))
        ids = [erp.load_file_async("a.csv", lacking)]
        ids.append(erp.load_file_async("b.csv", self.csv(("V3", "Tóth Bt."))))
        self.run_job()
        runs = self.env["crm.import.run"].browse(ids)
        self.assertEqual(runs.mapped("state"), ["failed", "done"])
        self.assertIn("Telefon", runs[0].error)

    def test_what_is_cancelled_is_not_loaded(self):
        run_id = self.erp.load_file_async("a.csv", self.csv(KISS))
        run = self.env["crm.import.run"].browse(run_id)
        run.with_user(self.loader).action_cancel()
        self.run_job()
        self.assertEqual((run.state, self.partner("V1").id), ("cancelled", False))

    def test_step_by_step(self):
        self.env["ir.config_parameter"].set_param("crm_masterdata_import.part_rows", "2")
        run = self.queue(*self.six())
        seen = []
        with self.worker() as runs:
            while runs._take_step():
                progress = runs.browse(run.id).get_progress()
                seen.append((progress["state"], progress["rows_done"], round(progress["progress"])))
        self.assertEqual(
            seen,
            [
                ("read", 0, 0),
                ("loading", 0, 0),
                ("loading", 2, 33),
                ("loading", 4, 67),
                ("loading", 6, 100),
                ("done", 6, 100),
            ],
        )
        self.assertEqual((run.created, run.rows), (6, 6))

    def test_stopped_halfway_and_taken_back(self):
        self.env["ir.config_parameter"].set_param("crm_masterdata_import.part_rows", "2")
        run = self.queue(*self.six())
        with self.worker() as runs:
            for _step in ("read", "divide", "first part"):
                runs._take_step()
            runs.browse(run.id).with_user(self.loader).action_cancel()
            self.assertFalse(runs._take_step())
        self.assertEqual((run.state, run.rows, run.created), ("cancelled", 6, 2))
        self.assertTrue(self.partner("V1"))
        self.assertFalse(self.partner("V2"))
        run.action_undo()
        self.assertEqual(run.state, "undone")
        self.assertFalse(self.partner("V1"))
        self.assertEqual(self.load(*self.six())["created"], 6)

    def test_a_stopped_load_is_not_remembered(self):
        self.load(KISS)
        self.env["ir.config_parameter"].set_param("crm_masterdata_import.part_rows", "1")
        news = ("V1", "Kiss Kft.", "12345676-2-42", "", "new@kiss.hu")
        run = self.queue(news, ("V2", "Nagy Bt."))
        with self.worker() as runs:
            for _step in ("read", "divide", "first part"):
                runs._take_step()
            runs.browse(run.id).action_cancel()
        self.assertEqual(self.partner("V1").email, "new@kiss.hu")
        run.action_undo()
        self.assertEqual(self.partner("V1").email, "a@kiss.hu")
        # what the first load delivered is known still, and what the second would have is news
        self.assertEqual(self.load(KISS)["unchanged"], 1)
        self.assertEqual(self.load(news)["updated"], 1)

    def test_the_next_load_waits_for_the_first(self):
        self.env["ir.config_parameter"].set_param("crm_masterdata_import.part_rows", "2")
        first, second = self.queue(*self.six()), self.queue(*self.six())
        self.run_job()
        self.assertEqual((first.created, second.created), (6, 0))
        self.assertEqual(second.unchanged, 6)
        self.assertEqual(second.finished_at >= first.finished_at, True)

    def test_a_trial_in_parts(self):
        self.env["ir.config_parameter"].set_param("crm_masterdata_import.part_rows", "2")
        run = self.queue(*self.six(), ("V0", "Kiss 0 Bt.", "", "", "", "1012"), dry_run=True)
        self.run_job()
        self.assertEqual((run.state, run.created, run.merged), ("done", 6, 1))
        self.assertFalse(self.partner("V1"))
        changes = {change.partner_name: change.after["zip"] for change in run.change_ids}
        self.assertEqual(changes["Kiss 0 Bt."], "1012")
        self.assertEqual(len(changes), 6)
