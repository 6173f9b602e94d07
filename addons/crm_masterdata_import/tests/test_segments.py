from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .common import ImportCase

HEADERS = ("Vevőkód", "Név", "Méret", "region")


class SegmentCase(ImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        axes = cls.env["crm.segment.axis"]
        cls.size = axes.create({"name": "Méret", "code": "size"})
        cls.region = axes.create({"name": "Régió", "code": "region"})
        cls.small, cls.large, cls.east = cls.env["crm.segment"].create(
            [
                {"name": "kicsi", "axis_id": cls.size.id},
                {"name": "nagy", "axis_id": cls.size.id},
                {"name": "kelet", "axis_id": cls.region.id},
            ]
        )
        cls.customer = cls.env["res.partner"].create({"name": "Kiss Kft."})


@tagged("post_install", "-at_install")
class TestSegments(SegmentCase):
    """A customer has one segment on each axis, whatever writes it."""

    def links(self, partner):
        return self.env["crm.partner.segment"].search([("partner_id", "=", partner.id)])

    def test_a_new_segment_takes_the_place_of_the_old_one(self):
        self.customer.segment_ids = self.small + self.east
        self.assertEqual(self.customer.segment_ids, self.small + self.east)
        self.customer.write({"segment_ids": [Command.link(self.large.id)]})
        self.assertEqual(self.customer.segment_ids, self.large + self.east)
        self.customer.write({"segment_ids": [Command.unlink(self.east.id)]})
        self.assertEqual(self.customer.segment_ids, self.large)
        self.assertEqual(self.links(self.customer).axis_id, self.size)

    def test_on_the_form(self):
        self.customer.segment_ids = self.small + self.east
        with Form(self.customer) as form:
            form.segment_ids.add(self.large)
            self.assertEqual(sorted(form.segment_ids.ids), sorted((self.large + self.east).ids))
        self.assertEqual(self.customer.segment_ids, self.large + self.east)

    def test_two_new_ones_of_an_axis_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "Méret.*kicsi, nagy"):
            self.customer.segment_ids = self.small + self.large

    def test_the_database_refuses_a_second_one(self):
        self.customer.segment_ids = self.small
        values = {"partner_id": self.customer.id, "segment_id": self.large.id}
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.env["crm.partner.segment"].create(values)

    def test_an_archived_segment_stays_until_another_comes(self):
        self.customer.segment_ids = self.small + self.east
        self.small.active = False
        self.customer.write({"segment_ids": [Command.unlink(self.east.id)]})
        self.assertEqual(self.links(self.customer).segment_id, self.small)
        self.customer.write({"segment_ids": [Command.link(self.large.id)]})
        self.assertEqual(self.links(self.customer).segment_id, self.large)

    def test_searched_and_grouped(self):
        other = self.env["res.partner"].create({"name": "Nagy Kft.", "segment_ids": self.large.ids})
        self.customer.segment_ids = self.small + self.east
        both, partners = self.customer + other, self.env["res.partner"]
        domain = [("id", "in", both.ids)]
        for leaf, found in [
            (("segment_ids", "in", self.small.ids), self.customer),
            (("segment_ids", "not in", self.small.ids), other),
            (("segment_ids", "ilike", "kelet"), self.customer),
            (("segment_ids", "=", False), partners),
            (("segment_ids", "!=", False), both),
        ]:
            with self.subTest(leaf=leaf):
                self.assertEqual(partners.search([*domain, leaf]), found)
        groups = partners.formatted_read_group(domain, ["segment_ids"], ["__count"])
        counts = {group["segment_ids"][1]: group["__count"] for group in groups}
        self.assertEqual(counts, {"Méret: kicsi": 1, "Méret: nagy": 1, "Régió: kelet": 1})
        self.assertTrue(partners.fields_get(["segment_ids"])["segment_ids"]["groupable"])

    def test_many_customers_cost_no_more_queries(self):
        def make(number):
            customers = self.env["res.partner"].create([{"name": "x"}] * number)
            customers.invalidate_recordset()
            start = self.env.cr.sql_log_count
            customers.write({"segment_ids": [Command.link(self.small.id)]})
            customers.mapped("segment_ids.name")
            return self.env.cr.sql_log_count - start

        make(1)
        self.assertEqual(make(2), make(40))


