from datetime import timedelta
from itertools import cycle

from odoo import api, fields, models
from odoo.fields import Command

from ..demo_engine.workdays import add_workdays

LEAD_ACTIVITIES = (
    ("call", "Visszahívás az ajánlatról", -2),
    ("todo", "Mennyiségi kimutatás bekérése", 0),
    ("meeting", "Helyszíni felmérés", 2),
    ("email", "Műszaki adatlapok küldése", 1),
    ("call", "Döntés megkérdezése", 4),
    ("todo", "Ajánlat elkészítése", -1),
)
TYPES = {
    "call": "mail.mail_activity_data_call",
    "todo": "mail.mail_activity_data_todo",
    "meeting": "mail.mail_activity_data_meeting",
    "email": "mail.mail_activity_data_email",
}
# name, host's role, guests' roles, working days from today, hour (UTC)
MEETINGS = {
    "weekly": ("Heti értékesítési megbeszélés", "sales_manager", ("salesperson",), 1, 7),
    "bastya": ("Helyszíni bejárás: Bástya Generál, Lakópark II.", "salesperson", (), 2, 9),
    "stock": ("Téli készlet egyeztetése", "sales_manager", ("management", "accountant"), 3, 12),
    "vendor": ("NordVata termékbemutató", "marketer", ("salesperson",), 4, 8),
    "alfold": ("Ajánlat egyeztetése: Alföld Fővállalkozó", "sales_manager", (), 5, 13),
    "newsletter": ("Hírlevél tartalmának egyeztetése", "marketer", ("sales_manager",), 2, 13),
    "complaints": ("Reklamációk heti áttekintése", "customer_service", ("front_office",), 1, 11),
}
OVERDUE_CALLS = 6


class CrmSuiteDemo(models.AbstractModel):
    """What people have to do: activities on documents, meetings in the calendar."""

    _inherit = "crm.suite.demo"

    @api.model
    def _load_agenda(self):
        """Plan activities and meetings, once."""
        if not self._once("agenda"):
            return {}
        demo = self._hungarian().with_context(
            mail_activity_quick_update=True, no_mail_to_attendees=True, dont_notify=True
        )
        activities = demo._plan_lead_activities() + demo._plan_reminder_calls()
        activities += demo._plan_offer_calls()
        meetings = demo._create_meetings()
        return {"mail.activity": len(activities), "calendar.event": len(meetings)}

    @api.model
    def _prepare_activity_values(self, record, kind, summary, days, user):
        today = fields.Date.context_today(self)
        deadline = add_workdays(today, days) if days > 0 else today + timedelta(days=days)
        return {
            "res_model_id": self.env["ir.model"]._get(record._name).id,
            "res_id": record.id,
            "activity_type_id": self.env.ref(TYPES[kind]).id,
            "summary": summary,
            "date_deadline": deadline,
            "user_id": user.id,
        }

    @api.model
    def _plan_lead_activities(self):
        leads = self.env["crm.lead"].browse(self._known("opportunity").values())
        return self.env["mail.activity"].create(
            [
                self._prepare_activity_values(lead, *activity, lead.user_id)
                for lead, activity in zip(leads, cycle(LEAD_ACTIVITIES))  # noqa: B905 - cycle is endless
            ]
        )

    @api.model
    def _plan_offer_calls(self):
        offers = self.env["sale.order"].browse(self._known("order").values())
        return self.env["mail.activity"].create(
            [
                self._prepare_activity_values(
                    offer, "call", "Ajánlat utánkövetése", index % 6 - 1, offer.user_id
                )
                for index, offer in enumerate(offers.filtered(lambda order: order.state == "sent"))
            ]
        )

    @api.model
    def _plan_reminder_calls(self):
        """Have the accountant call those whose invoices are overdue the longest."""
        invoices = self.env["account.move"].search(
            [
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("amount_residual", ">", 0),
                ("invoice_date_due", "<", fields.Date.context_today(self)),
                ("company_id", "=", self.env.company.id),
            ],
            order="invoice_date_due, id",
            limit=OVERDUE_CALLS,
        )
        accountant = self._user("accountant")
        return self.env["mail.activity"].create(
            [
                self._prepare_activity_values(
                    invoice, "call", "Lejárt számla egyeztetése", index - 2, accountant
                )
                for index, invoice in enumerate(invoices)
            ]
        )

    @api.model
    def _create_meetings(self):
        today = fields.Date.context_today(self)
        return self.env["calendar.event"].create(
            [
                {
                    "name": name,
                    "user_id": self._user(host).id,
                    "partner_ids": [
                        Command.set([self._user(role).partner_id.id for role in (host, *guests)])
                    ],
                    "start": start,
                    "stop": start + timedelta(hours=1),
                }
                for name, host, guests, days, hour in MEETINGS.values()
                for start in [self._moment(add_workdays(today, days)).replace(hour=hour, minute=0)]
            ]
        )
