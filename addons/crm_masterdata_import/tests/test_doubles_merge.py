from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common_doubles import DoubleCase

PHONE = "06 30 131 8609"


@tagged("post_install", "-at_install")
class TestDoublesMerge(DoubleCase):
    """One customer of two: whose values are kept, what is moved, what stands in the way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.make("Berkenye Kft.", phone=PHONE, street="Fő utca 1.", city="Győr")
        cls.second = cls.make("BERKENYE", phone=PHONE, street="Fő u. 5.", email="b@b.example")

    def merge(self, survivor, gone, *names):
        return self.pair_of(survivor, gone).merge_into(survivor.id, list(names))

    # Values

    def test_the_survivor_keeps_its_values_and_gets_those_it_lacks(self):
        self.merge(self.first, self.second)
        self.assertFalse(self.second.exists())
        self.assertEqual(
            (self.first.name, self.first.street, self.first.email),
            ("Berkenye Kft.", "Fő utca 1.", "b@b.example"),
        )

    def test_chosen_fields_are_the_others(self):
        self.merge(self.first, self.second, "name", "street")
        self.assertEqual(
            (self.first.name, self.first.street, self.first.city),
            ("BERKENYE", "Fő u. 5.", "Győr"),
        )

    def test_notes_and_tags_of_both_are_kept(self):
        tags = self.env["res.partner.category"].create([{"name": "X1"}, {"name": "X2"}])
        self.first.write({"comment": "<p>egyik</p>", "category_id": [(6, 0, tags.ids)]})
        self.second.write({"comment": "<p>másik</p>", "category_id": [(6, 0, tags[1].ids)]})
        self.merge(self.first, self.second)
        self.assertEqual(self.first.comment, "<p>egyik</p><p>másik</p>")
        self.assertEqual(self.first.category_id, tags)

    def test_visits_to_the_website_are_the_survivors(self):
        if "website.visitor" not in self.env:
            return
        # sudo: whoever merges customers does not see visitors
        visitors = self.env["website.visitor"].sudo()
        visitors.create([{"access_token": str(one.id)} for one in (self.first, self.second)])
        self.merge(self.first, self.second)
        self.assertEqual(visitors.search_count([("partner_id", "=", self.first.id)]), 1)

    def test_a_number_goes_to_the_survivor_and_stays_unique(self):
        self.second.vat = "12345676-2-42"
        self.merge(self.first, self.second)
        self.assertEqual(self.first.vat, "12345676-2-42")
        self.assertTrue(self.first.unique_tax_number_key)
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.make("Harmadik Kft.", vat="HU12345676")

    def test_known_doubles_are_unique_again(self):
        one, other = self.known_doubles()
        self.assertTrue(one.is_known_double)
        self.merge(one, other)
        self.assertFalse(one.is_known_double)
        self.assertTrue(one.unique_tax_number_key)

    def test_who_is_shared_stays_shared(self):
        self.second.company_id = self.env.company
        self.merge(self.first, self.second)
        self.assertFalse(self.first.company_id)

    # What hangs on them

    def test_addresses_messages_and_followers_are_moved(self):
        contact = self.make("Nagy Anna", parent_id=self.second.id, is_company=False)
        message = self.second.message_post(body="Telefonált.")
        both, one = self.env["res.partner"].create([{"name": "F1"}, {"name": "F2"}])
        subtypes = self.env["mail.message.subtype"].search([], limit=2)
        self.first.message_subscribe(both.ids, subtypes[0].ids)
        self.second.message_subscribe((both | one).ids, subtypes[1].ids)
        self.merge(self.first, self.second)
        self.assertEqual(contact.parent_id, self.first)
        self.assertEqual(contact.commercial_partner_id, self.first)
        self.assertEqual(message.res_id, self.first.id)
        followers = {f.partner_id: f for f in self.first.message_follower_ids}
        self.assertIn(one, followers)
        self.assertEqual(followers[both].subtype_ids, subtypes)

    def test_they_follow_one_document_once(self):
        document = self.make("Valaki Kft.")
        subtypes = self.env["mail.message.subtype"].search([], limit=2)
        document.message_subscribe(self.first.ids, subtypes[0].ids)
        document.message_subscribe(self.second.ids, subtypes[1].ids)
        self.merge(self.first, self.second)
        [follower] = document.message_follower_ids.filtered(lambda f: f.partner_id == self.first)
        self.assertEqual(follower.subtype_ids, subtypes)

    def test_both_notified_of_one_message(self):
        document = self.make("Valaki Kft.")
        message = document.message_post(
            body="Hír", partner_ids=(self.first | self.second).ids, message_type="comment"
        )
        self.assertEqual(message.notified_partner_ids, self.first | self.second)
        self.merge(self.first, self.second)
        self.assertEqual(message.notified_partner_ids, self.first)

    def test_what_could_be_lost_stands_in_the_way(self):
        # a table of some other addon, with one row for each partner and kind
        self.env.cr.execute(
            "CREATE TABLE other_addon (id serial PRIMARY KEY, kind varchar, partner_id int"
            " REFERENCES res_partner ON DELETE CASCADE, UNIQUE (kind, partner_id));"
            "INSERT INTO other_addon (kind, partner_id) VALUES ('a', %s), ('a', %s), ('b', %s)",
            (self.first.id, self.second.id, self.second.id),
        )
        pair = self.pair_of(self.first, self.second)
        [one, _other] = pair.get_comparison()["partners"]
        self.assertIn("other_addon", one["obstacles"][0])
        with self.assertRaisesRegex(UserError, "1 “other_addon”"):
            pair.merge_into(self.first.id)
        # Odoo's own dialog would have deleted all of the second's rows
        with self.assertRaisesRegex(UserError, "1 “other_addon”"), self.env.cr.savepoint():
            self.wizard()._merge((self.first | self.second).ids, self.first)
        self.env.cr.execute("DELETE FROM other_addon WHERE kind = 'a' AND partner_id = %s", (
            self.second.id,
        ))  # fmt: skip
        pair.merge_into(self.first.id)
        self.env.cr.execute("SELECT kind FROM other_addon WHERE partner_id = %s", [self.first.id])
        self.assertEqual(sorted(self.env.cr.fetchall()), [("a",), ("b",)])

    def test_a_refusal_that_was_not_foreseen_changes_nothing(self):
        self.env.cr.execute(
            "CREATE TABLE other_addon (id serial PRIMARY KEY, partner_id int"
            " REFERENCES res_partner ON DELETE CASCADE CHECK (partner_id = %s));"
            "INSERT INTO other_addon (partner_id) VALUES (%s)",
            (self.second.id, self.second.id),
        )
        pair = self.pair_of(self.first, self.second)
        with self.assertRaisesRegex(UserError, "other_addon"), self.env.cr.savepoint():
            pair.merge_into(self.first.id)
        self.env.cr.execute("SELECT count(*) FROM other_addon")
        self.assertEqual(self.env.cr.fetchone(), (1,))
        self.assertTrue(self.second.exists())

    def wizard(self):
        return self.env["base.partner.merge.automatic.wizard"]

    # Codes of sources

    def test_rows_of_both_codes_find_the_survivor(self):
        self.load(("V1", "Vadalma Kft."), ("V2", "VADALMA KFT", "", "06 30 131 8600"))
        one, other = self.partner("V1"), self.partner("V2")
        other.phone = one.phone = "06 30 131 8600"
        self.merge(one, other, "name")
        self.assertEqual(one.import_code_ids.mapped("code"), ["V1"])
        self.assertEqual(one.import_code_ids.former_ids.mapped("code"), ["V2"])
        for dry_run in (True, False):
            result = self.load(
                ("V1", "Vadalma Kft."), ("V2", "VADALMA KFT", "", "06 30 131 8600"),
                dry_run=dry_run,
            )  # fmt: skip
            with self.subTest(dry_run=dry_run):
                self.assertEqual((result["unchanged"], result["merged"]), (1, 1))
        self.assertEqual(one.name, "VADALMA KFT")
        result = self.load(("V2", "Vadalma Bt."))
        self.assertEqual(result["updated"], 1)
        self.assertEqual(one.name, "Vadalma Bt.")

    def test_codes_of_two_sources_are_both_the_survivors(self):
        shop = self.make_source("shop")
        self.load(("V1", "Vadalma Kft.", "", PHONE))
        self.load(("W1", "Vadalma", "", "06 30 131 8600"), source=shop)
        one, other = self.partner("V1"), self.partner("W1", shop)
        other.phone = PHONE
        self.merge(one, other)
        self.assertEqual(self.partner("W1", shop), one)
        result = self.load(("W1", "Vadalma", "", "06 30 131 8600"), source=shop)
        self.assertEqual(result["unchanged"], 1)

    def test_merged_twice_all_codes_are_known(self):
        self.load(*((f"V{n}", f"Vadalma {n} Kft.", "", f"06 30 131 860{n}") for n in (1, 2, 3)))
        one, two, three = (self.partner(f"V{n}") for n in (1, 2, 3))
        (one | two | three).write({"name": "Vadalma", "phone": "06 30 131 8600"})
        self.merge(two, three)
        self.merge(one, two)
        self.assertEqual(one.import_code_ids.former_ids.mapped("code"), ["V2", "V3"])
        result = self.load(("V3", "Vadalma 9 Kft."))
        self.assertEqual(result["updated"], 1)
        self.assertEqual(one.name, "Vadalma 9 Kft.")

    # On record

    def test_what_was_done_is_on_record(self):
        self.make("Nagy Anna", parent_id=self.second.id, is_company=False)
        former = self.second.id
        pair = self.pair_of(self.first, self.second)
        merge = (
            self.env["crm.partner.merge"]
            .browse(pair.merge_into(self.first.id, ["street"])["merge_id"])
            .with_user(self.judge)
        )
        self.assertEqual(
            (merge.survivor_id, merge.merged_number, merge.merged_name, merge.user_id),
            (self.first, former, "BERKENYE", self.judge),
        )
        self.assertEqual(merge.values["street"], ["Fő utca 1.", "Fő u. 5."])
        self.assertEqual(merge.rows["res.partner"], 1)
        self.assertIn("Fő utca 1. | Fő u. 5.", merge.values_text)
        self.assertEqual(
            (pair.state, pair.merge_id, pair.judged_by_id), ("merged", merge, self.judge)
        )
        self.assertIn("BERKENYE", self.first.message_ids[0].body)

    def test_odoos_own_dialog_is_on_record_too(self):
        self.wizard()._merge((self.first | self.second).ids, self.first)
        merge = self.env["crm.partner.merge"].search([], limit=1)
        self.assertEqual((merge.survivor_id, merge.merged_name), (self.first, "BERKENYE"))

    def test_twice_is_refused(self):
        pair = self.pair_of(self.first, self.second)
        pair.merge_into(self.first.id)
        with self.assertRaisesRegex(UserError, "already"):
            pair.merge_into(self.first.id)
        with self.assertRaisesRegex(UserError, "merged already"):
            pair.action_different()

    def test_pairs_with_a_third_are_the_survivors(self):
        third = self.make("Berkenye", phone=PHONE)
        fourth = self.make("Berkenye Kft", phone=PHONE)
        self.search_doubles()
        self.pair(self.second, third).action_different()
        self.merge(self.first, self.second)
        # they were judged to be two, of whichever name
        self.assertEqual(self.pair(self.first, third).state, "different")
        self.assertEqual(self.pair(self.first, fourth).state, "open")
        self.search_doubles(full=True)
        self.assertEqual(self.pair(self.first, third).state, "different")

    # What stands in the way

    def refused(self, words, survivor=None):
        survivor = survivor or self.first
        pair = self.pair_of(self.first, self.second)
        with self.assertRaisesRegex(UserError, words):
            pair.merge_into(survivor.id)
        self.assertTrue((self.first | self.second).exists() == self.first | self.second)

    def test_users_are_not_merged(self):
        pair = self.pair_of(self.first, self.second)
        self.env["res.users"].create(
            {"name": "B", "login": "b@b.example", "partner_id": self.second.id}
        )
        with self.assertRaisesRegex(UserError, "logs in"):
            pair.merge_into(self.first.id)

    def test_two_firms_are_not_merged(self):
        pair = self.pair_of(self.first, self.second)
        self.first.vat, self.second.vat = "12345676-2-42", "10000001-2-41"
        with self.assertRaisesRegex(UserError, "different tax numbers"):
            pair.merge_into(self.first.id)

    def test_sealed_entries_keep_their_customer(self):
        journal = self.env["account.journal"].create(
            {"name": "Lezárt", "code": "LEZ", "type": "general"}
        )
        account = self.env["account.account"].create(
            {"name": "Próba", "code": "998877", "account_type": "asset_current"}
        )
        line = {"account_id": account.id, "partner_id": self.second.id}
        entry = self.env["account.move"].create(
            {
                "journal_id": journal.id,
                "line_ids": [(0, 0, line | {"debit": 5}), (0, 0, line | {"credit": 5})],
            }
        )
        entry.action_post()
        entry.inalterable_hash = "$4$abc"
        self.refused("sealed")
        comparison = self.pair(self.first, self.second).get_comparison()
        self.assertEqual(comparison["survivor_id"], self.second.id)
        self.pair(self.first, self.second).merge_into(self.second.id)
        self.assertEqual(entry.line_ids.partner_id, self.second)

    def test_only_fields_that_are_compared_can_be_chosen(self):
        pair = self.pair_of(self.first, self.second)
        for name in ("company_id", "unique_tax_number_key", "nonsense"):
            with self.assertRaisesRegex(UserError, name):
                pair.merge_into(self.first.id, [name])
        with self.assertRaisesRegex(UserError, "survives"):
            pair.merge_into(self.env.user.partner_id.id)

    # Who may

    def test_who_may_not(self):
        pair = self.pair_of(self.first, self.second).sudo(False)
        for groups in ("base.group_user", "crm_masterdata_import.group_import_manager"):
            user = new_test_user(self.env, f"no_{groups[-7:]}", groups=groups)
            mine = pair.with_user(user)
            for call in (
                mine.get_comparison,
                mine.action_different,
                mine.action_reopen,
                mine.get_next,
                lambda mine=mine: mine.merge_into(self.first.id),
            ):
                with self.assertRaises(AccessError):
                    call()

    def test_pairs_of_other_companies_are_not_seen(self):
        other = self.env["res.company"].create({"name": "Másik Kft."})
        (self.first | self.second).company_id = other
        self.search_doubles()
        self.assertFalse(self.pair(self.first, self.second))
        self.assertTrue(self.pair(self.first, self.second).sudo().search([], limit=1))

    # The screen

    def test_side_by_side(self):
        self.make("Nagy Anna", parent_id=self.second.id, is_company=False)
        pair = self.pair_of(self.first, self.second)
        answer = pair.get_comparison()
        self.assertEqual([p["id"] for p in answer["partners"]], [self.first.id, self.second.id])
        self.assertEqual([p["obstacles"] for p in answer["partners"]], [[], []])
        # the one with more hanging on it
        self.assertEqual(answer["survivor_id"], self.second.id)
        found = {field["name"]: field for field in answer["fields"]}
        self.assertEqual(found["street"]["values"], ["Fő utca 1.", "Fő u. 5."])
        self.assertTrue(found["street"]["differs"])
        self.assertFalse(found["country_id"]["differs"])
        self.assertNotIn("vat", found)
        rows = {row["model"]: row["counts"] for row in answer["rows"]}
        self.assertEqual(rows["res.partner"], [0, 1])

    def test_the_next_is_the_next_likely(self):
        third = self.make("Berkenye", phone=PHONE, email="b@b.example")
        self.search_doubles()
        pairs = self.env["crm.partner.double"].with_user(self.judge)
        expected = pairs.search([("state", "=", "open")], order="score desc, id").ids
        self.assertGreaterEqual(len(expected), 3)
        seen = [pairs.get_next()]
        for _pair in expected[1:]:
            seen.append(pairs.get_next(seen[-1]))
        self.assertEqual(seen, expected)
        self.assertEqual(pairs.get_next(seen[-1]), expected[0])
        self.assertEqual(self.pair(self.second, third).action_review()["params"]["pair_id"],
                         self.pair(self.second, third).id)  # fmt: skip
