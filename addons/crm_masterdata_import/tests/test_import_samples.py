import base64
import json
from pathlib import Path

from odoo.tests import tagged

from .common import ImportCase

DATA = Path(__file__).parent / "data"
EXPECTED = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))
LOADS = json.loads((DATA / "loads.json").read_text(encoding="utf-8"))
PLAIN = ("name", "vat", "company_registry", "zip", "city", "street", "email")


@tagged("post_install", "-at_install")
class TestImportSamples(ImportCase):
    """The sample files, in the order of their loads, give what is expected of every row."""

    def test_samples(self):
        self.load_samples(trials=True)

    def load_samples(self, trials):
        sources = {"erp": self.erp, "shop": self.make_source("shop")}
        before = self.env["res.partner"].search_count([("parent_id", "=", False)])
        for name, (file, code) in LOADS.items():
            content = base64.b64encode((DATA / file).read_bytes()).decode()
            source = sources[code].with_user(self.loader)
            expected = dict(EXPECTED[name])
            rejected, partners = expected.pop("rejected_rows"), expected.pop("partners_after")
            if trials:
                with self.subTest(load=name, trial=True):
                    self.assert_result(source.load_file(file, content, dry_run=True), expected)
            result = source.load_file(file, content)
            with self.subTest(load=name):
                self.assert_result(result, expected)
                lines = self.run_of(result).line_ids.filtered("reason")
                self.assertEqual({str(x.row_number): x.reason for x in lines}, rejected)
                after = self.env["res.partner"].search_count([("parent_id", "=", False)])
                self.assertEqual(after - before, partners)
        self.assert_partners(sources)

    def test_samples_in_parts(self):
        """Rows that touch one another meet in one part."""
        self.env["ir.config_parameter"].set_param("crm_masterdata_import.part_rows", "250")
        self.load_samples(trials=False)
        runs = self.env["crm.import.run"].search([("is_dry_run", "=", False)], limit=4)
        self.assertTrue(all(len(run.part_ids) > 2 for run in runs), runs.mapped("part_ids"))
        lines = self.env["crm.import.line"]
        self.assertTrue(lines.search_count([("run_id", "=", runs[-1].id), ("part_row", ">", 0)]))

    def assert_result(self, result, expected):
        self.assertEqual(result["state"], "done")
        counts = {key: value for key, value in result.items() if key not in ("run_id", "state")}
        self.assertEqual(counts, expected)

    def assert_partners(self, sources):
        for expected in EXPECTED["partners"]:
            code, number = next(iter(expected["codes"].items()))
            partner = self.partner(number, sources[code])
            shown = {field: partner[field] for field in PLAIN if partner[field]}
            if partner.phone:
                shown["phone"] = partner._phone_format(fname="phone", force_format="E164")
            if partner.is_company:
                shown["is_company"] = True
            shown["country"] = partner.country_id.code
            shown["codes"] = {c.source_id.code: c.code for c in partner.import_code_ids}
            with self.subTest(partner=expected["name"]):
                self.assertEqual(shown, expected)
