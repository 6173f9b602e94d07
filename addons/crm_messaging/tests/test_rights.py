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
