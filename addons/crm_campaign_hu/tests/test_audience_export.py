import base64
import csv
import io
from datetime import timedelta

import openpyxl

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_audience import AudienceCase


@tagged("post_install", "-at_install")
class TestAudienceExport(AudienceCase):
    """Members as files, the log of exports, snapshots, reach, the nightly job."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marketer.group_ids |= cls.env.ref("base.group_allow_export")
        cls.anna.write(
            {
                "email": "anna@vevo.example",
                "city": "Szeged",
                "country_id": cls.env.ref("base.hu").id,
                "lang": "en_US",
                "street": "Fő utca 1.",
                "phone": "+36301234567",
                "color": 7,
            }
        )
        cls.bela.write({"name": '=HYPERLINK("http://x")', "phone": "+3612345678"})
        cls.chosen = cls.audience(name="Spring letter")
        cls.chosen.refresh()

    def export(self, file_format, names, **more):
        result = self.chosen.export_members(file_format, names, **more)
        self.assertEqual(result["filename"], f"Spring_letter.{file_format}")
        return base64.b64decode(result["content_base64"])

    def csv(self, names):
        text = self.export("csv", names).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";"))

    def test_csv_shows_what_odoo_exports(self):
        names = ["name", "city", "country_id", "country_id/code", "lang", "category_id", "color",
                 "create_date", "is_company", "display_name", "parent_id.name"]  # fmt: skip
        headers, anna, *others = self.csv(names)
        self.assertEqual(len(others), 3)
        self.assertEqual(headers[1:4], ["City", "Country", "Country/Country Code"])
        shown = self.anna.export_data([name.replace(".", "/") for name in names])["datas"][0]
        expected = ["" if cell is False else str(cell) for cell in shown]
        self.assertEqual(anna[:7] + anna[8:], expected[:7] + expected[8:])
        self.assertEqual(anna[3], "HU")
        self.assertEqual(anna[7], str(self.anna.create_date.replace(microsecond=0)))

    def test_formulas_are_made_harmless(self):
        rows = self.csv(["name", "phone"])
        self.assertIn(['\'=HYPERLINK("http://x")', "'+3612345678"], rows)

    def test_xlsx_has_numbers_and_dates(self):
        content = self.export("xlsx", ["name", "color", "create_date", "is_company"])
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        rows = list(sheet.values)
        self.assertEqual(rows[1][:2], ("Anna", 7))
        self.assertEqual(rows[1][2], self.anna.create_date.replace(microsecond=0))
        self.assertEqual(rows[2][0], '\'=HYPERLINK("http://x")')
        self.assertEqual(len(rows), 5)

    def test_who_exported_what_and_why_is_written_down(self):
        self.export("csv", ["name", "email"], reason="Printing house")
        log = self.env["crm.audience.export"].search([("audience_id", "=", self.chosen.id)])
        self.assertEqual(
            (log.user_id, log.file_format, log.field_names, log.count, log.reason),
            (self.marketer, "csv", "name, email", 4, "Printing house"),
        )
        mine = log.with_user(self.marketer)
        self.assertEqual(mine.reason, "Printing house")
        with self.assertRaises(AccessError):
            mine.write({"reason": "None"})
        with self.assertRaises(AccessError):
            log.with_user(self.user("other", "crm_campaign_hu.group_campaign_user")).read(
                ["reason"]
            )
        self.assertEqual(log.with_user(self.manager).count, 4)
        self.chosen.unlink()
        self.assertEqual(log.audience_name, "Spring letter")

    def test_bad_exports_are_refused(self):
        for names in (
            ["no_such"], ["name", "user_ids.password"], ["image_1920"], [], ["country_id.x"],
            ["child_ids.name"], ["name; DROP"], [None], ["parent_id."],
        ):  # fmt: skip
            with self.subTest(names=names), self.assertRaises(UserError):
                self.export("csv", names)
        with self.assertRaises(AccessError):
            self.export("csv", ["signup_type"])
        with self.assertRaisesRegex(UserError, "csv, xlsx"):
            self.export("pdf", ["name"])
        with self.assertRaisesRegex(AccessError, "export"):
            self.marketer.group_ids -= self.env.ref("base.group_allow_export")
            self.export("csv", ["name"])

    def test_who_is_hidden_is_not_exported(self):
        self.env["ir.rule"].create(
            {
                "name": "Hidden",
                "model_id": self.env["ir.model"]._get("res.partner").id,
                "domain_force": f"[('id', '!=', {self.dani.id})]",
            }
        )
        self.assertEqual(len(self.csv(["name"])), 4)

    def test_queries_do_not_grow_with_members(self):
        names = ["name", "city", "country_id", "category_id", "lang", "parent_id.name"]

        def count():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.export("csv", names)
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        for number in range(40):
            self.customer(f"More {number}")
        self.chosen.refresh()
        self.assertLessEqual(count(), few)
        self.assertEqual(len(self.csv(names)), 45)

    def test_the_wizard_downloads(self):
        wizard = (
            self.env["crm.audience.export.wizard"]
            .with_user(self.marketer)
            .create({"audience_id": self.chosen.id, "reason": "Test"})
        )
        action = wizard.action_export()
        self.assertEqual(action["type"], "ir.actions.act_url")
        self.assertTrue(self.env["crm.audience.export"].search([("reason", "=", "Test")]))

    def test_labels_are_printed_and_written_down(self):
        action = self.chosen.action_labels()
        self.assertEqual(action["report_name"], "crm_campaign_hu.report_audience_labels")
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.marketer)
            ._render_qweb_html(action["report_name"], self.chosen.ids)
        )
        self.assertIn("Fő utca 1.", html.decode())
        self.assertNotIn("Dani", html.decode())
        log = self.env["crm.audience.export"].search([("audience_id", "=", self.chosen.id)])
        self.assertEqual((log.file_format, log.count), ("pdf", 1))
        self.marketer.group_ids -= self.env.ref("base.group_allow_export")
        with self.assertRaises(AccessError):
            self.chosen.action_labels()

    def test_it_shows_why(self):
        audience = self.audience({"metric": "order_count", "operator": ">", "value": 0})
        asked = (
            self.env["crm.audience.explanation"]
            .with_user(self.marketer)
            .create({"audience_id": audience.id, "partner_id": self.anna.id})
        )
        self.assertIn("Not selected", asked.explanation)
        self.order(self.anna, [(self.paint, 1, 100)])
        asked.invalidate_recordset()
        self.assertNotIn("Not selected", asked.explanation)
        audience.refresh()
        action = audience.member_ids.action_explain()
        self.assertEqual(action["context"]["default_partner_id"], self.anna.id)

    def test_the_builder_gets_what_it_shows(self):
        audience = self.audience(
            {"metric": "bought_product", "operator": "=",
             "product_ids": [Command.set(self.paint.ids)]}
        )  # fmt: skip
        builder = audience.builder()
        self.assertFalse(builder["readonly"])
        (row,) = builder["criteria"]
        self.assertEqual((row["operator"], row["product_ids"]), ("in", self.paint.ids))
        metrics = {metric["name"]: metric for metric in builder["metrics"]}
        self.assertEqual(metrics["member_of_audience"]["model"], "crm.audience")
        for metric in metrics.values():
            with self.subTest(metric=metric["name"]):
                # what a new criterion begins with makes sense
                self.audience({"metric": metric["name"], **metric["first"]})
        self.assertTrue(audience.with_user(self.manager).builder()["readonly"])

    def test_a_snapshot_keeps_members_and_criteria(self):
        part = {"metric": "order_count", "operator": "=", "value": 0}
        audience = self.audience({"join": "any", "child_ids": [Command.create(part)]})
        action = audience.action_freeze()
        snapshot = self.env["crm.audience"].browse(action["res_id"]).with_user(self.marketer)
        self.assertEqual(snapshot.member_ids.partner_id, audience.member_ids.partner_id)
        self.assertEqual(
            (snapshot.kind, snapshot.member_count, snapshot.refreshed_at, snapshot.snapshot_of_id),
            ("frozen", 4, audience.refreshed_at, audience),
        )
        self.assertEqual(len(snapshot.criterion_ids), 2)
        self.assertEqual(snapshot.criterion_ids.child_ids.audience_id, snapshot)
        for change in (
            lambda: snapshot.write({"domain": "[]"}),
            lambda: snapshot.criterion_ids.write({"value": 3}),
            lambda: snapshot.criterion_ids.unlink(),
            lambda: snapshot.refresh(),
            lambda: snapshot.action_freeze(),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                change()
        self.dani.active = False
        self.order(self.anna, [(self.paint, 1, 100)])
        audience.refresh()
        self.customer("New")
        audience.refresh()
        self.assertEqual(
            audience.compare_members(snapshot.id), {"only_this": 1, "both": 2, "only_other": 2}
        )
        comparison = (
            self.env["crm.audience.comparison"]
            .with_user(self.marketer)
            .create({"audience_id": audience.id, "other_id": snapshot.id})
        )
        self.assertEqual(comparison.both, 2)
        for method, count in (
            ("action_only_this", 1),
            ("action_both", 2),
            ("action_only_other", 2),
        ):
            action = getattr(comparison, method)()
            found = (
                self.env["res.partner"]
                .with_context(active_test=False)
                .search_count(action["domain"])
            )
            self.assertEqual(found, count)

    def test_reach_tells_permission_apart(self):
        permissions = self.env["crm.contact.permission"]
        self.bela.email = "bela@vevo.example"
        for partner, channel, state in (
            (self.anna, "email", "given"), (self.bela, "email", "given"),
            (self.anna, "sms", "withdrawn"), (self.anna, "letter", "pending"),
            (self.anna, "phone", "given"), (self.cili, "email", "given"),
        ):  # fmt: skip
            permissions.create({"partner_id": partner.id, "channel": channel, "state": state})
        self.assertEqual(
            self.chosen.reach(),
            {"members": 4, "email": 2, "email_permitted": 2, "sms": 1, "sms_permitted": 0,
             "letter": 1, "letter_permitted": 0, "phone": 2, "phone_permitted": 1},
        )  # fmt: skip
        blacklist = self.env["mail.blacklist"].with_context(crm_messaging_following_blacklist=True)
        blacklist.create({"email": "bela@vevo.example"})
        self.assertEqual(self.chosen.reach()["email_permitted"], 1)

    def test_the_job_refreshes_living_audiences_as_their_owners(self):
        long_ago = fields.Datetime.now() - timedelta(days=2)
        broken = self.audience({"metric": "distance_km", "operator": "<", "value": 1})
        left = self.audience(user=self.user("leaver", "crm_campaign_hu.group_campaign_user"))
        left.user_id.with_env(self.env).active = False
        self.chosen.sudo().refreshed_at = long_ago
        self.customer("New")
        self.env.flush_all()
        with (
            self.assertLogs("odoo.addons.crm_campaign_hu.models.crm_audience_job", "WARNING"),
            self.enter_registry_test_mode(),
            self.env.registry.cursor() as cr,
        ):
            self.env(cr=cr)["crm.audience"]._cron_refresh()
        self.env.invalidate_all()
        self.assertEqual(self.chosen.member_count, 5)
        self.assertEqual(self.chosen.refresh_user_id, self.marketer)
        self.assertIn("coordinates", broken.refresh_error)
        self.assertIn("archived", left.refresh_error)
        self.company.partner_id.write({"partner_latitude": 47, "partner_longitude": 19})
        broken.refresh()
        self.assertFalse(broken.refresh_error)

    def test_it_says_what_it_selects(self):
        audience = self.audience(
            {"metric": "order_amount", "operator": ">=", "value": 200000, "period_days": 365},
            {"join": "none", "child_ids": [
                Command.create({"metric": "bought_product", "operator": "=",
                                "product_ids": [Command.set(self.paint.ids)]}),
                Command.create({"metric": "member_of_audience", "operator": "in",
                                "value": self.chosen.ids}),
            ]},
            domain=[("city", "=", "Szeged")],
            sample_kind="percent",
            sample_size=10,
        )  # fmt: skip
        self.assertEqual(
            audience.sentence,
            "Customers with City in Szeged;"
            " Ordered, untaxed: at least 200000, in the last 365 days;"
            " none of: (Bought product: yes, Paint; Is in audience: Spring letter);"
            " a sample of 10 per cent.",
        )
        self.assertEqual(self.audience(domain="[]").sentence, "All customers.")
