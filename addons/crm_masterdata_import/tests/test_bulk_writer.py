from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..bulk import BulkPartners, partners, rules
from .bulk_cases import Messy, all_about, tax_number

QUIET = {"tracking_disable": True, "mail_create_nosubscribe": True, "no_vat_validation": True}
BY_THEMSELVES = ("single", "")


class Undo(Exception):
    pass


class BulkCase(TransactionCase):
    """Everything is done twice, by the ORM and in sets, and compared."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(su=True, context={**cls.env.context, **QUIET})
        cls.env.company.country_id = cls.env.ref("base.hu")
        cls.messy = Messy(cls.env)
        cls.partners = cls.env["res.partner"]

    def setUp(self):
        super().setUp()
        partners.PROOFS.clear()
        self.patch(BulkPartners, "few", 0)

    def after(self, way):
        """Return what the database keeps after a way of writing, which is undone."""
        try:
            with self.env.cr.savepoint():
                found = all_about(self.env, way())
                raise Undo
        except Undo:
            self.env.invalidate_all(flush=False)
        return found

    def assert_same(self, by_orm, in_sets):
        expected, actual = self.after(by_orm), self.after(in_sets)
        self.assertTrue(expected["res_partner.id"])
        for table, found in expected.items():
            self.assertEqual(len(found), len(actual[table]), table)
            for left, right in zip(found, actual[table], strict=True):
                for name in left:
                    self.assertEqual(left[name], right[name], f"{table}: {name} of {left}")

    def create_by_orm(self, vals_list):
        return self.partners._load_records_create([dict(vals) for vals in vals_list]).ids

    def write_by_orm(self, changes):
        for partner in self.partners.browse(changes):
            partner.write(dict(changes[partner.id]))
        return [*changes]

    def create_in_sets(self, vals_list, reasons=()):
        bulk = BulkPartners(self.env)
        made = bulk.create_partners(vals_list)
        self.assertEqual(dict(bulk.reasons), dict(reasons))
        return made.ids

    def write_in_sets(self, changes, reasons=()):
        bulk = BulkPartners(self.env)
        bulk.write_partners(changes)
        self.assertEqual(dict(bulk.reasons), dict(reasons))
        return [*changes]

    def assert_created_alike(self, vals_list, reasons=()):
        self.assert_same(
            lambda: self.create_by_orm(vals_list), lambda: self.create_in_sets(vals_list, reasons)
        )

    def assert_written_alike(self, changes, reasons=()):
        self.assert_same(
            lambda: self.write_by_orm(changes), lambda: self.write_in_sets(changes, reasons)
        )


@tagged("post_install", "-at_install")
class TestBulkCreate(BulkCase):
    def test_messy_customers(self):
        self.assert_created_alike([self.messy.values(number) for number in range(120)])

    def test_the_order_is_kept(self):
        vals_list = [self.messy.values(number) for number in range(30)]
        vals_list[7] |= {"name": "  Szóköz   Kft. "}
        made = self.partners.browse(self.create_in_sets(vals_list, {BY_THEMSELVES: 1}))
        names = [" ".join(vals["name"].split()) for vals in vals_list]
        self.assertEqual([" ".join(partner.name.split()) for partner in made], names)

    def test_contacts_and_unclean_values_go_to_the_orm(self):
        firm = self.partners.create({"name": "Cég Kft.", "is_company": True, "city": "Pécs"})
        vals_list = [self.messy.values(number) for number in range(8)]
        vals_list += [
            {"name": "Kis Éva", "parent_id": firm.id, "type": "contact"},
            {"name": "Két  szóköz", "is_company": True},
            {"name": "Rosszul írt szám", "vat": "12345676242", "country_id": self.messy.hungary},
            {"name": "Ismeretlen mező", "ref": "X-1"},
        ]
        self.assert_created_alike(vals_list, {BY_THEMSELVES: 4})

    def test_defaults_of_the_firm_and_of_the_caller(self):
        self.env["ir.default"].set("res.partner", "city", "Eger")
        self.env["ir.default"].set("res.partner", "property_payment_term_id", self.messy.term)
        self.env = self.env(context={**self.env.context, "default_function": "Vevő"})
        self.partners = self.partners.with_env(self.env)
        self.assert_created_alike([self.messy.values(number) for number in range(40)])

    def test_queries_do_not_grow_with_the_number(self):
        def queries(numbers):
            vals_list = [self.messy.values(number) for number in numbers]
            before = self.cr.sql_log_count
            BulkPartners(self.env).create_partners(vals_list)
            return self.cr.sql_log_count - before

        # of one kind each, so that nothing is left to be proven
        queries(range(0, 640, 10))
        few, many = queries(range(640, 740, 10)), queries(range(1000, 2000, 10))
        self.assertLessEqual(many, few + 5)
        self.assertLess(many, 100)

    @mute_logger("odoo.sql_db")
    def test_refusals_are_those_of_the_orm(self):
        good = [self.messy.values(number) for number in range(10)]
        taken = {"vat": tax_number(9_000_001), "is_company": True}
        self.partners.create({"name": "Első Kft.", **taken})
        other = self.env["res.company"].create({"name": "Másik Kft."})
        foreign = self.env["account.payment.term"].create({"name": "M", "company_id": other.id})
        bad = {
            IntegrityError: [{"name": "Második Kft.", **taken}, {"name": "X", "country_id": 99999}],
            UserError: [{"name": "Idegen Kft.", "property_payment_term_id": foreign.id}],
        }
        for error, rows in bad.items():
            for vals in rows:
                for way in (self.create_by_orm, self.create_in_sets):
                    with self.subTest(way=way.__name__, vals=vals):
                        with self.assertRaises(error), self.env.cr.savepoint():
                            way([*good, vals])
                            self.env.flush_all()
                        self.env.invalidate_all(flush=False)


@tagged("post_install", "-at_install")
class TestBulkWrite(BulkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firms = cls.partners.create([cls.messy.values(number) for number in range(64)])
        for number, firm in enumerate(cls.firms):
            if number % 2:
                cls.make_below(firm, number)

    @classmethod
    def make_below(cls, firm, number):
        """Contacts and addresses of all kinds, a bank account, an opportunity."""
        below = {"parent_id": firm.id}
        cls.partners.create(
            [
                {"name": f"Kis Éva {number}", "type": "contact", "phone": "30 111 2222", **below},
                {"name": "Raktár", "type": "delivery", "city": "Ózd", **below},
                {"type": "invoice", "email": "szamla@vevo.example", **below},
                {"name": "Régi Pál", "active": False, **below},
            ]
        )
        cls.env["res.partner.bank"].create(
            {"partner_id": firm.id, "acc_number": f"11773016-{number:08d}"}
        )
        if "crm.lead" in cls.env:
            cls.env["crm.lead"].create({"name": "Nagy tétel", "partner_id": firm.id})

    def changes(self, firms, first=3_000_000, shift=5):
        """Return other values for partners, some of their fields emptied, some left out."""
        found = {}
        for number, firm in enumerate(firms):
            vals = self.messy.values(number + shift, first)
            del vals["customer_rank"]
            keys = [key for place, key in enumerate(vals) if (number + place) % 3]
            found[firm.id] = {key: vals[key] for key in keys} or {"city": "Baja"}
            if number % 6 == 0:
                found[firm.id] |= {"phone": False, "email": False, "vat": False}
        return found

    def test_messy_changes(self):
        changes = self.changes(self.firms)
        named = self.firms.filtered(
            lambda firm: (
                changes[firm.id].get("name", firm.name) != firm.name
                and firm.name in firm.bank_ids.mapped("acc_holder_name")
            )
        )
        # a Hungarian number in Austria: Odoo takes its dashes away
        abroad = self.firms.filtered(
            lambda firm: (
                changes[firm.id].get("country_id", firm.country_id.id) == self.messy.austria
                and "-" in (changes[firm.id].get("vat", firm.vat) or "")
            )
        )
        self.assertTrue(named and abroad)
        self.assert_written_alike(changes, {BY_THEMSELVES: len(named | abroad)})

    def test_nothing_changes(self):
        changes = {
            firm.id: {"name": firm.name, "city": firm.city, "vat": firm.vat} for firm in self.firms
        }
        self.assert_written_alike(changes)

    def test_the_address_reaches_contacts(self):
        changes = {firm.id: {"city": "Mór", "zip": "8060"} for firm in self.firms}
        self.assert_written_alike(changes)
        self.write_in_sets(changes)
        everybody = self.partners.with_context(active_test=False)
        below = everybody.search([("parent_id", "=", self.firms[1].id)], order="id")
        self.assertEqual(below.mapped("city"), ["Mór", "Ózd", False, False])

    def test_the_tax_number_reaches_all_below(self):
        changes = {
            firm.id: {"vat": tax_number(4_000_000 + firm.id), "country_id": self.messy.hungary}
            for firm in self.firms
        }
        self.assert_written_alike(changes)
        self.write_in_sets(changes)
        firm = self.firms[1]
        self.assertEqual(set(firm.child_ids.mapped("vat")), {firm.vat})

    def test_payment_terms_are_of_one_company(self):
        other = self.env["res.company"].create({"name": "Másik Kft."})
        elsewhere = self.env["account.payment.term"].create({"name": "30 nap"})
        for firm in self.firms[:20]:
            firm.with_company(other).property_payment_term_id = elsewhere
        term = self.env["account.payment.term"].create({"name": "8 nap"})
        changes = {
            firm.id: {"property_payment_term_id": number % 3 and term.id}
            for number, firm in enumerate(self.firms)
        }
        self.assert_written_alike(changes)
        self.write_in_sets(changes)
        self.assertEqual(self.firms[1].property_payment_term_id, term)
        self.assertEqual(self.firms[1].with_company(other).property_payment_term_id, elsewhere)

    def test_partners_of_users_and_deep_trees_go_to_the_orm(self):
        user = self.env.ref("base.user_admin").partner_id
        daughter = self.partners.create(
            {"name": "Leány Kft.", "is_company": True, "parent_id": self.firms[2].id}
        )
        grandson = self.firms[3].child_ids[0]
        self.partners.create({"name": "Unoka", "parent_id": grandson.id})
        chosen = self.firms[:6] | user | self.env.company.partner_id | daughter
        changes = {partner.id: {"city": "Vác", "email": "x@vac.example"} for partner in chosen}
        self.assert_written_alike(changes, {BY_THEMSELVES: 5})

    def test_taxes_of_open_carts_follow_the_address(self):
        if "sale.order" not in self.env:
            return
        order = self.env["sale.order"].create({"partner_id": self.firms[0].id})
        shop = "website_id" in order._fields
        if shop:
            order.website_id = self.env["website"].search([], limit=1)
        changes = {firm.id: {"zip": "1011"} for firm in self.firms[:6]}
        self.assert_written_alike(changes, {BY_THEMSELVES: 1} if shop else {})

    def test_what_was_read_before_is_read_anew(self):
        firm = self.firms[0]
        firm.fetch(["city", "complete_name"])
        self.write_in_sets({firm.id: {"city": "Tata", "name": "Új Név Kft."}})
        self.assertEqual((firm.city, firm.complete_name), ("Tata", "Új Név Kft."))

    def test_queries_do_not_grow_with_the_number(self):
        def queries(number, city):
            changes = {firm.id: {"city": city, "phone": "1"} for firm in self.firms[:number]}
            before = self.cr.sql_log_count
            BulkPartners(self.env).write_partners(changes)
            return self.cr.sql_log_count - before

        queries(64, "Makó")
        few, many = queries(16, "Abony"), queries(64, "Cegléd")
        self.assertLessEqual(many, few + 5)
        self.assertLess(many, 100)

    @mute_logger("odoo.sql_db")
    def test_a_number_that_is_taken(self):
        changes = {firm.id: {"vat": tax_number(5_000_000 + firm.id)} for firm in self.firms[::2]}
        first, second, *_others = changes
        for firm in self.partners.browse([first, second]):
            firm.write({"is_company": True, "country_id": self.messy.hungary})
            changes[firm.id] = {"vat": tax_number(6_000_000)}
        for way in (self.write_by_orm, self.write_in_sets):
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                way(changes)
                self.env.flush_all()
            self.env.invalidate_all(flush=False)


@tagged("post_install", "-at_install")
class TestBulkFallback(BulkCase):
    """Where other code takes part, the ORM does it."""

    def rows(self):
        return [self.messy.values(number) for number in range(40)]

    def test_another_addon_extends_create(self):
        model = self.env.registry["res.partner"]

        def create_marked(partners, vals_list):
            return original(partners, [vals | {"ref": "új"} for vals in vals_list])

        original = model.create
        self.patch(model, "create", create_marked)
        self.assert_created_alike(self.rows(), {("addon", "crm_masterdata_import"): 40})

    def test_another_addon_extends_a_compute(self):
        model = self.env.registry["res.partner"]

        def _compute_name_key(partners):
            for partner in partners:
                partner.name_key = f"{partner.name}!"

        self.patch(model, "_compute_name_key", _compute_name_key)
        self.assert_created_alike(self.rows())
        made = self.partners.browse(self.create_in_sets(self.rows()))
        self.assertEqual(made[0].name_key, f"{made[0].name}!")

    def test_the_proof_finds_what_nobody_knew(self):
        self.patch(rules, "fold", lambda text: text)
        self.assert_created_alike(self.rows(), {("column", "name_key"): 40})
        made = self.partners.browse(self.create_in_sets(self.rows(), {("column", "name_key"): 40}))
        changes = {partner.id: {"name": f"{partner.name} Új"} for partner in made}
        self.assert_written_alike(changes, {("column", "name_key"): 40})

    def test_tracked_changes_go_to_the_orm(self):
        tracked = self.env(context={**self.env.context, "tracking_disable": False})
        bulk = BulkPartners(tracked)
        bulk.create_partners(self.rows())
        self.assertEqual(dict(bulk.reasons), {("context", ""): 40})

    def test_few_are_not_worth_a_proof(self):
        self.patch(BulkPartners, "few", 41)
        self.assert_created_alike(self.rows())
        self.assertFalse(any(proof.constants for proof in self.proofs()))

    def proofs(self):
        return partners.PROOFS[self.env.registry["res.partner"]].values()
