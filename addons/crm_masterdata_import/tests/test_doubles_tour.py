from odoo.tests import HttpCase, tagged

from .common_doubles import DoubleCase


@tagged("post_install", "-at_install")
class TestDoublesTour(DoubleCase, HttpCase):
    """The screen in a browser, by keyboard: two that are two, then two that are one."""

    browser_size = "1366x768"

    def setUp(self):
        super().setUp()
        self.env["crm.partner.double"].search([]).unlink()
        self.env.ref("base.user_admin").lang = "en_US"
        self.ikrek = self.known_doubles()
        self.first = self.make("Kőris Építőanyag Kft.", phone="06 30 131 8609", street="Fő utca 1.")
        self.make("Nagy Anna", parent_id=self.first.id, is_company=False)
        self.second = self.make("KŐRIS ÉPÍTŐANYAG", phone="06 30 131 8609", street="Fő u. 5.")
        self.search_doubles(full=True)
        kept = self.pair(*self.ikrek) | self.pair(self.first, self.second)
        (self.env["crm.partner.double"].search([]) - kept.sudo()).unlink()

    def review(self):
        action = "crm_masterdata_import.action_crm_partner_double_review"
        self.start_tour(
            f"/odoo/action-{action}", "crm_masterdata_import_double_review", login="admin"
        )
        self.assertEqual(self.pair(*self.ikrek).state, "different")
        self.assertFalse(self.second.exists())
        self.assertEqual(self.first.street, "Fő u. 5.")

    def test_review(self):
        self.review()


@tagged("post_install", "-at_install")
class TestDoublesTourOnTelephone(TestDoublesTour):
    """The same on the width of a telephone."""

    browser_size = "375x667"
    touch_enabled = True
