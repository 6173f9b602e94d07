from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.crm_campaign_hu.tests.common_audience import AudienceCase


@tagged("post_install", "-at_install")
class TestTicketCount(AudienceCase):
    """Tickets of a firm and its persons."""

    def ticket(self, partner, days=0):
        return self.env["helpdesk.ticket"].create(
            {
                "name": "Broken",
                "description": "It fell apart.",
                "partner_id": partner.id,
                "company_id": self.company.id,
                "received_at": fields.Datetime.now() - timedelta(days=days),
            }
        )

    def test_tickets_are_counted(self):
        firm = self.customer("Firm", is_company=True)
        person = self.customer("Person", parent_id=firm.id)
        self.ticket(person)
        self.ticket(firm, days=100)
        self.ticket(self.anna, days=100)
        self.marketer.group_ids |= self.env.ref("helpdesk_mgmt.group_helpdesk_user")
        self.assertEqual(self.selected("ticket_count", "=", 2), firm + person)
        self.assertEqual(self.selected("ticket_count", ">", 0), firm + person + self.anna)
        self.assertEqual(self.selected("ticket_count", "=", 1, period_days=30), firm + person)
        self.assertEqual(self.selected("ticket_count", "<", 1), self.bela + self.cili + self.dani)
