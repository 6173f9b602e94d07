from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_audience import MARKETER, AudienceCase


@tagged("post_install", "-at_install")
class TestAudienceFigures(AudienceCase):
    """What was said and done: contacts, opportunities, campaigns, events, places, segments."""

    def contact(self, partner, days, state="sent", **values):
        return self.env["crm.contact.log"].create(
            {
                "partner_id": partner.id,
                "company_id": self.company.id,
                "channel": "phone",
                "state": state,
                "date": fields.Datetime.now() - timedelta(days=days),
                **values,
            }
        )

    def test_days_since_we_contacted_them(self):
        self.contact(self.anna, 40)
        self.contact(self.anna, 10, state="opened")
        self.contact(self.bela, 90)
        self.contact(self.cili, 5, state="failed")
        self.contact(self.cili, 5, direction="in", state="delivered")
        never = self.cili + self.dani
        self.assertEqual(self.selected("contacted_days", "=", 10), self.anna)
        self.assertEqual(self.selected("contacted_days", "<=", 90), self.anna + self.bela)
        # never is longer ago than any number of days
        self.assertEqual(self.selected("contacted_days", ">", 30), self.bela + never)
        self.assertEqual(self.selected("contacted_days", ">=", 90), self.bela + never)
        self.assertEqual(self.selected("contacted_days", "!=", 10), self.bela + never)
        audience = self.audience({"metric": "contacted_days", "operator": ">", "value": 30})
        (row,) = (one for one in audience.explain(self.dani.id) if one["criterion_id"])
        self.assertEqual((row["passed"], row["value"]), (True, False))

    def test_opportunities_count_for_the_firm_lost_ones_as_well(self):
        firm = self.customer("Firm", is_company=True)
        person = self.customer("Person", parent_id=firm.id)
        leads = self.env["crm.lead"].create(
            [
                {"name": "A", "partner_id": person.id, "type": "opportunity"},
                {"name": "B", "partner_id": firm.id, "type": "opportunity"},
                {"name": "C", "partner_id": self.anna.id, "type": "lead"},
                {"name": "D", "partner_id": self.bela.id, "type": "opportunity"},
            ]
        )
        leads.company_id = self.company
        leads[3].active = False
        self.assertEqual(self.selected("opportunity_count", "=", 2), firm + person)
        self.assertEqual(self.selected("opportunity_count", ">", 0), firm + person + self.bela)
        with freeze_time(fields.Date.today() + timedelta(days=40)):
            self.assertFalse(self.selected("opportunity_count", ">", 0, period_days=30))

    def test_distances_are_as_the_crow_flies(self):
        budapest, szeged = (47.4979, 19.0402), (46.2530, 20.1414)
        self.company.partner_id.write(
            {"partner_latitude": budapest[0], "partner_longitude": budapest[1]}
        )
        self.anna.write({"partner_latitude": budapest[0], "partner_longitude": budapest[1]})
        self.bela.write({"partner_latitude": szeged[0], "partner_longitude": szeged[1]})
        self.assertEqual(self.selected("distance_km", "<", 1), self.anna)
        # 161.5 km between the two
        self.assertEqual(self.selected("distance_km", "between", 161, value2=162), self.bela)
        self.assertEqual(self.selected("distance_km", ">=", 0), self.anna + self.bela)
        self.assertEqual(self.selected("distance_km", "<", 1, place_id=self.bela.id), self.bela)
        with self.assertRaisesRegex(UserError, "Dani.*no coordinates"):
            self.selected("distance_km", "<", 1, place_id=self.dani.id)

    def test_campaigns_and_responses(self):
        campaign = self.env["utm.campaign"].create({"title": "Spring", "name": "Spring sale 2026"})
        step = self.env["crm.campaign.step"].create(
            {"name": "Letter", "campaign_id": campaign.id, "channel": "email"}
        )
        interested = self.env["crm.campaign.response"].search([("code", "=", "interested")])
        for partner, values in (
            (self.anna, {"state": "opened", "sent_at": "2026-03-01 10:00:00"}),
            (self.bela, {"state": "responded", "sent_at": "2026-03-02 10:00:00",
                         "response_id": interested.id, "response_date": "2026-03-09 10:00:00"}),
            (self.cili, {"state": "skipped"}),
        ):  # fmt: skip
            self.env["crm.campaign.target"].create(
                {"company_id": self.company.id, "campaign_id": campaign.id, "step_id": step.id,
                 "partner_id": partner.id, **values}
            )  # fmt: skip
        both, others = self.anna + self.bela, self.cili + self.dani
        for value in (campaign.id, [campaign.id], campaign.name, "Spring", ""):
            with self.subTest(value=value):
                self.assertEqual(self.selected("received_campaign", "in", value), both)
                self.assertEqual(self.selected("received_campaign", "not in", value), others)
        self.assertEqual(
            self.selected("received_campaign", "=", campaign.id, date_to="2026-03-01"), self.anna
        )
        self.assertEqual(self.selected("responded", "=", interested.code), self.bela)
        self.assertEqual(self.selected("responded", "!=", interested.id), self.anna + others)
        self.assertEqual(self.selected("responded", "="), self.bela)
        with self.assertRaisesRegex(UserError, "Autumn"):
            self.selected("received_campaign", "=", "Spring, Autumn")

    def test_events_and_surveys(self):
        self.marketer.group_ids |= self.env.ref("event.group_event_registration_desk")
        self.marketer.group_ids |= self.env.ref("survey.group_survey_manager")
        event = self.env["event.event"].create(
            {"name": "Open day", "date_begin": "2026-05-01 08:00:00",
             "date_end": "2026-05-01 18:00:00", "company_id": self.company.id}
        )  # fmt: skip
        for partner, state in ((self.anna, "open"), (self.bela, "cancel")):
            self.env["event.registration"].create(
                {"event_id": event.id, "partner_id": partner.id, "state": state}
            )
        self.assertEqual(self.selected("registered_event", "in", event.ids), self.anna)
        self.assertEqual(
            self.selected("registered_event", "=", event.id + 1), self.env["res.partner"]
        )
        survey = self.env["survey.survey"].create({"title": "How was it?"})
        for partner, state in ((self.bela, "done"), (self.cili, "in_progress")):
            self.env["survey.user_input"].create(
                {"survey_id": survey.id, "partner_id": partner.id, "state": state,
                 "end_datetime": fields.Datetime.now()}
            )  # fmt: skip
        self.assertEqual(self.selected("answered_survey", "=", survey.id), self.bela)

    def test_segments_of_buying_habits(self):
        self.order(self.anna, [(self.paint, 1, 100)], days=1)
        self.order(self.bela, [(self.paint, 1, 100)], days=900)
        self.env["crm.audience"].with_user(self.marketer).recompute_rfm()
        segments = self.anna.rfm_segment_id
        self.assertTrue(segments)
        self.assertNotEqual(segments, self.bela.rfm_segment_id)
        self.assertEqual(self.selected("rfm_segment", "in", segments.ids), self.anna)
        self.assertEqual(self.selected("rfm_segment", "=", segments.name), self.anna)
        self.assertEqual(self.selected("rfm_segment", "="), self.anna + self.bela)


