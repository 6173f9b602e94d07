import json
from collections import Counter
from pathlib import Path

from odoo.tests import HttpCase, new_test_user, tagged

from .common import ImportCase

DATA = Path(__file__).parent / "data"
ROWS = 100


def head(name):
    """Return the header and the first rows of a sample file, as bytes."""
    return b"".join((DATA / name).read_bytes().splitlines(keepends=True)[: ROWS + 1])


@tagged("post_install", "-at_install")
class TestImportGuideTour(ImportCase, HttpCase):
    """The guided screen in a browser, on the messy sample file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("hu_HU")
        groups = "crm_masterdata_import.group_import_manager"
        cls.manager = new_test_user(cls.env, "guide_manager", groups=groups)
        (cls.manager | cls.loader).lang = "en_US"
        # the page is put together before the clock of a tour runs
        bundle = cls.env["ir.qweb"]._get_asset_bundle("web.assets_web")
        bundle.css()
        bundle.js()
        cls.serve("erp.csv", head("erp_customers.csv"))
        cls.serve("next_month.csv", head("erp_customers_next_month.csv"))
        cls.serve("noise.csv", bytes(range(256)) * 20)
        cls.serve("half.xlsx", (DATA / "shop_customers.xlsx").read_bytes()[:20_000])

    @classmethod
    def serve(cls, name, content):
        """Put a file where the browser can fetch it."""
        values = {"name": name, "url": f"/guide_test/{name}", "raw": content, "public": True}
        cls.env["ir.attachment"].create({"type": "binary", **values})

    def walk(self, tour, login, url="/odoo/load-customers"):
        self.start_tour(url, tour, login=login, timeout=300)

    def test_figures_of_the_tours_are_the_expected_ones(self):
        expected = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))
        rejected = {int(row): why for row, why in expected["1_erp"]["rejected_rows"].items()}
        reasons = Counter(why for row, why in rejected.items() if row <= ROWS + 1)
        self.assertEqual(reasons, {"unknown_country": 4, "invalid_vat": 3, "missing_name": 2})
        then = head("erp_customers.csv").decode("cp1250").splitlines()
        now = head("erp_customers_next_month.csv").decode("cp1250").splitlines()
        changed = [
            number
            for number, rows in enumerate(zip(then, now, strict=True), 1)
            for was, cell in zip(*(row.split(";") for row in rows), strict=True)
            # an empty cell erases nothing
            if cell and cell != was and number not in rejected
        ]
        self.assertEqual(changed, [41])

    def test_whoever_loads_walks_from_a_file_to_customers(self):
        row = head("erp_customers.csv").decode("cp1250").splitlines()[37]
        self.assertIn("Ruritánia", row)
        header = head("erp_customers.csv").decode("cp1250").splitlines()[0]
        mended = row.replace("Ruritánia", "Románia")
        self.serve("mended.csv", f"{header};Ok\r\n{mended};Nincs ilyen ország\r\n".encode("cp1250"))
        self.walk("crm_masterdata_import_guide", "loader")
        kept = {c.source_column: (c.target, c.policy) for c in self.erp.column_ids}
        self.assertEqual(kept["Cím"], ("street2", "overwrite"))
        self.assertEqual(kept["Telefon"], ("phone", "fill_empty"))
        self.assertEqual(kept["E-mail"], ("email", "overwrite"))
        partner = self.partner("V10000")
        self.assertEqual((partner.street, partner.street2), (False, "Béke utca 233."))
        self.assertEqual(self.partner("V10036").country_id.code, "RO")
        loads = self.erp.run_ids.filtered(lambda run: not run.is_dry_run)
        self.assertEqual(loads.mapped("created"), [1, 91])
        self.assertEqual(loads.user_id, self.loader)

    def test_whoever_sets_up_sources_makes_one_and_takes_a_load_back(self):
        run = self.erp.load_file("erp.csv", self.base64(head("erp_customers.csv")))
        self.assertEqual(run["created"], 91)
        self.walk("crm_masterdata_import_guide_manager", "guide_manager")
        made = self.env["crm.import.source"].search([("name", "=", "Őszi vásár")])
        self.assertEqual(made.code, "oszi_vasar")
        load = self.erp.run_ids.sorted("id")[-1:]
        self.assertEqual((load.is_dry_run, load.updated), (False, 1))
        self.assertEqual(self.partner("V10039").name, "Szabó és Bognár Zrt. 39 és Társa")
        # in a test the database's clock stands, while that of each request goes on
        load.change_ids.sudo().written_at = "2100-01-01 00:00:00"
        self.walk(
            "crm_masterdata_import_guide_undo", "guide_manager", f"/odoo/load-customers/{load.id}"
        )
        self.assertEqual(load.state, "undone")
        self.assertEqual(self.partner("V10039").name, "Szabó és Bognár Zrt. 39")

    def test_in_hungarian(self):
        self.loader.lang = "hu_HU"
        self.walk("crm_masterdata_import_guide_hungarian", "loader")

    def test_who_may_not_load_does_not_see_it(self):
        seller = new_test_user(
            self.env, "guide_seller", groups="base.group_user,base.group_partner_manager"
        )
        menus = {
            user: {
                menu.get("xmlid")
                for menu in self.env(user=user.id)["ir.ui.menu"].load_menus(False).values()
            }
            for user in (seller, self.loader)
        }
        self.assertIn("crm_masterdata_import.menu_import_load", menus[self.loader])
        self.assertNotIn("crm_masterdata_import.menu_import_load", menus[seller])
