from odoo.tests import tagged

from .common_checks import CheckCase

# a number of VIES' own documentation pattern, with Austria's check digit
NUMBER = "ATU13585627"


@tagged("post_install", "-at_install")
class TestCheckVies(CheckCase):
    """VIES is asked over SOAP, by python-stdnum as Odoo does it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.austria = cls.env.ref("base.at")

    def make(self, vat=NUMBER, **values):
        return super().make(vat, name="Wien Bau GmbH", country_id=self.austria.id, **values)

    def make_and_switch_on(self):
        partner = self.make()
        self.env.flush_all()
        self.company.vat_check_vies = True
        return partner

    def test_valid(self):
        partner = self.make_and_switch_on()
        self.vies.numbers[NUMBER] = ("WIEN BAU GMBH", "HAUPTSTRASSE 1\n1010 WIEN")
        message = self.check(partner)
        self.assertEqual(self.vies.asked, [NUMBER])
        self.assertIn("VIES", message)
        check = self.latest(partner, "vies")
        self.assertEqual(
            (check.result, check.register_name, check.street),
            ("valid", "WIEN BAU GMBH", "HAUPTSTRASSE 1, 1010 WIEN"),
        )
        self.assertTrue(partner.vies_valid)
        self.assertFalse(check.differences)
        check.action_take_address()
        self.assertFalse(partner.street, "one line is no address in parts")

    def test_not_valid_warns_and_odoo_knows(self):
        partner = self.make_and_switch_on()
        partner.vies_valid = True
        self.check(partner)
        self.assertEqual(self.latest(partner, "vies").result, "invalid")
        self.assertFalse(partner.vies_valid)
        self.assertIn("not valid for trade", partner.check_warning)

    def test_a_country_that_is_out_of_order(self):
        partner = self.make_and_switch_on()
        partner.vies_valid = True
        for fault in ("MS_UNAVAILABLE", "SERVICE_UNAVAILABLE", "IP_BLOCKED"):
            self.vies.fault = fault
            self.assertIn(fault, self.check(partner))
        self.assertFalse(partner.check_ids)
        self.assertTrue(partner.vies_valid, "no answer is no answer")

    def test_a_number_that_vies_calls_none(self):
        partner = self.make_and_switch_on()
        self.vies.fault = "INVALID_INPUT"
        self.check(partner)
        self.assertEqual(self.latest(partner, "vies").result, "invalid")

    def test_it_is_not_asked_unless_the_company_wants_it(self):
        self.assertIn("Verify VAT Numbers", self.check(self.make()))
        self.assertEqual(self.vies.asked, [])