@tagged("post_install", "-at_install")
class TestAudienceAccounting(AudienceCase):
    """What is owed and how it is paid."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading(
            "generic_coa", company=cls.company, install_demo=False
        )
        cls.company.currency_id = cls.forint
        cls.today = fields.Date.today()

    def invoice(self, partner, amount, due, move_type="out_invoice", post=True):
        """Return an invoice that is due so many days from now."""
        move = self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": partner.id,
                "invoice_date": self.today + timedelta(days=due - 8),
                "invoice_date_due": self.today + timedelta(days=due),
                "invoice_line_ids": [
                    Command.create(
                        {"product_id": self.paint.id, "quantity": 1, "price_unit": amount,
                         "tax_ids": [Command.clear()]}
                    )
                ],
            }
        )  # fmt: skip
        if post:
            move.action_post()
        return move

    def pay(self, invoice, days, amount=None):
        """Pay an invoice so many days from now."""
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create(
            {"payment_date": self.today + timedelta(days=days)}
            | ({"amount": amount} if amount else {})
        ).action_create_payments()

    def test_what_is_open_and_what_is_overdue(self):
        self.invoice(self.anna, 1000, -10)
        self.invoice(self.anna, 300, -10, move_type="out_refund")
        self.invoice(self.anna, 5000, 10)
        self.invoice(self.bela, 800, 0)
        self.invoice(self.cili, 900, -10, post=False)
        self.invoice(self.dani, 400, -10, move_type="in_invoice")
        self.assertEqual(self.selected("overdue_amount", "=", 700), self.anna)
        self.assertEqual(self.selected("overdue_amount", ">", 0), self.anna)
        self.assertEqual(self.selected("balance", "=", 5700), self.anna)
        self.assertEqual(self.selected("balance", ">", 0), self.anna + self.bela)
        self.assertEqual(self.selected("balance", "=", 0), self.cili + self.dani)

    def test_part_payments_count_against(self):
        self.pay(self.invoice(self.anna, 1000, -10), -2, amount=400)
        self.assertEqual(self.selected("overdue_amount", "=", 600), self.anna)
        self.assertFalse(self.selected("payment_delay_days", ">", -1000))

    def test_delay_of_payment_is_that_of_the_last_payment(self):
        twice = self.invoice(self.anna, 1000, -30)
        self.pay(twice, -28, amount=400)
        self.pay(twice, -20)
        self.pay(self.invoice(self.anna, 500, -30), -30)
        self.pay(self.invoice(self.bela, 500, -30), -33)
        # Anna was 10 days late and on time, Béla three days early
        self.assertEqual(self.selected("payment_delay_days", "=", 5), self.anna)
        self.assertEqual(self.selected("payment_delay_days", "<", 0), self.bela)
        self.assertEqual(
            self.selected("payment_delay_days", "!=", 5), self.bela + self.cili + self.dani
        )

    def test_a_payment_of_another_firm_is_not_theirs(self):
        firm = self.customer("Firm", is_company=True)
        person = self.customer("Person", parent_id=firm.id)
        self.invoice(person, 1000, -10)
        self.assertEqual(self.selected("overdue_amount", ">", 0), firm + person)
        self.assertTrue(self.marketer.has_group(MARKETER))
