from odoo.tests import tagged

from .common import CardCase


@tagged("post_install", "-at_install")
class TestCardContacts(CardCase):
    """Documents, tickets, contacts, next steps and checks."""

    def _opened(self, action):
        return self.env[action["res_model"]].search(action["domain"])

    def test_documents(self):
        self.order("2026-06-01 09:00:00", (self.tile, 3, 100))
        self.order("2026-06-01 09:00:00", (self.tile, 2, 100), state="draft")
        self.order("2026-06-01 09:00:00", (self.tile, 1, 100), state="cancel")
        self.invoice("2026-06-01", 900)
        self.invoice("2026-06-01", 200, move_type="out_refund")
        lead = self.env["crm.lead"].create(
            {
                "name": "Roof", "type": "opportunity", "partner_id": self.buyer.id,
                "expected_revenue": 5000, "company_id": self.company.id,
            }
        )  # fmt: skip
        lost = lead.copy()
        lost.action_set_lost()
        block = self.block("documents")
        rows = {row["kind"]: (row["count"], row["amount"]) for row in block["kinds"]}
        self.assertEqual(rows["opportunities_open"], (1, 5000))
        self.assertEqual(rows["opportunities_lost"], (1, 5000))
        self.assertEqual(rows["offers_open"], (1, 200))
        self.assertEqual(rows["orders"], (1, 300))
        self.assertEqual(rows["offers_lost"], (1, 100))
        self.assertEqual(rows["invoices"], (1, 900))
        self.assertEqual(rows["credit_notes"], (1, -200))
        self.assertEqual(rows["deliveries_open"], (1, False))
        self.assertEqual(block["won_percent"], 50)
        for row in block["kinds"]:
            [action] = row["action"]
            self.assertEqual(len(self._opened(action)), row["count"], row["kind"])

    def test_tickets(self):
        values = {"description": "x", "company_id": self.company.id, "partner_id": self.buyer.id}
        done = self.env["helpdesk.ticket.stage"].search([("closed", "=", True)], limit=1)
        tickets = self.env["helpdesk.ticket"].create(
            [
                {**values, "name": "Broken", "kind": "complaint"},
                {**values, "name": "Closed", "kind": "complaint", "stage_id": done.id},
                {**values, "name": "Hours", "kind": "inquiry"},
            ]
        )
        tickets[1].rating_apply(4, token=tickets[1]._rating_get_access_token())
        block = self.block("tickets")
        self.assertEqual((block["open_count"], block["ticket_count"]), (2, 3))
        self.assertEqual((block["complaint_open_count"], block["complaint_count"]), (1, 2))
        self.assertEqual((block["rating"], block["rating_count"]), (4.0, 1))
        self.assertEqual({row["name"] for row in block["tickets"]}, {"Broken", "Closed", "Hours"})

    def test_campaigns(self):
        campaign = self.env["utm.campaign"].create(
            {
                "title": "Spring",
                "company_id": self.company.id,
                "step_ids": [
                    (0, 0, {"name": "Call", "channel": "phone"}),
                    (0, 0, {"name": "Visit", "channel": "visit"}),
                ],
            }
        )
        call, visit = campaign.step_ids
        # sudo: who is selected the campaign itself decides
        targets = self.env["crm.campaign.target"].sudo()
        targets.create({"step_id": call.id, "partner_id": self.buyer.id, "state": "sent"})
        answered = targets.create({"step_id": visit.id, "partner_id": self.customer.id})
        targets.create({"step_id": call.id, "partner_id": self.site.id, "state": "control"})
        answered.response_id = self.env.ref("crm_campaign_hu.response_interested")
        block = self.block("campaigns")
        self.assertEqual((block["received_count"], block["response_count"]), (2, 1))
        self.assertEqual(
            [(row["campaign"], row["state"]) for row in block["campaigns"]],
            [("Spring", "Interested"), ("Spring", "Sent")],
        )
        received, responses = block["action"]
        self.assertEqual(len(self._opened(received)), 2)
        self.assertEqual(self._opened(responses), answered)

    def test_contacts(self):
        logs = self.env["crm.contact.log"]
        values = {"company_id": self.company.id, "partner_id": self.buyer.id}
        logs.create(
            [
                {**values, "channel": "phone", "date": "2026-06-14 22:30:00", "text": "Asked"},
                {**values, "channel": "phone", "date": "2026-06-01 10:00:00", "state": "sent"},
                {**values, "channel": "email", "date": "2024-06-01 10:00:00", "state": "sent"},
                {
                    **values, "channel": "sms", "date": "2026-06-02 10:00:00", "direction": "in",
                    "state": "delivered", "text": "When?",
                },
            ]
        )  # fmt: skip
        block = self.block("contacts")
        # half past midnight in Budapest
        self.assertEqual(block["last_date"], "2026-06-15")
        self.assertEqual((block["year_count"], block["waiting_count"]), (3, 1))
        self.assertEqual(
            [(row["channel"], row["count"]) for row in block["channels"]],
            [("phone", 2), ("sms", 1)],
        )
        self.assertEqual(len(block["contacts"]), 4)
        self.assertEqual(block["contacts"][0]["subject"], "Asked")

    def test_next_steps(self):
        order = self.order("2026-06-01 09:00:00", (self.tile, 2, 100), state="draft")
        self.buyer.activity_schedule(
            "mail.mail_activity_data_call", date_deadline="2026-06-20", summary="Call"
        )
        order.activity_schedule(
            "mail.mail_activity_data_todo", date_deadline="2026-06-12", summary="Ask"
        )
        self.env["calendar.event"].create(
            [
                {
                    "name": name, "partner_ids": [(6, 0, self.customer.ids)],
                    "start": f"{day} 10:00:00", "stop": f"{day} 11:00:00",
                }
                for name, day in (("Visit", "2026-06-18"), ("Before", "2026-06-01"))
            ]
        )  # fmt: skip
        block = self.block("activities")
        self.assertEqual((block["next_step"], block["next_date"]), ("Ask", "2026-06-12"))
        self.assertEqual((block["task_count"], block["late_count"]), (2, 1))
        self.assertEqual((block["meeting_count"], block["past_meeting_count"]), (1, 1))
        self.assertEqual([step["what"] for step in block["steps"]], ["Ask", "Visit", "Call"])
        self.assertEqual(block["steps"][0]["action"][0]["res_model"], "sale.order")

    def test_checks(self):
        self.env["crm.partner.check"].sudo().create(
            {
                "partner_id": self.customer.id, "company_id": self.company.id, "register": "nav",
                "source": "NAV", "result": "invalid", "date": "2026-06-10 10:00:00",
                "asked_number": self.customer.tax_number_key,
            }
        )  # fmt: skip
        block = self.block("checks")
        self.assertEqual((block["check_count"], block["warning_count"]), (1, 1))
        self.assertEqual((block["last_date"], block["checks"][0]["warns"]), ("2026-06-10", True))
