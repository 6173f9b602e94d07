from odoo.tests import tagged

from .test_import_background import BackgroundCase

HEADERS = ("Vevőkód", "Név", "Adószám", "Irsz", "Város")


@tagged("post_install", "-at_install")
class TestImportUndoParts(BackgroundCase):
    """A long undo goes on in the background, part by part."""

    def setUp(self):
        super().setUp()
        # what a worker notes is in the language of who began it
        self.env.user.lang = "en_US"
        self.env["ir.config_parameter"].set_param("crm_masterdata_import.part_rows", "2")

    def left(self):
        """Return which of the six customers are there."""
        return [number for number in range(6) if self.partner(f"V{number}")]

    def test_step_by_step(self):
        run = self.run_of(self.load(*self.six()))
        run.action_undo()
        self.assertEqual((run.state, self.left()), ("undoing", [0, 1, 2, 3, 4, 5]))
        seen = []
        with self.worker() as runs:
            while runs._take_step():
                progress = runs.browse(run.id).get_progress()
                seen.append((progress["state"], round(progress["progress"])))
        self.assertEqual(
            seen, [("undoing", 33), ("undoing", 67), ("undoing", 100), ("undone", 100)]
        )
        self.assertEqual(self.left(), [])
        self.assertEqual(run.undo_user_id, self.env.user)
        self.assertEqual(self.load(*self.six())["created"], 6)

    def test_stopped_and_begun_again(self):
        run = self.run_of(self.load(*self.six()))
        run.action_undo()
        with self.worker() as runs:
            runs._take_step()
            runs.browse(run.id).action_cancel()
            self.assertFalse(runs._take_step())
        self.assertEqual((run.state, self.left()), ("done", [0, 1, 2, 3]))
        self.assertTrue(run.has_changes)
        run.action_undo()
        self.run_job()
        self.assertEqual((run.state, self.left()), ("undone", []))
        self.assertFalse(run.has_changes)

    def test_who_is_changed_meanwhile_is_left_alone(self):
        run = self.run_of(self.load(*self.six()))
        run.action_undo()
        with self.worker() as runs:
            runs._take_step()
        self.env.cr.execute(
            "UPDATE res_partner SET write_date = write_date + interval '1 hour' WHERE id = %s",
            (self.partner("V2").id,),
        )
        self.run_job()
        self.assertEqual((run.state, self.left()), ("undone", [2]))
        [kept] = run.change_ids.filtered("undo_refusal")
        self.assertEqual((kept.partner_name, kept.undo_refusal), ("Kiss 2 Bt.", "changed since"))

    def test_former_values_come_back_in_parts(self):
        former = [(f"V{n}", f"Kiss {n} Bt.", "", "1011", "Vác") for n in range(6)]
        self.load(*former, headers=HEADERS)
        run = self.run_of(self.load(*((*row[:4], "Pécs") for row in former), headers=HEADERS))
        run.action_undo()
        self.run_job()
        self.assertEqual({self.partner(f"V{n}").city for n in range(6)}, {"Vác"})
        # the source is remembered for what it delivered before
        self.assertEqual(self.load(*former, headers=HEADERS)["unchanged"], 6)

    def test_a_company_stays_with_an_address_that_stays(self):
        self.erp.same_tax_number = "site"
        rows = [("K", "Kiss Kft.", "12345676-2-42", "1011", "Vác")]
        rows += [(f"T{n}", "Kiss Kft.", "12345676-2-42", "1011", "Pécs") for n in range(3)]
        run = self.run_of(self.load(*rows, headers=HEADERS))
        company, site = self.partner("K"), self.partner("T2")
        self.assertEqual(site.parent_id, company)
        self.env["account.move"].create({"move_type": "out_invoice", "partner_id": site.id})
        run.change_ids.sudo().written_at = "2100-01-01 00:00:00"
        run.action_undo()
        self.run_job()
        self.assertEqual((site.exists().parent_id, company.exists()), (company, company))
        self.assertFalse(self.partner("T1"))
        reasons = {c.partner_name: c.undo_refusal for c in run.change_ids if c.undo_refusal}
        self.assertEqual(set(reasons.values()), {"used by documents"})
        self.assertEqual(len(run.change_ids.filtered("undo_refusal")), 2)
