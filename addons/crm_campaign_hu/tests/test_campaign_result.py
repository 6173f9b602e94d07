from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..campaign_engine import KEYS, uplift
from .common_campaign import CampaignCase


@tagged("post_install", "-at_install")
class TestCampaignResult(CampaignCase):
    """What a campaign brought, worked out by hand.

    One euro is 400 of the company's money. Contacts were 50 and 49 days ago, influence lasts 30.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading(
            "generic_coa", cls.company, install_demo=False
        )
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids})
        cls.product = cls.env["product.product"].create(
            {"name": "Paint", "type": "consu", "invoice_policy": "order"}
        )
        cls.product.with_company(cls.company).standard_price = 600
        currencies = cls.env["res.currency"].with_context(active_test=False)
        cls.foreign = currencies.search(
            [("name", "in", ("EUR", "USD")), ("id", "!=", cls.company.currency_id.id)], limit=1
        )
        cls.foreign.active = True
        cls.env["res.currency.rate"].create(
            {"currency_id": cls.foreign.id, "company_id": cls.company.id, "name": "2020-01-01",
             "rate": 0.0025}
        )  # fmt: skip
        cls.abroad = cls.env["product.pricelist"].create(
            {"name": "Abroad", "currency_id": cls.foreign.id, "company_id": cls.company.id}
        )

    def ago(self, days):
        return fields.Datetime.now() - timedelta(days=days)

    def contacted(self, **values):
        """Make a campaign of an e-mail, and a text to those who did not open it."""
        campaign = self.started({}, {"condition": "not_opened", "channel": "sms"}, **values)
        self.run_job()
        self.run_queue()
        first, second = campaign.sudo().step_ids
        first.target_ids.filtered(
            lambda one: one.partner_id in self.people[:3]
        ).log_id._move_on("opened")  # fmt: skip
        self.run_job()
        second.target_ids._reach("delivered")
        first.target_ids.sent_at = self.ago(50)
        second.target_ids.sent_at = self.ago(49)
        return campaign

    def bought(self, campaign):
        one, two, three, four, five, six = self.people
        orders = self.order(one, 1000, campaign, self.ago(45))
        self.order(two, 10, campaign, self.ago(45), pricelist_id=self.abroad.id)
        self.order(three, 500, campaign, self.ago(45))._action_cancel()
        offer = self.order(four, 700, campaign, self.ago(45))
        offer.state = "sent"
        self.order(five, 250, False, self.ago(48))
        other = self.env["utm.campaign"].create({"title": "Another"})
        self.order(five, 30, other, self.ago(20))
        self.order(six, 77, False, self.ago(18))
        self.order(six, 99, False, self.ago(60))
        return orders

    def invoiced(self, order, campaign):
        invoice = order._create_invoices()
        self.assertEqual(invoice.campaign_id, campaign)
        invoice.action_post()
        for kind, amount, post in (("out_refund", 200, True), ("out_invoice", 999, False)):
            move = self.env["account.move"].create(
                {"move_type": kind, "partner_id": order.partner_id.id, "campaign_id": campaign.id,
                 "company_id": self.company.id, "invoice_date": fields.Date.today(),
                 "invoice_line_ids": [(0, 0, {"product_id": self.product.id, "quantity": 1,
                                              "price_unit": amount, "tax_ids": [(5,)]})]}
            )  # fmt: skip
            if post:
                move.action_post()

    def spent(self, campaign):
        bill = self.env["account.move"].create(
            {"move_type": "in_invoice", "partner_id": self.anna.id, "company_id": self.company.id,
             "invoice_date": fields.Date.today(),
             "invoice_line_ids": [(0, 0, {"name": "Printing", "quantity": 1, "price_unit": 90,
                                          "tax_ids": [(5,)]})]}
        )  # fmt: skip
        bill.action_post()
        campaign.cost_line_ids = [
            (0, 0, {"name": "Printing", "planned": 100,
                    "bill_line_ids": [(6, 0, bill.invoice_line_ids.ids)]}),
            (0, 0, {"name": "Design", "planned": 50}),
        ]  # fmt: skip

    def test_worked_out_by_hand(self):
        campaign = self.contacted()
        order = self.bought(campaign)
        self.invoiced(order, campaign)
        self.spent(campaign.sudo())
        self.env["crm.lead"].create(
            {"name": "Of itself", "campaign_id": campaign.id, "partner_id": self.anna.id}
        )
        fourth = (
            campaign.sudo()
            .step_ids[1]
            .target_ids.filtered(lambda one: one.partner_id == self.people[3])
        )
        fourth.response_id = self.response("interested")
        fourth.action_make_opportunity()
        result = campaign.campaign_result()
        # the third person answered with an order, though it was cancelled later
        self.assertEqual(
            {name: result[name] for name in KEYS},
            {
                "planned": 9, "sent": 9, "delivered": 6, "opened": 4, "responded": 4,
                "opportunities": 2, "offers": 3, "orders": 2, "invoiced": 800.0,
                "margin": 3800.0, "cost": 140.0, "cost_per_response": 35.0,
                "cost_per_order": 70.0, "roi": 26.1429, "uplift": False, "uplift_low": False,
                "uplift_high": False, "direct": 5000.0, "influenced": 280.0,
            },
        )  # fmt: skip
        first, second = result["by_step"][:2]
        self.assertEqual((first["name"], second["name"]), ("Step 1", "Step 2"))
        shown = ("planned", "responded", "offers", "orders", "direct", "influenced", "invoiced",
                 "cost")  # fmt: skip
        self.assertEqual([first[name] for name in shown], [6, 3, 2, 2, 5000, 0, 800, 93.33])
        self.assertEqual([second[name] for name in shown], [3, 1, 1, 0, 0, 280, 0, 46.67])
        nobody = result["by_step"][2]
        self.assertEqual((nobody["id"], nobody["name"]), (False, "Not assigned"))
        self.assertEqual((nobody["opportunities"], nobody["planned"]), (1, 0))
        (audience, _none) = result["by_audience"]
        self.assertEqual((audience["id"], audience["planned"]), (self.audience.id, 9))
        (user, _none) = result["by_user"]
        self.assertEqual((user["name"], user["direct"]), ("Marketer", 5000.0))
        self.assertEqual([one["name"] for one in result["by_variant"]], ["Not assigned"])

    def test_nothing_yet(self):
        result = self.campaign().campaign_result()
        self.assertEqual(result["planned"], 0)
        self.assertEqual([result[f"by_{part}"] for part in ("step", "user")], [[], []])
        self.assertIs(result["roi"], False)

    def test_uplift_against_who_was_held_back(self):
        crowd = self.env["res.partner"].create(
            [{"name": f"C{n}", "email": f"c{n}@vevo.example"} for n in range(40)]
        )
        self.permitted(crowd, "email")
        campaign = self.started(audience_id=self.audience_of(crowd).id, control_percent=30)
        self.run_job()
        self.run_queue()
        control = self.targets(campaign, state="control").partner_id
        treated = crowd - control
        self.assertGreater(len(control), 3)
        self.assertGreater(len(treated), 10)
        for person in [*treated[:6], *control[:2]]:
            self.order(person, 10)
        self.order(treated[0], 10)
        self.order(treated[7], 10, date=self.ago(1))
        result = campaign.campaign_result()
        expected = uplift(6, len(treated), 2, len(control))
        self.assertAlmostEqual(result["uplift"], 6 / len(treated) - 2 / len(control), 5)
        self.assertAlmostEqual(result["uplift_low"], expected.low, 5)
        self.assertAlmostEqual(result["uplift_high"], expected.high, 5)
        self.assertEqual(result["planned"], len(treated))

    def test_the_number_of_queries_does_not_grow(self):
        campaign = self.contacted()
        counts = []
        for number in (1, 9):
            for person in self.people[:number]:
                self.order(person, 10, campaign)
                self.env["crm.lead"].create({"name": "L", "campaign_id": campaign.id})
            campaign.campaign_result()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            campaign.campaign_result()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
        self.assertLess(counts[0], 30)

    def test_a_seller_sees_his_own(self):
        self.people[0].user_id = self.seller
        campaign = self.contacted()
        self.order(self.people[0], 10, campaign)
        self.order(self.people[1], 20, campaign)
        result = campaign.with_user(self.seller).campaign_result()
        self.assertEqual(result["planned"], 1)
        self.assertEqual([one["name"] for one in result["by_user"] if one["id"]], ["Seller"])
