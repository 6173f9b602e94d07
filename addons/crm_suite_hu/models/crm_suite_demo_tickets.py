from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

CATEGORIES = {
    "delivery": ("Delivery", "Szállítás"),
    "quality": ("Quality", "Minőség"),
    "invoice": ("Invoice and payment", "Számla, fizetés"),
    "info": ("Product information", "Termékinformáció"),
}
STAGES = {
    "new": "helpdesk_mgmt.helpdesk_ticket_stage_new",
    "progress": "helpdesk_mgmt.helpdesk_ticket_stage_in_progress",
    "awaiting": "helpdesk_mgmt.helpdesk_ticket_stage_awaiting",
    "done": "helpdesk_mgmt.helpdesk_ticket_stage_done",
    "cancelled": "helpdesk_mgmt.helpdesk_ticket_stage_cancelled",
}
CHANNELS = {
    "email": "helpdesk_mgmt.helpdesk_ticket_channel_email",
    "phone": "helpdesk_mgmt.helpdesk_ticket_channel_phone",
    "web": "helpdesk_mgmt.helpdesk_ticket_channel_web",
}
TEAM_ROLES = ("customer_service", "front_office")
CLOSED_AFTER_DAYS = 2


class CrmSuiteDemo(models.AbstractModel):
    """What customers complained about and asked."""

    _inherit = "crm.suite.demo"

    @api.model
    def _load_tickets(self):
        """Create the service team, categories of tickets and tickets in each stage."""
        categories = self._create_missing(
            "helpdesk.ticket.category",
            "desk_category",
            {key: {"name": english} for key, (english, _hu) in CATEGORIES.items()},
        )
        self._translate(categories, {key: texts[1] for key, texts in CATEGORIES.items()})
        team = self._create_missing(
            "helpdesk.ticket.team",
            "desk_team",
            {
                "service": {
                    "name": "Customer service",
                    "company_id": self.env.company.id,
                    "user_ids": [Command.set([self._user(role).id for role in TEAM_ROLES])],
                }
            },
        )
        self._translate(team, {"service": "Vevőszolgálat"})
        tickets = self._create_tickets()
        return {
            "helpdesk.ticket.category": len(categories),
            "helpdesk.ticket.team": len(team),
            "helpdesk.ticket": len(tickets),
        }

    @api.model
    def _create_tickets(self):
        rows = {row["id"]: row for row in self._rows("ticket")}
        customers, categories = self._known("customer"), self._known("desk_category")
        partners = self.env["res.partner"].browse(customers.values()).grouped("id")
        team = self._known("desk_team")["service"]
        oldest_first = sorted(rows.items(), key=lambda item: -int(item[1]["age"]))
        tickets = self._create_missing(
            "helpdesk.ticket",
            "ticket",
            {
                key: {
                    "name": row["name"],
                    "description": row["description"],
                    "partner_id": customers[row["customer"]],
                    "partner_name": partners[customers[row["customer"]]].name,
                    "partner_email": partners[customers[row["customer"]]].email,
                    "category_id": categories[row["category"]],
                    "channel_id": self.env.ref(CHANNELS[row["channel"]]).id,
                    "priority": row["priority"],
                    "team_id": team,
                    "user_id": row["stage"] != "new" and self._user(TEAM_ROLES[index % 2]).id,
                    "stage_id": self.env.ref(STAGES[row["stage"]]).id,
                }
                for index, (key, row) in enumerate(oldest_first)
            },
        )
        self._date_tickets({ticket: int(rows[key]["age"]) for key, ticket in tickets.items()})
        return tickets

    @api.model
    def _date_tickets(self, ages):
        """Write when tickets came in, were taken on and closed.

        :param ages: dict of ticket → age in days
        """
        today = fields.Date.context_today(self)
        now = fields.Datetime.now()
        created = {
            ticket: min(self._moment(today - timedelta(days=age), ticket.id), now)
            for ticket, age in ages.items()
        }
        for ticket, moment in created.items():
            closed = moment + timedelta(days=CLOSED_AFTER_DAYS, hours=2)
            ticket.write(
                {
                    "assigned_date": min(moment + timedelta(hours=1), now)
                    if ticket.user_id
                    else False,
                    "closed_date": closed if ticket.closed else False,
                    "last_stage_update": min(closed, now),
                }
            )
        self._backdate(created)
