from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common_doubles import DoubleCase

HOME = {"zip": "9021", "city": "Győr", "street": "Kossuth Lajos utca 12."}


@tagged("post_install", "-at_install")
class TestDoublesSearch(DoubleCase):
    """Who is taken for a double, who is not, and what is remembered of it."""

    def assert_pair(self, one, other, *codes):
        pair = self.pair_of(one, other)
        self.assertTrue(pair, f"{one.name} – {other.name}")
        self.assertLessEqual(set(codes), {reason["code"] for reason in pair.why})
        return pair

    def assert_no_pair(self, one, other):
        self.assertFalse(self.pair_of(one, other), f"{one.name} – {other.name}")

    def test_ways_to_write_one_firm(self):
        first = self.make("Zsombor Építőanyag Kft.", phone="06 30 131 8609", **HOME)
        for name, values, codes in (
            ("ZSOMBOR EPITOANYAG KFT", {"phone": "+36301318609"}, {"name", "phone"}),
            ("Építőanyag Zsombor Korlátolt Felelősségű Társaság", HOME, {"address"}),
            ("Zsombor Építőnyag", HOME | {"street": "Kossuth L. u. 12"}, {"address"}),
            ("Zsombor Építőanyag Bt.", {"phone": "0036/30/131-8609", "zip": "4024"}, {"phone"}),
        ):
            with self.subTest(name=name):
                double = self.make(name, **values)
                self.assert_pair(first, double, *codes)
                double.unlink()

    def test_who_has_little_else_is_found_by_a_rare_name(self):
        first = self.make("Vadvirág Zengő Kft.", email="vz@zengo.example", **HOME)
        poor = self.make("Vadvirag Zengo", phone="06 1 234 5678")
        pair = self.assert_pair(first, poor, "rare_name")
        self.assertIn("same name; a rare name", pair.with_context(lang="en_US").why_text)

    def test_others_are_not_taken_for_doubles(self):
        home = {"phone": "06 96 123 456", **HOME}
        pairs = (
            # another of the family, another firm at the seat, the same name elsewhere
            ({"name": "Szilágyi Éva", "is_company": False, "email": "eva@gmail.com"} | home,
             {"name": "Szilágyi Tamás", "is_company": False, "email": "tomi@freemail.hu"} | home),
            ({"name": "Gólyafészek Kft."} | home, {"name": "Vakondtúrás Bt."} | home),
            ({"name": "Kormos Bt.", "phone": "06 1 234 5671", "email": "a@x.example"} | HOME,
             {"name": "Kormos Bt.", "phone": "06 1 234 5672", "email": "b@y.example",
              "zip": "4024", "street": "Fő u. 1."}),
            # one mailbox of a provider is of many firms
            ({"name": "Szénapadlás Kft.", "email": "info@gmail.com"},
             {"name": "Szénakazal Kft.", "email": "info@gmail.com"}),
        )  # fmt: skip
        for one, other in pairs:
            with self.subTest(one=one["name"], other=other["name"]):
                self.assert_no_pair(self.make(**one), self.make(**other))

    def test_different_tax_numbers_are_different_firms(self):
        first = self.make("Lapály Kft.", vat="12345676-2-42", **HOME)
        self.assert_no_pair(first, self.make("Lapály Kft.", vat="10000001-2-41", **HOME))

    def test_contacts_users_archived_ones_and_other_companies_are_left_out(self):
        first = self.make("Nádas Tó Kft.", email="nadas@to.example", **HOME)
        values = {"name": "Nádas Tó Kft.", "email": "nadas@to.example", **HOME}
        other = self.env["res.company"].create({"name": "Másik Kft."})
        contact = self.make(parent_id=first.id, **values)
        archived = self.make(active=False, **values)
        user = new_test_user(self.env, "nadas", groups="base.group_portal").partner_id
        user.write(values)
        mine = self.make(company_id=self.env.company.id, **values)
        theirs = self.make(company_id=other.id, **values)
        self.search_doubles()
        for partner in (contact, archived, user):
            self.assertFalse(self.pair(first, partner), partner.name)
        # shared with one's own, but not two companies' own
        self.assertTrue(self.pair(first, mine))
        self.assertFalse(self.pair(mine, theirs))

    def test_known_doubles_have_the_full_score(self):
        pair = self.assert_pair(*self.known_doubles(), "tax_number")
        self.assertEqual(pair.score, 100)
        self.assertIn("12345676", pair.why_text)

    def test_a_second_search_finds_nothing_new_and_keeps_what_was_judged(self):
        first = self.make("Berkenye Kft.", phone="06 30 131 8609")
        second = self.make("BERKENYE", phone="06 30 131 8609")
        pair = self.pair_of(first, second)
        pair.action_different()
        before = self.env["crm.partner.double"].search_count([])
        self.search_doubles(full=True)
        second.street = "Fő u. 1."
        self.search_doubles()
        self.assertEqual(self.env["crm.partner.double"].search_count([]), before)
        self.assertEqual(self.pair(first, second).state, "different")
        self.assertEqual(self.pair(first, second).judged_by_id, self.judge)
        pair.action_reopen()
        self.assertEqual((pair.state, pair.judged_by_id.id), ("open", False))

    def test_an_open_pair_goes_when_the_two_are_no_longer_alike(self):
        first = self.make("Berkenye Kft.", phone="06 30 131 8609")
        second = self.make("BERKENYE", phone="06 30 131 8609")
        self.assertTrue(self.pair_of(first, second))
        self.env.flush_all()
        # a later transaction
        second.write({"name": "Galagonya Zrt.", "phone": "06 1 234 5678"})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET write_date = write_date + interval '1 s' WHERE id = %s",
            [second.id],
        )
        self.assertFalse(self.pair_of(first, second))

    def test_only_what_has_changed_is_compared(self):
        self.make("Berkenye Kft.", phone="06 30 131 8609")
        self.search_doubles()
        new = self.make("Berkenye", phone="06 30 131 8609")
        search = self.search_doubles()
        self.assertEqual((search.compared, search.found, search.progress), (1, 1, 100))
        self.assertEqual(self.search_doubles().compared, 0)
        full = self.search_doubles(full=True)
        self.assertGreater(full.compared, 1)
        self.assertTrue(self.env["crm.partner.double"].search([("other_id", "=", new.id)]))

    def test_a_search_that_was_stopped_goes_on_where_it_was(self):
        first = self.make("Berkenye Kft.", phone="06 30 131 8609")
        second = self.make("BERKENYE", phone="06 30 131 8609")
        search = self.env["crm.partner.double.search"].create({"is_full": True})
        for processed in search._steps():
            if search.step == 2:
                break
            self.assertGreaterEqual(processed, 0)
        self.assertEqual(search.state, "running")
        for _processed in search._steps():
            self.assertGreater(search.step, 2)
        self.assertEqual((search.state, search.progress), ("done", 100))
        self.assertTrue(self.pair(first, second))

    def test_the_database_keeps_pairs_ordered_and_single(self):
        first, second = self.make("A Kft."), self.make("B Kft.")
        pairs = self.env["crm.partner.double"]
        pairs.create({"partner_id": first.id, "other_id": second.id})
        for values in (
            {"partner_id": first.id, "other_id": second.id},
            {"partner_id": second.id, "other_id": first.id},
            {"partner_id": first.id},
        ):
            with (
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                pairs.create(values)

    def test_queries_do_not_grow_with_the_pairs(self):
        def queries(number):
            for count in range(number):
                name = f"Sokszoros {number} {count} Kft."
                self.make(name, phone=f"06 30 131 {8000 + 50 * number + count}")
                self.make(name, phone=f"06 30 131 {8000 + 50 * number + count}")
            before = self.env.cr.sql_log_count
            self.search_doubles()
            searched = self.env.cr.sql_log_count - before
            self.env.invalidate_all()
            pairs = self.env["crm.partner.double"].with_user(self.judge).search([], limit=number)
            self.assertEqual(len(pairs), number)
            before = self.env.cr.sql_log_count
            pairs.web_read({"partner_id": {"fields": {"display_name": {}}}, "why_text": {}})
            return searched, self.env.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(2), queries(20))

    def test_who_may_search(self):
        clerk = new_test_user(self.env, "clerk", groups="base.group_user")
        searches = self.env["crm.partner.double.search"]
        with self.assertRaises(AccessError):
            searches.with_user(clerk).action_search_all()
        searches.with_user(self.judge).action_search_all()
        searches.with_user(self.judge).action_search_all()
        waiting = searches.search([("state", "=", "queued")])
        self.assertEqual((len(waiting), waiting.is_full), (1, True))
