from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import MessagingCase


@tagged("post_install", "-at_install")
class TestRights(MessagingCase):
    """Who may do what, and between companies."""

    def may(self, user, model, operation):
        return self.env[model].with_user(user).has_access(operation)

    def test_rights(self):
        stranger = new_test_user(self.env, "messaging_nobody", groups="base.group_user")
        portal = new_test_user(self.env, "messaging_portal", groups="base.group_portal")
        for model, clerk, manager in (
            ("crm.contact.log", "rwc", "rwc"),
            ("crm.contact.permission", "rwc", "rwc"),
            ("crm.message.template", "r", "rwcu"),
            ("crm.message.template.variant", "r", "rwcu"),
            ("crm.sms.provider", "r", "r"),
            ("crm.gateway.secret", "", ""),
            ("crm.gateway.call", "", ""),
            ("crm.phone.exchange", "", ""),
        ):
            for user, letters in (
                (self.clerk, clerk),
                (self.manager, manager),
                (stranger, ""),
                (portal, ""),
            ):
                for letter, operation in zip(
                    "rwcu", ("read", "write", "create", "unlink"), strict=True
                ):
                    with self.subTest(model=model, user=user.login, operation=operation):
                        self.assertEqual(self.may(user, model, operation), letter in letters)

    def test_between_companies(self):
        other = self.env["res.company"].create({"name": "Other Kft."})
        log = self.env["crm.contact.log"].create(
            {"company_id": other.id, "channel": "visit", "partner_id": self.anna.id}
        )
        self.assertFalse(
            self.env["crm.contact.log"].with_user(self.clerk).search([("id", "=", log.id)])
        )
        with self.assertRaises(AccessError):
            log.with_user(self.clerk).read(["subject"])

    def test_words_on_documents_of_others(self):
        salesman = self.user(
            "seller_of_words", "crm_messaging.group_messaging_user,sales_team.group_sale_salesman"
        )
        lead = self.env["crm.lead"].create(
            {"name": "Secret", "partner_id": self.anna.id, "user_id": salesman.id,
             "company_id": self.company.id}
        )  # fmt: skip
        values = {"company_id": self.company.id, "partner_id": self.anna.id, "channel": "email",
                  "subject": "Ours only", "body": "<p>Ten percent</p>", "state": "sent",
                  "user_id": salesman.id, "res_model": "crm.lead", "res_id": lead.id}  # fmt: skip
        out, own, waiting, free = self.env["crm.contact.log"].create(
            [
                values,
                values | {"user_id": self.clerk.id},
                values | {"user_id": False, "direction": "in", "state": "delivered"},
                values | {"res_model": False, "res_id": False},
            ]
        )
        names = ["subject", "body", "state", "display_name"]

        def seen(user, log):
            self.env.invalidate_all()
            (row,) = log.with_user(user).read(names)
            self.assertEqual(row["state"], log.state)
            return row["subject"], row["body"] and str(row["body"]), row["display_name"]

        said = ("Ours only", "<p>Ten percent</p>", "Ours only")
        self.assertEqual(seen(self.clerk, out), (False, False, "E-mail Anna"))
        self.assertEqual(seen(salesman, out), said)
        for log in (own, waiting, free):
            self.assertEqual(seen(self.clerk, log), said)
        waiting.state = "answered"
        self.assertEqual(seen(self.clerk, waiting), (False, False, "E-mail Anna"))
        found = self.env["crm.contact.log"].with_user(self.clerk)
        (row,) = found.search_read([("id", "=", out.id)], ["subject"])
        self.assertFalse(row["subject"])
        for grab in ({"user_id": self.clerk.id}, {"res_id": False}, {"state": "delivered"}):
            with self.assertRaises(AccessError):
                out.with_user(self.clerk).write(grab)
        self.clerk.group_ids |= self.env.ref("base.group_allow_export")
        self.env.invalidate_all()
        exported = (out | free).with_user(self.clerk).export_data(["subject"])["datas"]
        self.assertEqual(exported, [["Ours only"]])

    def test_a_page_of_the_journal_asks_for_each_kind_of_document_once(self):
        leads = self.env["crm.lead"].create(
            [{"name": "L", "partner_id": self.anna.id} for _number in range(20)]
        )
        logs = self.env["crm.contact.log"].create(
            [
                {"company_id": self.company.id, "channel": "email", "subject": "S", "state": "sent",
                 "user_id": False, "partner_id": self.anna.id, "res_model": "crm.lead",
                 "res_id": lead.id}
                for lead in leads
            ]
        )  # fmt: skip
        few, all_of_them = logs[:2].with_user(self.clerk), logs.with_user(self.clerk)
        few.read(["subject"])
        counts = []
        for some in (few, all_of_them):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.read(["subject"])
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_a_clerk_writes_no_dynamic_template(self):
        manager = self.manager
        template = self.env["crm.message.template"].with_user(manager).create({"name": "Plain"})
        values = {
            "template_id": template.id,
            "channel": "sms",
            "text": "{{ object.env.user.login }}",
        }
        manager.write({"group_ids": [(3, self.env.ref("mail.group_mail_template_editor").id)]})
        with self.assertRaises(AccessError):
            self.env["crm.message.template.variant"].with_user(manager).create(values)
