"""Hungarian where Odoo and OCA have none: records, web client, other languages, upgrades."""

import re
from pathlib import Path

import polib

from odoo.tests import HttpCase, TransactionCase, tagged
from odoo.tools import file_path
from odoo.tools.translate import TranslationImporter

from ..extra_translations import load_model_terms, web_messages

HUNGARIAN = "hu_HU"
MAIN_MODELS = (
    "sale.order",
    "stock.picking",
    "account.move",
    "crm.lead",
    "mailing.mailing",
    "res.partner",
    "helpdesk.ticket",
)
# the same word in both languages
SAME = {
    "crm", "e-mail", "edi", "fax", "gln", "iap", "iban", "id", "incoterm", "kanban", "logo",
    "marketing", "nav 3.0", "partner", "pdf", "qr-kód", "sla", "sms", "uuid", "video", "x",
}  # fmt: skip
PLACEHOLDER = re.compile(r"%\([^)]+\)[sdfr]|%[sdf](?!\w)|(?<!\{)\{\w*\}(?!\})|\{\{.*?\}\}", re.S)
TAG = re.compile(r"</?[a-z][\w-]*(?=[\s/>])")


def entries(language="hu"):
    """All of our terms for other modules, as (module, entry)."""
    for path in sorted(Path(file_path(f"crm_suite_hu/i18n_extra/{language}")).glob("*.po")):
        for entry in polib.pofile(str(path)):
            yield path.stem, entry


def shape(text):
    """What a translation must keep: placeholders (texts inside them apart) and tags."""
    marks = [re.sub(r"'[^']*'", "''", mark) for mark in PLACEHOLDER.findall(text)]
    return sorted(marks), sorted(TAG.findall(text))


class TestFiles(TransactionCase):
    def test_every_term_is_translated_and_keeps_placeholders_and_tags(self):
        wrong = [
            f"{module}: {entry.msgid[:60]}"
            for module, entry in entries()
            if not entry.msgstr or shape(entry.msgid) != shape(entry.msgstr)
        ]
        self.assertEqual(wrong, [])

    def test_terms_stand_under_their_own_module(self):
        wrong = [
            f"{module}: {place}"
            for module, entry in entries()
            for place, _line in entry.occurrences
            if not place.startswith((f"code:addons/{module}/", "code:odoo/"))
            and f":{module}." not in place
        ]
        self.assertEqual(wrong, [])

    def test_no_term_is_given_twice_in_a_file(self):
        sources = [(module, entry.msgid) for module, entry in entries()]
        self.assertEqual(len(sources), len(set(sources)))


