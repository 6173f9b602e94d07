"""Counties, addresses, names, numbers."""

from lxml import etree

from odoo.tests import tagged
from odoo.tools.misc import formatLang

from ..hooks import pre_init_hook
from .common_setup import SetupCase

COUNTIES = [
    ("BK", "Bács-Kiskun vármegye"),
    ("BA", "Baranya vármegye"),
    ("BE", "Békés vármegye"),
    ("BZ", "Borsod-Abaúj-Zemplén vármegye"),
    ("BU", "Budapest főváros"),
    ("CS", "Csongrád-Csanád vármegye"),
    ("FE", "Fejér vármegye"),
    ("GS", "Győr-Moson-Sopron vármegye"),
    ("HB", "Hajdú-Bihar vármegye"),
    ("HE", "Heves vármegye"),
    ("JN", "Jász-Nagykun-Szolnok vármegye"),
    ("KE", "Komárom-Esztergom vármegye"),
    ("NO", "Nógrád vármegye"),
    ("PE", "Pest vármegye"),
    ("SO", "Somogy vármegye"),
    ("SZ", "Szabolcs-Szatmár-Bereg vármegye"),
    ("TO", "Tolna vármegye"),
    ("VA", "Vas vármegye"),
    ("VE", "Veszprém vármegye"),
    ("ZA", "Zala vármegye"),
]


@tagged("post_install", "-at_install")
class TestSetupPlace(SetupCase):
    def make_person(self, **values):
        return self.env["res.partner"].create({"is_company": False, **values})

    def test_counties_in_hungarian_order(self):
        counties = self.env["res.country.state"].search([("country_id", "=", self.hungary.id)])
        self.assertEqual([(county.code, county.name) for county in counties], COUNTIES)

    def test_county_typed_in_before_is_adopted(self):
        county = self.env.ref("crm_suite_hu.state_hu_pe")
        self.env["ir.model.data"].search(
            [("module", "=", "crm_suite_hu"), ("name", "=", "state_hu_pe")]
        ).unlink()
        county.write({"code": "PST", "name": "Pest megye"})
        pre_init_hook(self.env)
        self.assertEqual(self.env.ref("crm_suite_hu.state_hu_pe"), county)

    def test_hungarian_address(self):
        person = self.make_person(
            name="Kovács János",
            street="Szőlő u. 3.",
            street2="II. em. 4.",
            zip="9021",
            city="Győr",
            state_id=self.env.ref("crm_suite_hu.state_hu_gs").id,
            country_id=self.hungary.id,
        )
        self.assertEqual(person.contact_address, "9021 Győr\nSzőlő u. 3.\nII. em. 4.\nHungary")

    def test_german_address(self):
        person = self.make_person(
            name="Schmidt Jürgen",
            street="Holzweg 7",
            zip="10115",
            city="Berlin",
            country_id=self.env.ref("base.de").id,
        )
        self.assertEqual(person.contact_address, "Holzweg 7\n\n10115 Berlin\nGermany")

    def test_order_of_the_address_on_the_form(self):
        company = self.make_company("Új Kft.", country_id=self.hungary.id)
        partners = self.env_in(company)["res.partner"]
        form = etree.fromstring(partners.get_view(view_type="form")["arch"])
        for block in form.xpath("//div[hasclass('o_address_format')]"):
            names = [node.get("name") for node in block.iter("field")]
            shown = [name for name in names if name not in ("parent_id", "type")]
            self.assertEqual(shown, ["zip", "city", "street", "street2", "state_id", "country_id"])

    def test_family_name_first(self):
        person = self.make_person(firstname="János", lastname="Kovács")
        self.assertEqual(person.name, "Kovács János")
        other = self.make_person(name="Nagy Éva Mária")
        self.assertEqual((other.lastname, other.firstname), ("Nagy", "Éva Mária"))

    def test_names_stay_written_when_the_order_changes(self):
        company = self.make_company("Új Kft.")
        self.env["ir.config_parameter"].set_param("partner_names_order", "first_last")
        person = self.make_person(name="Kovács János")
        firm = self.env["res.partner"].create({"name": "Kovács és Fia Bt.", "is_company": True})
        self.assertEqual(person.lastname, "János")
        self.setup.apply_changes(company.id, ["name_order"])
        self.assertEqual((person.lastname, person.firstname), ("Kovács", "János"))
        self.assertEqual(person.name, "Kovács János")
        self.assertEqual(firm.name, "Kovács és Fia Bt.")

    def test_hungarian_numbers(self):
        env = self.env(context={"lang": "hu_HU"})
        amount = formatLang(env, 12700, currency_obj=self.forint)
        self.assertEqual(amount, "12\xa0700\xa0Ft")
        self.assertEqual(formatLang(env, 1234567.5, digits=2), "1\xa0234\xa0567,50")

    def test_names_sort_in_hungarian(self):
        names = ["Zoltán", "Olga", "Ábel", "Ödön", "Anna"]
        people = self.env["res.partner"]
        for name in names:
            people += self.make_person(name=f"{name} Sorrendpróba")
        found = people.search([("id", "in", people.ids)], order="name")
        first_words = [person.name.split()[0] for person in found]
        self.assertEqual(first_words, ["Ábel", "Anna", "Olga", "Ödön", "Zoltán"])
        company = self.make_company("Új Kft.")
        self.assertEqual(self.states(company)["sorting"], "done")