@tagged("post_install", "-at_install")
class TestSegmentLoads(SegmentCase):
    """A column goes into an axis: by its name or code, with the policies of other columns."""

    def segments(self, code):
        return {s.axis_id.code: s.name for s in self.partner(code).segment_ids}

    def test_columns_are_known_by_the_axis_and_unknown_values_are_made(self):
        result = self.load(
            ("V1", "Kiss Kft.", "NAGY", "nyugat"),
            ("V2", "Nagy Kft.", "", "Nyugat"),
            headers=HEADERS,
        )
        self.assertEqual(result["created"], 2)
        self.assertEqual(
            self.erp.column_ids.mapped("target"), ["code", "name", "segment.size", "segment.region"]
        )
        self.assertEqual(self.segments("V1"), {"size": "nagy", "region": "nyugat"})
        self.assertEqual(self.segments("V2"), {"region": "nyugat"})
        self.assertEqual(self.region.segment_ids.mapped("name"), ["kelet", "nyugat"])

    def test_a_load_changes_and_takes_back(self):
        self.load(("V1", "Kiss Kft.", "kicsi", "kelet"), headers=HEADERS)
        again = self.load(("V1", "Kiss Kft.", "kicsi", "kelet"), headers=HEADERS)
        self.assertEqual(again["unchanged"], 1)
        result = self.load(("V1", "Kiss Kft.", "nagy", ""), headers=HEADERS)
        self.assertEqual(result["updated"], 1)
        self.assertEqual(self.segments("V1"), {"size": "nagy", "region": "kelet"})
        change = self.run_of(result).change_ids
        self.assertEqual((change.before, change.after), (
            {"segment.size": "kicsi"}, {"segment.size": "nagy"},
        ))  # fmt: skip
        self.assertIn("Segment: Méret: kicsi → nagy", change.summary)
        self.run_of(result).action_undo()
        self.assertEqual(self.segments("V1"), {"size": "kicsi", "region": "kelet"})

    def test_policies_count(self):
        self.load(("V1", "Kiss Kft.", "kicsi", ""), headers=HEADERS)
        self.erp.column_ids.filtered("target").policy = "fill_empty"
        result = self.load(("V1", "Kiss Kft.", "nagy", "kelet"), headers=HEADERS)
        self.assertEqual(result["updated"], 1)
        self.assertEqual(self.segments("V1"), {"size": "kicsi", "region": "kelet"})

    def test_a_trial_makes_no_segments(self):
        self.load(("V1", "Kiss Kft.", "közepes", ""), headers=HEADERS, dry_run=True)
        self.assertEqual(self.size.segment_ids.mapped("name"), ["kicsi", "nagy"])

    def test_an_unknown_axis_is_named(self):
        with self.assertRaisesRegex(UserError, "loyalty.*region, size"):
            self.erp.column_ids = [
                Command.create({"source_column": "Hűség", "target": "segment.loyalty"})
            ]

    def test_an_axis_that_went_is_named_at_the_load(self):
        self.load(("V1", "Kiss Kft.", "kicsi", ""), headers=HEADERS)
        self.size.active = False
        with self.assertRaisesRegex(UserError, "Méret.*size"):
            self.load(("V1", "Kiss Kft.", "kicsi", ""), headers=HEADERS)

    def test_an_axis_may_be_called_like_a_field(self):
        self.env["crm.segment.axis"].create({"name": "Phone", "code": "phone"})
        self.erp.column_ids = [
            Command.create({"source_column": name, "target": target})
            for name, target in (("Kód", "code"), ("Név", "name"), ("F", "segment.phone"))
        ]
        self.load(("V1", "Kiss Kft.", "sokat hív"), headers=("Kód", "Név", "F"))
        self.assertEqual(self.segments("V1"), {"phone": "sokat hív"})

    def test_a_companys_own_axis_comes_before_the_common_one(self):
        own = self.env["crm.segment.axis"].create(
            {"name": "Méret", "code": "size", "company_id": self.env.company.id}
        )
        self.load(("V1", "Kiss Kft.", "kicsi", ""), headers=HEADERS)
        self.assertEqual(self.partner("V1").segment_ids.axis_id, own)


@tagged("post_install", "-at_install")
class TestSegmentRights(SegmentCase):
    """Who may write customers says where they stand; axes are the manager's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = new_test_user(cls.env, "clerk", groups="base.group_user")
        cls.seller = new_test_user(
            cls.env, "seller", groups="base.group_user,base.group_partner_manager"
        )
        cls.manager = new_test_user(
            cls.env, "axes", groups="crm_masterdata_import.group_import_manager"
        )

    def allowed(self, user, model):
        records = self.env[model].with_user(user)
        operations = ("read", "write", "create", "unlink")
        return "".join(o[0] for o in operations if records.has_access(o))

    def test_rights_on_the_models(self):
        models = ("crm.segment.axis", "crm.segment", "crm.partner.segment", "crm.revenue.class")
        for user, expected in {
            self.clerk: ("r", "r", "r", "r"),
            self.seller: ("r", "rwc", "r", "rwcu"),
            self.manager: ("rwcu", "rwcu", "r", "rwcu"),
        }.items():
            self.assertEqual(tuple(self.allowed(user, model) for model in models), expected)

    def test_who_writes_customers_writes_segments(self):
        self.customer.with_user(self.seller).segment_ids = self.small
        self.assertEqual(self.customer.segment_ids, self.small)
        with self.assertRaises(AccessError):
            self.customer.with_user(self.clerk).segment_ids = self.large

    def test_other_companies_axes_are_unseen_and_untouched(self):
        other = self.env["res.company"].create({"name": "Másik Kft."})
        axis = self.env["crm.segment.axis"].create(
            {"name": "Titkos", "code": "secret", "company_id": other.id}
        )
        theirs = self.env["crm.segment"].create({"name": "A", "axis_id": axis.id})
        self.customer.segment_ids = theirs + self.small
        mine = self.customer.with_user(self.seller)
        mine.invalidate_recordset()
        self.assertEqual(mine.segment_ids, self.small.with_user(self.seller))
        mine.segment_ids = self.large
        self.customer.invalidate_recordset()
        self.assertEqual(self.customer.segment_ids, theirs + self.large)
        groups = mine.env["res.partner"]._read_group(
            [("id", "=", mine.id)], ["segment_ids"], ["__count"]
        )
        self.assertEqual([(s.name, count) for s, count in groups], [("nagy", 1)])
