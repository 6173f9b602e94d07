from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestPartnerBlacklist(TransactionCase):
    """Searching by the black list finds whom Odoo's own way finds."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.barred, cls.freed, cls.free, cls.mute = cls.env["res.partner"].create(
            [
                {"name": "Barred", "email": '"Barred" <Barred@vevo.example>'},
                {"name": "Freed", "email": "freed@vevo.example"},
                {"name": "Free", "email": "free@vevo.example"},
                {"name": "Mute"},
            ]
        )
        blacklist = cls.env["mail.blacklist"]
        blacklist.create([{"email": "barred@vevo.example"}, {"email": "freed@vevo.example"}])
        blacklist.search([("email", "=", "freed@vevo.example")]).action_archive()
        cls.marketer = new_test_user(
            cls.env, "blacklist_marketer", groups="crm_campaign_hu.group_campaign_user"
        )

    def found(self, operator, value):
        everybody = self.barred + self.freed + self.free + self.mute
        partners = self.env["res.partner"].with_user(self.marketer)
        domain = [("id", "in", everybody.ids), ("is_blacklisted", operator, value)]
        return partners.search(domain, order="id").with_env(self.env)

    def test_who_is_barred(self):
        for operator, value in (("=", True), ("!=", False), ("in", [True])):
            self.assertEqual(self.found(operator, value), self.barred)

    def test_who_is_not(self):
        rest = self.freed + self.free + self.mute
        for operator, value in (("=", False), ("!=", True), ("not in", [True])):
            self.assertEqual(self.found(operator, value), rest)

    def test_within_other_searches(self):
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": self.barred.id})
        found = contact.search([("parent_id.is_blacklisted", "=", True), ("id", "=", contact.id)])
        self.assertEqual(found, contact)
        self.assertFalse(
            found.search([("parent_id.is_blacklisted", "=", False), ("id", "=", contact.id)])
        )