@tagged("post_install", "-at_install")
class TestModelTerms(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_and_install_lang(HUNGARIAN)
        cls.hu = cls.env(context={"lang": HUNGARIAN})
        cls.en = cls.env(context={"lang": "en_US"})

    def _label(self, env, model, field):
        return env[model].fields_get([field], ["string"])[field]["string"]

    def test_field_labels_that_odoo_lacks(self):
        self.assertEqual(self._label(self.hu, "stock.move", "picked"), "Kigyűjtve")
        self.assertEqual(
            self._label(self.hu, "sale.order", "late_availability"), ("Késő rendelkezésre állás")
        )
        self.assertEqual(self._label(self.en, "stock.move", "picked"), "Picked")

    def test_corrected_label_and_menu(self):
        menu = self.hu.ref("account.menu_action_move_out_refund_type")
        self.assertEqual(menu.name, "Jóváíró számlák")
        self.assertEqual(menu.with_context(lang="en_US").name, "Credit Notes")
        self.assertEqual(self._label(self.hu, "helpdesk.ticket", "stage_id"), "Szakasz")

    def test_selection_labels(self):
        states = dict(
            self.hu["mailing.trace"].fields_get(["trace_status"])["trace_status"]["selection"]
        )
        self.assertEqual(states["process"], "Feldolgozás alatt")

    def test_view_texts(self):
        view = self.hu.ref("stock.view_picking_form")
        arch = self.hu["stock.picking"].get_view(view.id, "form")["arch"]
        self.assertIn("Visszáru", arch)
        english = self.en["stock.picking"].get_view(view.id, "form")["arch"]
        self.assertNotIn("Visszáru", english)

    def test_mail_of_the_sales_chain_is_hungarian_and_renders(self):
        order = self.env["sale.order"].create(
            {"partner_id": self.env["res.partner"].create({"name": "Tölgy Kft."}).id}
        )
        template = self.env.ref("sale.email_template_edi_sale").with_context(lang=HUNGARIAN)
        body = template._render_field("body_html", order.ids)[order.id]
        self.assertIn("Tisztelt Partnerünk!", body)
        self.assertIn(order.name, body)
        self.assertIn("ajánlata", body)
        self.assertNotIn("Hello", body)

    def test_another_language_is_left_alone(self):
        self.env["res.lang"]._activate_lang("de_DE")
        label = self.env.ref("stock.field_stock_move__picked")
        before = label.with_context(lang="de_DE").field_description
        load_model_terms(self.env, "de_DE")
        self.assertEqual(label.with_context(lang="de_DE").field_description, before)
        self.assertNotEqual(before, "Kigyűjtve")

    def test_a_text_that_a_user_translated_stays(self):
        menu = self.hu.ref("account.menu_action_move_out_refund_type")
        label = self.hu.ref("stock.field_stock_move__picked")
        menu.name, label.field_description = "Helyesbítők", "Összeszedve"
        self.env["ir.module.module"]._load_module_terms(["stock", "account"], [HUNGARIAN])
        self.assertEqual(menu.name, "Helyesbítők")
        self.assertEqual(label.field_description, "Összeszedve")

    def test_the_language_loaded_later_brings_ours(self):
        label = self.env.ref("stock.field_stock_move__picked")
        menu = self.env.ref("account.menu_action_move_out_refund_type")
        label.update_field_translations("field_description", {HUNGARIAN: False})
        menu.update_field_translations("name", {HUNGARIAN: False})
        self.env["ir.module.module"]._load_module_terms(
            ["account", "stock", "crm_suite_hu"], [HUNGARIAN]
        )
        self.assertEqual(label.with_context(lang=HUNGARIAN).field_description, "Kigyűjtve")
        self.assertEqual(menu.with_context(lang=HUNGARIAN).name, "Jóváíró számlák")

    def test_an_upgrade_of_the_other_module_keeps_ours(self):
        modules = self.env["ir.module.module"].search([("name", "=", "stock")])
        for overwrite in (False, True):
            modules._update_translations(HUNGARIAN, overwrite=overwrite)
            self.assertEqual(self._label(self.hu, "stock.move", "picked"), "Kigyűjtve")
            self.assertEqual(
                self._label(self.hu, "stock.picking", "location_id"), ("Forrás tárhely")
            )
            self.assertEqual(self.hu.ref("stock.act_stock_return_picking").name, "Visszáru")

    def test_odoo_reads_the_files_without_leftovers(self):
        importer = TranslationImporter(self.env.cr, verbose=False)
        for path in Path(file_path("crm_suite_hu/i18n_extra/hu")).glob("*.po"):
            with self.subTest(path.name), self.assertNoLogs("odoo.tools.translate", "WARNING"):
                importer.load_file(str(path), HUNGARIAN)


@tagged("post_install", "-at_install")
class TestMainScreens(TransactionCase):
    """What a user sees first has a Hungarian text everywhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_and_install_lang(HUNGARIAN)

    def _same(self, english, hungarian):
        """Whether a text is English still: equal, with a word in it, and no word of both."""
        text = (english or "").strip()
        return bool(
            text == (hungarian or "").strip()
            and re.search(r"[^\W\d_]{2}", text)
            and text.lower() not in SAME
        )

    def test_labels_of_the_main_models_are_hungarian(self):
        left = []
        for name in MAIN_MODELS:
            fields = self._shown_fields(name)
            english = self.env[name].with_context(lang="en_US").fields_get(fields, ["string"])
            hungarian = self.env[name].with_context(lang=HUNGARIAN).fields_get(fields, ["string"])
            left += [
                f"{name}.{field}: {english[field]['string']}"
                for field in english
                if self._same(english[field]["string"], hungarian[field]["string"])
            ]
        self.assertEqual(left, [])

    def test_texts_of_the_main_views_are_hungarian(self):
        left = []
        for name in MAIN_MODELS:
            for kind in ("form", "list", "search"):
                view = self.env[name].get_view(view_type=kind)["id"]
                left += self._english_terms(self.env["ir.ui.view"].browse(view))
        self.assertEqual(sorted(set(left)), [])

    def test_menus_are_hungarian(self):
        technical = self.env.ref("base.menu_administration")
        menus = self.env["ir.ui.menu"].with_context(**{"ir.ui.menu.full_list": True}).search([])
        menus -= menus.search([("id", "child_of", technical.id)])
        names = {menu.id: menu.name for menu in menus.with_context(lang="en_US")}
        left = [
            menu.complete_name
            for menu in menus.with_context(lang=HUNGARIAN)
            if self._same(names[menu.id], menu.name)
        ]
        self.assertEqual(left, [])

    def _shown_fields(self, name):
        shown = set()
        for kind in ("form", "list"):
            arch = self.env[name].get_view(view_type=kind)["arch"]
            shown |= set(re.findall(r'<field name="(\w+)"', arch))
        fields = self.env[name]._fields
        return sorted(f for f in shown & fields.keys() if fields[f].export_string_translation)

    def _english_terms(self, view):
        """English terms of a view, of those it extends and of all that extend it."""
        views = found = view
        while views.inherit_id - found:
            views = views.inherit_id
            found |= views
        while views.inherit_children_ids - found:
            views = views.inherit_children_ids
            found |= views
        return [row for each in found for row in self._english_terms_of_one(each)]

    def _english_terms_of_one(self, view):
        terms = view._fields["arch_db"].get_translation_dictionary(
            view.with_context(lang="en_US").arch_db,
            {HUNGARIAN: view.with_context(lang=HUNGARIAN).arch_db},
        )
        return [
            f"{view.xml_id}: {term}"
            for term, texts in terms.items()
            if self._same(term, texts[HUNGARIAN])
            and re.search(r"[^\W\d_]{3}", re.sub(r"<[^>]*>", " ", term))
        ]


@tagged("post_install", "-at_install")
class TestWebClient(HttpCase):
    def test_served_to_the_browser(self):
        self.env["res.lang"]._activate_lang(HUNGARIAN)
        served = self.url_open(f"/web/webclient/translations?lang={HUNGARIAN}&mods=web,mail").json()
        web = {term["id"]: term["string"] for term in served["modules"]["web"]["messages"]}
        self.assertEqual(web["Create and edit..."], "Létrehozás és szerkesztés...")
        mail = {term["id"]: term["string"] for term in served["modules"]["mail"]["messages"]}
        self.assertEqual(mail["Mark as Unread"], "Megjelölés olvasatlanként")
        self.assertEqual(web["Save"], "Mentés", "Odoo's own terms stay")

    def test_other_languages_get_odoos_own_only(self):
        for lang in ("en_US", "de_DE"):
            self.env["res.lang"]._activate_lang(lang)
            served = self.url_open(f"/web/webclient/translations?lang={lang}&mods=web").json()
            texts = {term["string"] for term in served["modules"]["web"]["messages"]}
            self.assertNotIn("Létrehozás és szerkesztés...", texts)

    def test_a_text_that_odoo_changed_is_not_corrected(self):
        odoo = ({"id": "Domain", "string": "Kör"}, {"id": "Create...", "string": "Új..."})
        merged = {term["id"]: term["string"] for term in web_messages("web", HUNGARIAN, odoo)}
        self.assertEqual(merged["Domain"], "Kör")
        self.assertEqual(merged["Create..."], "Új...", "a text that Odoo has is not ours to add")
        self.assertEqual(merged["Custom Filter"], "Egyéni szűrő")
        self.assertIs(web_messages("no_such_module", HUNGARIAN, odoo), odoo)
