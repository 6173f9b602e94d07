from odoo.exceptions import ValidationError
from odoo.tests import Form, TransactionCase, tagged

WRONG = "12345678-2-42"
RIGHT = "12345676-2-42"


@tagged("post_install", "-at_install")
class TestPartnerNumbers(TransactionCase):
    """Whoever types a Hungarian number is told what is wrong with it; it is kept in one form.

    12345676: 9·1 + 7·2 + 3·3 + 1·4 + 9·5 + 7·6 + 3·7 = 144, so the eighth digit is 6.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hungary, cls.austria = cls.env.ref("base.hu"), cls.env.ref("base.at")
        cls.env.company.country_id = cls.hungary

    def make(self, **values):
        values = {"name": "Kiss Kft.", "is_company": True, "country_id": self.hungary.id, **values}
        return self.env["res.partner"].create(values)

    def assert_refused(self, parts, **values):
        with self.assertRaises(ValidationError) as caught, self.env.cr.savepoint():
            self.make(**values)
        for part in parts:
            self.assertIn(part, str(caught.exception))

    def store(self, partner, **values):
        """Store what no one may type, as it stood before the addon came."""
        partner.with_context(no_vat_validation=True).write(values)

    def test_a_wrong_tax_number_says_which_digit(self):
        self.assert_refused([WRONG, "eighth", "be 6, not 8"], vat=WRONG)
        self.assert_refused(["HU12345678", "be 6, not 8"], vat="HU12345678")
        self.assert_refused(["1234567-2-42", "10 digits"], vat="1234567-2-42")
        self.assert_refused(["ninth digit", "not 7"], vat="12345676-7-42")
        self.assert_refused(["tax office", "and 01 is none"], vat="12345676-2-01")
        self.assert_refused(["filler"], vat="11111111-1-11")
        self.assert_refused(["private person"], vat="8071592153")

    def test_on_the_form(self):
        with self.assertRaisesRegex(ValidationError, "be 6, not 8"), Form(self.make()) as form:
            form.vat = WRONG
        partner = self.make()
        with Form(partner) as form:
            form.vat = "1234 5676/2/42"
        self.assertEqual(partner.vat, RIGHT)

    def test_tax_numbers_are_kept_in_one_form(self):
        for typed, kept in {
            "12345676242": RIGHT,
            "12345676.2.42": RIGHT,
            "HU12345676-2-42": RIGHT,
            "12345676": "HU12345676",
            "hu 12345676": "HU12345676",
        }.items():
            with self.subTest(typed=typed):
                partner = self.make(vat=typed)
                self.assertEqual((partner.vat, partner.tax_number_key), (kept, "12345676"))
                partner.unlink()

    def test_without_a_country_it_is_of_the_companys(self):
        self.assert_refused(["be 6, not 8"], vat=WRONG, country_id=False)
        self.assertEqual(self.make(vat="12345676242", country_id=False).vat, RIGHT)
        self.env.company.country_id = self.austria
        self.assertEqual(self.make(vat=WRONG, country_id=False).vat, WRONG)

    def test_foreign_partners_are_left_to_odoo(self):
        foreign = self.make(
            vat="ATU12345675", country_id=self.austria.id, company_registry="FN 1234a"
        )
        self.assertEqual((foreign.vat, foreign.company_registry), ("ATU12345675", "FN 1234a"))
        foreign.unlink()
        # an Austrian number of a Hungarian partner is one of Austria
        self.assertEqual(self.make(vat="ATU12345675").vat, "ATU12345675")
        with self.assertRaises(ValidationError) as caught:
            self.make(vat="ATU12345676", country_id=self.austria.id)
        self.assertNotIn("eighth digit", str(caught.exception))
        # and a Hungarian one abroad is one of Hungary
        self.assert_refused(["be 6, not 8"], vat="HU12345678", country_id=self.austria.id)

    def test_a_private_person_may_have_its_own(self):
        self.assertEqual(self.make(is_company=False, vat="8071592153").vat, "8071592153")

    def test_none_is_said_by_a_slash(self):
        self.assertEqual(self.make(vat="/").vat, "/")

    def test_number_of_a_vat_group(self):
        group = "l10n_hu_group_vat"
        self.assert_refused(["has 5 as its ninth digit, not 2"], **{group: RIGHT})
        self.assert_refused(["be 6, not 8"], **{group: "12345678-5-42"})
        self.assert_refused(["8 digits"], **{group: "12345676"})
        self.assertEqual(self.make(**{group: "12345676542"})[group], "12345676-5-42")

    def test_company_registry_number(self):
        self.assert_refused(["9 digits"], company_registry="01-09-12345")
        self.assert_refused(["court", "and 21 is none"], company_registry="21-09-123456")
        self.assertEqual(
            self.make(company_registry="Cg.0109123456").company_registry, "01-09-123456"
        )
        # a sole trader's register has other numbers
        trader = self.make(is_company=False, company_registry="52345678")
        self.assertEqual(trader.company_registry, "52345678")

    def test_what_is_stored_stays_editable(self):
        partner = self.make()
        self.store(partner, vat=WRONG, company_registry="123")
        contact = self.env["res.partner"].create({"name": "Anna", "parent_id": partner.id})
        partner.write({"name": "Nagy Kft.", "vat": WRONG, "company_registry": "123"})
        partner.industry_id = self.env["res.partner.industry"].search([], limit=1)
        self.store(partner, country_id=False)
        partner.country_id = self.hungary
        contact.function = "Beszerző"
        with Form(partner) as form:
            form.city = "Győr"
        self.assertEqual((partner.vat, partner.city, contact.vat), (WRONG, "Győr", WRONG))
        with self.assertRaisesRegex(ValidationError, "9 digits"):
            partner.company_registry = "01-09-12345"

    def test_several_at_once(self):
        first, second = self.make(), self.make(name="Nagy Kft.")
        self.store(first, company_registry="1")
        both = first | second
        both.write({"company_registry": False, "l10n_hu_group_vat": "12345676542"})
        self.assertEqual(both.mapped("l10n_hu_group_vat"), ["12345676-5-42"] * 2)

    def test_numbers_pushed_by_other_programs_are_not_checked(self):
        partners = self.env["res.partner"].with_context(no_vat_validation=True)
        partner = partners.create({"name": "Kiss Kft.", "is_company": True, "vat": WRONG})
        self.assertEqual(partner.vat, WRONG)


@tagged("post_install", "-at_install")
class TestBankAccountNumbers(TransactionCase):
    """11773016: 9·1+7·1+3·7+1·7+9·3+7·0+3·1 = 74, so 6; 11111018: 9+7+3+1+9+0+3 = 32, so 8."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.hu")
        cls.holder = cls.env["res.partner"].create({"name": "Kiss Kft."})

    def make(self, number, holder=None):
        holder = holder or self.holder
        return self.env["res.partner.bank"].create({"acc_number": number, "partner_id": holder.id})

    def assert_refused(self, number, part):
        with self.assertRaisesRegex(ValidationError, part), self.env.cr.savepoint():
            self.make(number)

    def test_a_wrong_number_says_where(self):
        self.assert_refused("11773017-11111018", "first block .* be 6, not 7")
        self.assert_refused("11773016-11111019", "last digit .* be 8, not 9")
        self.assert_refused("11773016-1111101", "has 15 digits")
        self.assert_refused("HU43 1177 3016 1111 1018 0000 0000", "be 42, not 43")
        self.assert_refused("OTP 11773016-11111018", "other signs")

    def test_blocks_and_ibans(self):
        self.assertEqual(self.make("1177301611111018").acc_number, "11773016-11111018")
        self.assertEqual(
            self.make("11773016 11111018 00000000").acc_number, "11773016-11111018-00000000"
        )
        iban = self.make("HU42117730161111101800000000")
        self.assertEqual(
            (iban.acc_number, iban.acc_type), ("HU42 1177 3016 1111 1018 0000 0000", "iban")
        )

    def test_foreign_accounts_are_left_to_odoo(self):
        german = self.make("DE89 3704 0044 0532 0130 00")
        self.assertEqual(german.acc_type, "iban")
        austrian = self.env["res.partner"].create(
            {"name": "GmbH", "country_id": self.env.ref("base.at").id}
        )
        self.assertEqual(self.make("12345678", austrian).acc_number, "12345678")

    def test_what_is_stored_stays_editable(self):
        account = self.env["res.partner.bank"].with_context(no_vat_validation=True)
        account = account.create({"acc_number": "123", "partner_id": self.holder.id})
        account = account.with_context(no_vat_validation=False)
        account.write({"acc_number": "123", "note": "régi"})
        self.assertEqual(account.note, "régi")
        with self.assertRaisesRegex(ValidationError, "has 4 digits"):
            account.acc_number = "1234"
