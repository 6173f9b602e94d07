import base64
from pathlib import Path

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import ImportCase

DATA = Path(__file__).parent / "data"
ROW = ("V1", "Kiss Kft.", "12345676-2-42")


def content_of(name):
    return base64.b64encode((DATA / name).read_bytes()).decode()


@tagged("post_install", "-at_install")
class TestImportGuide(ImportCase):
    """What the guided screen asks: the first look, the kept columns, sources and words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env, "guide_manager", groups="crm_masterdata_import.group_import_manager"
        )
        cls.clerk = new_test_user(cls.env, "guide_clerk", groups="base.group_user")

    def preview(self, *rows, headers=("Vevőkód", "Név", "Kedvenc szín"), user=None):
        source = self.erp.with_user(user or self.loader)
        return source.preview_file("a.csv", self.csv(*rows, headers=headers))

    def kept(self):
        return [(c.source_column, c.target, c.policy) for c in self.erp.column_ids]

    # The first look

    def test_the_messy_sample_is_recognised(self):
        erp = self.erp.with_user(self.loader)
        found = erp.preview_file("erp.csv", content_of("erp_customers.csv"))
        self.assertEqual((found["kind"], found["encoding"]), ("csv", "cp1250"))
        self.assertEqual(found["delimiter"], ";")
        self.assertEqual(len(found["rows"]), 10)
        self.assertEqual(found["rows"][1][1], "  Balogh  István  1 ")
        self.assertIs(found["row_count"], False, "2,046 rows are not counted")
        targets = {c["source_column"]: c["target"] for c in found["columns"]}
        self.assertEqual(targets["Cégjegyzékszám"], "company_registry")
        self.assertEqual(len([t for t in targets.values() if t]), 10)
        self.assertFalse(erp.run_ids, "a look makes no load")
        self.assertFalse(erp.column_ids, "a look keeps nothing")

    def test_a_workbook_is_recognised(self):
        found = self.erp.preview_file("w.xlsx", content_of("shop_customers.xlsx"))
        self.assertEqual((found["kind"], found["delimiter"]), ("xlsx", False))
        self.assertTrue(found["sheet"])
        self.assertGreater(found["row_count"], 10)
        self.assertEqual(len(found["rows"]), 10)

    def test_columns_of_a_first_file(self):
        found = self.preview(("V1", "Kiss Kft.", "kék"))
        self.assertEqual(found["row_count"], 1)
        self.assertEqual(found["rows"], [["V1", "Kiss Kft.", "kék"]])
        shown = [
            (c["index"], c["source_column"], c["target"], c["known"]) for c in found["columns"]
        ]
        self.assertEqual(
            shown,
            [
                (0, "Vevőkód", "code", False),
                (1, "Név", "name", False),
                (2, "Kedvenc szín", "", False),
            ],
        )

    def test_kept_columns_come_back(self):
        self.erp.set_columns(
            [
                {"source_column": "Vevőkód", "target": "code", "policy": "overwrite"},
                {"source_column": "Név", "target": "", "policy": "overwrite"},
                {"source_column": "Kedvenc szín", "target": "name", "policy": "keep"},
            ]
        )
        found = self.preview(("V1", "x", "Kiss Kft."), headers=("vevokod", "Név", "Kedvenc szín"))
        shown = [(c["target"], c["policy"], c["known"]) for c in found["columns"]]
        self.assertEqual(
            shown,
            [("code", "overwrite", True), ("", "overwrite", True), ("name", "keep", True)],
        )
        self.assertEqual(found["missing"], [])

    def test_what_the_file_lacks_and_what_is_new(self):
        self.erp.set_columns(
            [
                {"source_column": "Vevőkód", "target": "code"},
                {"source_column": "Név", "target": "name"},
                {"source_column": "Fax", "target": "fax"},
                {"source_column": "Szín", "target": ""},
            ]
        )
        found = self.preview(headers=("Vevőkód", "Név", "E-mail", "Megnevezés"))
        self.assertEqual(found["missing"], ["Fax"])
        targets = [(c["source_column"], c["target"]) for c in found["columns"]]
        # the name has its column already
        self.assertEqual(targets[2:], [("E-mail", "email"), ("Megnevezés", "")])

    def test_columns_without_a_header_or_with_one_that_reads_alike_cannot_be_loaded(self):
        found = self.preview(("V1", "?", "Kiss"), headers=("Vevőkód", "", "Név", "NEV"))
        self.assertEqual([c["can_map"] for c in found["columns"]], [True, False, True, False])
        self.assertEqual([c["target"] for c in found["columns"]], ["code", "", "name", ""])

    def test_what_is_no_file_of_customers_is_said(self):
        for content, words in ((bytes(range(256)) * 20, "holds no text"), (b"", "is empty")):
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                self.erp.preview_file("a.csv", base64.b64encode(content).decode())
        half = (DATA / "shop_customers.xlsx").read_bytes()[:20_000]
        with self.assertRaisesRegex(UserError, "damaged or cut off"):
            self.erp.preview_file("a.xlsx", base64.b64encode(half).decode())
        with self.assertRaisesRegex(UserError, "base64"):
            self.erp.preview_file("a.csv", "§")

    def test_a_look_takes_few_queries_however_many_columns(self):
        headers = ["Vevőkód", "Név", *(f"Oszlop {number}" for number in range(200))]
        self.preview(headers=headers)
        with self.assertQueryCount(8):
            self.env.invalidate_all()
            self.preview(headers=headers)

    # Keeping columns

    def test_the_load_goes_where_the_columns_say(self):
        erp = self.erp.with_user(self.loader)
        erp.set_columns(
            [
                {"source_column": "Vevőkód", "target": "code", "policy": "overwrite"},
                {"source_column": "Kedvenc szín", "target": "name", "policy": "fill_empty"},
            ]
        )
        headers = ("Vevőkód", "Név", "Kedvenc szín")
        result = self.load(("V1", "nem ez", "Kék Kft."), headers=headers)
        self.assertEqual(result["created"], 1)
        self.assertEqual(self.partner("V1").name, "Kék Kft.")
        kept = [("Vevőkód", "code", "overwrite"), ("Kedvenc szín", "name", "fill_empty")]
        self.assertEqual(self.kept(), kept)

    def test_whoever_loads_keeps_columns_until_the_first_load(self):
        columns = [{"source_column": "Név", "target": "name"}]
        erp = self.erp.with_user(self.loader)
        self.load(ROW, dry_run=True)
        self.assertTrue(erp.set_columns(columns))
        self.assertTrue(self.preview()["may_keep"])
        self.load(("Kiss Kft.", "+36 1 234 5678"), headers=("Név", "Telefon"))
        self.assertFalse(self.preview()["may_keep"])
        with self.assertRaisesRegex(AccessError, "only those who set up sources"):
            erp.set_columns(columns)
        self.assertTrue(self.preview(user=self.manager)["may_keep"])
        self.assertTrue(self.erp.with_user(self.manager).set_columns(columns))

    def test_new_columns_are_not_promised_to_who_may_not_keep_them(self):
        self.load(ROW)
        headers = ("Vevőkód", "Név", "Adószám", "Telefon", "E-mail", "Irsz", "Város", "Cím", "Fax")
        self.assertEqual(self.preview(headers=headers)["columns"][-1]["target"], "")
        as_manager = self.preview(headers=headers, user=self.manager)
        self.assertEqual(as_manager["columns"][-1]["target"], "fax")

    def test_wrong_columns_are_refused(self):
        for columns, words in (
            ([{"source_column": "A", "target": "shoe_size"}], "shoe_size"),
            (
                [
                    {"source_column": "A", "target": "email"},
                    {"source_column": "B", "target": "email"},
                ],
                "E-mail",
            ),
        ):
            with self.assertRaisesRegex(UserError, words):
                self.erp.set_columns(columns)
        self.assertEqual(self.kept(), [])

    # Sources and words

    def test_the_guide_begins_with_the_source_used_last(self):
        shop = self.make_source("shop")
        guide = self.env["crm.import.source"].with_user(self.loader).get_guide
        self.load(ROW, source=shop)
        self.assertEqual(guide()["source_id"], shop.id)
        self.load(ROW, source=self.erp, dry_run=True)
        self.assertEqual(guide()["source_id"], self.erp.id)
        counts = {source["name"]: source["run_count"] for source in guide()["sources"]}
        self.assertEqual((counts["ERP"], counts["SHOP"]), (1, 1))

    def test_every_target_is_offered_once_in_a_group(self):
        guide = self.env["crm.import.source"].with_user(self.loader).get_guide()
        offered = [c["value"] for group in guide["targets"] for c in group["choices"]]
        fields = self.env["crm.import.column"].fields_get(["target"])["target"]["selection"]
        self.assertEqual(sorted(offered), sorted(value for value, _label in fields))
        labels = {group["label"]: group["choices"] for group in guide["targets"]}
        of_contact = {choice["value"].partition(".")[0] for choice in labels["Contact person"]}
        self.assertEqual(of_contact, {"contact"})
        self.assertFalse(guide["may_define"])

    def test_words_are_hungarian_for_hungarians(self):
        self.env["res.lang"]._activate_lang("hu_HU")
        self.loader.lang = "hu_HU"
        source = self.env["crm.import.source"].with_user(self.loader).with_context(lang="hu_HU")
        guide = source.get_guide()
        self.assertEqual(guide["outcomes"]["rejected"], "Elutasítva")
        self.assertIn("Kapcsolattartó", [group["label"] for group in guide["targets"]])

    def test_a_source_of_its_name_alone(self):
        source = self.env["crm.import.source"].with_user(self.manager)
        made = [source.name_create(name) for name in ("Őszi vásár", "őszi Vásár!", "…")]
        self.assertEqual([name for _id, name in made], ["Őszi vásár", "őszi Vásár!", "…"])
        codes = source.browse([number for number, _name in made]).mapped("code")
        self.assertEqual(codes, ["oszi_vasar", "oszi_vasar_2", "source"])
        with self.assertRaisesRegex(UserError, "name"):
            source.name_create("  ")
        with self.assertRaises(AccessError):
            source.with_user(self.loader).name_create("Vásár")

    # After the trial

    def test_a_trial_is_loaded(self):
        trial = self.run_of(self.load(ROW, dry_run=True)).with_user(self.loader)
        run = self.env["crm.import.run"].browse(trial.load_tried())
        self.assertEqual((run.state, run.is_dry_run, run.created), ("done", False, 1))
        self.assertEqual(run.filename, "test.csv")

    def test_customers_of_a_load(self):
        self.load(ROW, ("V2", "Nagy Kft.", "", "", "nagy@nagy.example"))
        result = self.load(ROW, ("V2", "Nagy Kft.", "", "", "uj@nagy.example"), ("V3", "Új Kft."))
        self.assertEqual((result["unchanged"], result["updated"], result["created"]), (1, 1, 1))
        run = self.run_of(result).with_user(self.loader)
        partners = self.env["res.partner"].with_user(self.loader)
        found = partners.search(run.action_open_partners()["domain"])
        self.assertEqual(found, self.partner("V2") + self.partner("V3"))

    def test_a_load_is_opened_in_the_guide(self):
        run = self.run_of(self.load(ROW)).with_user(self.loader)
        action = run.action_open_guide()
        self.assertEqual(
            (action["tag"], action["params"]), ("crm_import_guide", {"run_id": run.id})
        )

    def test_progress_of_a_load_that_waits_and_of_one_that_has_ended(self):
        erp = self.erp.with_user(self.loader)
        run = self.env["crm.import.run"].with_user(self.loader)
        waiting = run.browse(erp.load_file_async("a.csv", self.csv(ROW), dry_run=True))
        self.assertEqual(waiting.get_progress()["state"], "queued")
        done = run.browse(self.load(ROW)["run_id"]).get_progress()
        self.assertEqual((done["state"], done["rows_done"], done["progress"]), ("done", 1, 100.0))

    def test_who_may_not_load_does_not_look(self):
        erp = self.erp.with_user(self.clerk)
        run = self.run_of(self.load(ROW, dry_run=True)).with_user(self.clerk)
        for call in (
            erp.get_guide,
            lambda: erp.preview_file("a.csv", self.csv(ROW)),
            lambda: erp.set_columns([]),
            run.load_tried,
            run.get_progress,
        ):
            with self.assertRaises(AccessError):
                call()
