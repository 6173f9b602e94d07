from datetime import date, datetime, timedelta

from odoo import Command, fields
from odoo.tests import tagged

from .common import ComplaintCase


@tagged("post_install", "-at_install")
class TestSatisfaction(ComplaintCase):
    """What customers thought of it, by product and person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["product.product"].create(
            {"name": "Grout", "default_code": "GROUT", "type": "consu", "list_price": 50}
        )
        cls.order, cls.more = cls.sell(), cls.sell(10, 50, cls.other)
        cls.made = cls.tickets.browse()
        for rating, user in ((5, cls.clerk), (5, cls.clerk), (4, cls.clerk), (1, cls.manager)):
            ticket = cls.complain(cls.order, 1, received_at=datetime(2026, 8, 5, 10))
            ticket.user_id = user
            ticket.rating_apply(rating, token=ticket._rating_get_access_token())
            cls.made += ticket
        # the last one is about the grout too
        cls.made[3].complaint_line_ids = [
            Command.create({"sale_line_id": cls.more.order_line.id, "quantity": 1})
        ]
        cls.env.flush_all()

    def groups(self, groupby):
        rows = self.env["crm.ticket.satisfaction"]._read_group(
            [("ticket_id", "in", self.made.ids)],
            groupby,
            ["answers:sum", "rating:avg", "nps:avg"],
        )
        return {row[0]: tuple(round(value, 4) for value in row[1:]) for row in rows}

    def test_by_person(self):
        # two of three are promoters; 14 points; the one rating of the manager's is a detractor's
        found = self.groups(["user_id"])
        self.assertEqual(found[self.clerk], (3, 4.6667, 66.6667))
        self.assertEqual(found[self.manager], (1, 1, -100))

    def test_by_product(self):
        # 3.5 answers: 5, 5, 4 and half of 1; two promoters less half a detractor
        found = self.groups(["product_id"])
        self.assertEqual(found[self.product], (3.5, 4.1429, 42.8571))
        self.assertEqual(found[self.other], (0.5, 1, -100))
        [whole] = self.env["crm.ticket.satisfaction"]._read_group(
            [("ticket_id", "in", self.made.ids)], [], ["answers:sum", "nps:avg"]
        )
        self.assertEqual(whole, (4, 25))

    def test_who_was_rated_stays(self):
        self.made[3].user_id = self.clerk
        self.env.flush_all()
        self.assertEqual(self.groups(["user_id"])[self.manager], (1, 1, -100))

    def test_for_managers_of_the_company(self):
        report = self.env["crm.ticket.satisfaction"]
        self.assertFalse(report.with_user(self.clerk).has_access("read"))
        own = report.with_user(self.manager).sudo(False)
        self.assertEqual(own.search_count([("ticket_id", "in", self.made.ids)]), 5)
        company = self.env["res.company"].create({"name": "Other"})
        self.manager.company_ids += company
        elsewhere = own.with_company(company).with_context(allowed_company_ids=company.ids)
        self.assertFalse(elsewhere.search_count([("ticket_id", "in", self.made.ids)]))

    def test_products_that_stand_out(self):
        outliers = self.env["crm.complaint.outlier"].with_user(self.manager).sudo(False)
        own = [("product_id", "=", self.product.id)]
        # 20 delivered a year before, nothing complained about then: anything from 3 on stands out
        self.env.cr.execute(
            "UPDATE stock_move_line SET date = '2026-03-01' WHERE product_id = %s",
            [self.product.id],
        )
        self.made.received_at = datetime(2026, 6, 1)
        self.env.flush_all()
        self.assertFalse(outliers.search(own))
        today = date.today()  # noqa: DTZ011 - the report looks at the week until today
        self.made.received_at = datetime.combine(today, datetime.min.time())
        self.env.flush_all()
        found = outliers.search(own)
        self.assertEqual((found.complaints, found.upper_limit), (4, 0))
        self.assertEqual(found.id // 1000, self.product.id)
        self.assertFalse(outliers.with_user(self.clerk).has_access("read"))

    def test_open_by_age(self):
        now = fields.Datetime.now()
        plain = {"name": "x", "description": "x"}
        tickets = self.tickets.create(
            [{**plain, "received_at": now - timedelta(days=days)} for days in (0.5, 2, 5, 20, 40)]
        )
        closed = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        tickets += self.tickets.create({**plain, "stage_id": closed.id})
        self.env.flush_all()
        rows = self.env["crm.complaint.report"].search([("ticket_id", "in", tickets.ids)])
        ages = {row.ticket_id: row.age for row in rows}
        self.assertEqual([ages[ticket] for ticket in tickets], ["1", "2", "3", "4", "5", False])
