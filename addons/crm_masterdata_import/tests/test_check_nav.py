import hashlib
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..registers import nav
from .common_checks import NUMBER, CheckCase


@tagged("post_install", "-at_install")
class TestCheckNav(CheckCase):
    """NAV is asked about one customer; the server checks the signature as NAV does."""

    def test_a_valid_taxpayer(self):
        self.nav.know(NUMBER)
        partner = self.make(zip="1132", city="Budapest", street="Váci út 22-24. 3. em.")
        message = self.check(partner)
        self.assertEqual(self.nav.asked, [NUMBER])
        self.assertIn("The tax number is valid.", message)
        check = self.latest(partner)
        self.assertEqual(
            check.read(
                ["result", "source", "register_name", "tax_number", "vat_code", "incorporation"]
                + ["vat_group", "country_code", "zip", "city", "street"],
                load=None,
            ),
            [
                {
                    "id": check.id,
                    "result": "valid",
                    "source": "NAV Online Számla (test)",
                    "register_name": "KISS KERESKEDELMI KFT.",
                    "tax_number": f"{NUMBER}-2-42",
                    "vat_code": "2",
                    "incorporation": "organization",
                    "vat_group": False,
                    "country_code": "HU",
                    "zip": "1132",
                    "city": "BUDAPEST",
                    "street": "VÁCI ÚT 22-24., 3. em.",
                }
            ],
        )
        self.assertFalse(check.differences)
        self.assertFalse(partner.check_warning)

    def test_a_deleted_taxpayer_is_warned_of_with_day_and_source(self):
        self.nav.know(NUMBER, valid=False)
        partner = self.make()
        self.check(partner)
        contact = self.env["res.partner"].create({"name": "Kiss Anna", "parent_id": partner.id})
        for shown in (partner, contact):
            warning = self.warning(shown)
            self.assertIn("deleted", warning)
            self.assertIn("NAV Online Számla (test), ", warning)
            self.assertIn(f"{self.latest(partner).date:%Y-%m-}", warning)

    def test_a_number_that_nobody_has(self):
        partner = self.make()
        self.check(partner)
        self.assertEqual(self.latest(partner).result, "unknown")
        self.assertIn("knows no taxpayer", partner.check_warning)

    def test_a_corrected_number_is_warned_of_no_more(self):
        partner = self.make("12345676-2-42")
        self.check(partner)
        self.assertTrue(partner.check_warning)
        partner.vat = f"{NUMBER}-2-42"
        self.assertFalse(partner.check_warning)

    def test_the_missing_three_digits_are_filled(self):
        self.nav.know(NUMBER)
        for written in (f"HU{NUMBER}", NUMBER):
            partner = self.make(written, country_id=self.hungary.id)
            self.check(partner)
            self.assertEqual(partner.vat, f"{NUMBER}-2-42")
            partner.unlink()

    def test_what_is_known_in_full_is_never_replaced(self):
        self.nav.know(NUMBER)
        partner = self.make(f"{NUMBER}-2-13", name="Nagy Bt.", city="Pécs")
        self.check(partner)
        self.assertEqual((partner.vat, partner.name), (f"{NUMBER}-2-13", "Nagy Bt."))
        self.assertEqual((partner.city, partner.street), ("Pécs", False))

    def test_the_digits_of_a_vat_group_are_not_filled(self):
        self.nav.know(NUMBER, vat_code="5")
        partner = self.make(f"HU{NUMBER}")
        self.check(partner)
        self.assertEqual((partner.vat, self.latest(partner).vat_code), (f"HU{NUMBER}", "5"))

    def test_differences_are_shown_and_taken_by_a_click(self):
        self.nav.know(NUMBER, name="KISS ÉS TÁRSA KERESKEDELMI KFT.", group="17781774")
        partner = self.make(city="Pécs")
        self.check(partner)
        check = self.latest(partner).with_user(self.seller)
        for text in ("KISS ÉS TÁRSA", "1132 BUDAPEST VÁCI ÚT 22-24., 3. em.", "17781774"):
            self.assertIn(text, check.differences)
        check.action_take_name()
        check.action_take_address()
        self.assertEqual(
            (partner.name, partner.zip, partner.city, partner.street, partner.country_id),
            (
                "KISS ÉS TÁRSA KERESKEDELMI KFT.",
                "1132",
                "BUDAPEST",
                "VÁCI ÚT 22-24., 3. em.",
                self.hungary,
            ),
        )
        self.assertNotIn("KISS", check.differences)
        partner.l10n_hu_group_vat = "17781774-5-44"
        self.assertFalse(check.differences)

    def test_other_case_and_form_of_company_is_no_difference(self):
        self.nav.know(NUMBER, name="KISS KERESKEDELMI KORLÁTOLT FELELŐSSÉGŰ TÁRSASÁG")
        partner = self.make()
        self.check(partner)
        self.assertFalse(self.latest(partner).differs_name)

    def test_the_same_answer_moves_the_date_another_one_is_kept_beside(self):
        self.nav.know(NUMBER)
        partner = self.make()
        self.check(partner)
        first = self.latest(partner)
        first.date = first.since = "2026-01-01 10:00:00"
        self.check(partner)
        self.assertEqual(self.latest(partner), first)
        self.assertGreater(first.date, first.since)
        self.nav.know(NUMBER, valid=False)
        self.check(partner)
        second = self.latest(partner)
        self.assertEqual((second.result, first.is_latest), ("invalid", False))
        history = self.env["crm.partner.check"].search(partner.action_open_checks()["domain"])
        self.assertEqual(history, second | first)

    def assert_failure(self, word):
        partner = self.make()
        message = self.check(partner)
        self.assertIn(word, message)
        self.assertFalse(partner.check_ids)
        partner.unlink()

    def test_wrong_password(self):
        self.company.l10n_hu_edi_password = "Rossz"
        self.assert_failure("INVALID_SECURITY_USER")
        # NAV locks the user after some of them: the next one stays here, and says the same
        self.assert_failure("INVALID_SECURITY_USER")
        self.assertEqual(self.nav.refused, ["INVALID_SECURITY_USER"])

    def test_wrong_signature_key(self):
        self.company.l10n_hu_edi_signature_key = "xx-yy-1122"
        self.assert_failure("INVALID_REQUEST_SIGNATURE")

    def test_nav_in_trouble(self):
        for broken, word in (
            (self.nav.error("OPERATION_FAILED", "Váratlan hiba"), "does not answer"),
            ((500, b"<html><h1>Internal Server Error"), "could not be read"),
            ((200, b""), "could not be read"),
            ((200, b"<other/>"), "could not be read"),
        ):
            with self.subTest(broken=broken):
                self.nav.broken = broken
                self.assert_failure(word)

    def test_nav_is_slow(self):
        self.nav.delay = 1
        with patch.object(nav, "TIMEOUT", 0.2):
            self.assert_failure("does not answer")

    def test_without_credentials_or_number_it_says_what_is_missing(self):
        self.assertIn("tax number is needed", self.check(self.make(vat=False)))
        self.company.l10n_hu_edi_server_mode = "demo"
        self.assertIn("no credentials for NAV", self.check(self.make()))
        self.assertEqual(self.nav.asked, [])

    def test_who_asks_needs_no_credentials_and_sees_none(self):
        self.nav.know(NUMBER)
        partner = self.make()
        self.check(partner)
        company = self.company.with_user(self.seller)
        with self.assertRaises(AccessError):
            company.read(["l10n_hu_edi_password"])
        secret = hashlib.sha512(self.nav.password.encode()).hexdigest().upper()
        shown = str(self.latest(partner).with_user(self.seller).read())
        self.assertNotIn(secret, shown)
        self.assertNotIn(self.nav.key, shown)

    def test_invoices_warn_but_do_not_stop(self):
        self.nav.know(NUMBER, valid=False)
        partner = self.make()
        self.check(partner)
        invoice, entry = self.env["account.move"].create(
            [{"move_type": kind, "partner_id": partner.id} for kind in ("out_invoice", "entry")]
        )
        self.assertIn("deleted", invoice.partner_check_warning)
        self.assertFalse(entry.partner_check_warning)
