from datetime import timedelta

from odoo import api, fields, models

COMPLAINTS = ("kind", "in", ["complaint", "warranty", "return"])
YEAR, QUARTER, SOON = timedelta(days=365), timedelta(days=90), timedelta(days=3)
REPORT, SATISFACTION = "crm.complaint.report", "crm.ticket.satisfaction"


class CrmComplaintDashboard(models.AbstractModel):
    """One page for the manager: numbers and charts; each opens the records behind it."""

    _name = "crm.complaint.dashboard"
    _description = "Overview of Tickets and Complaints"

    @api.model
    def get_overview(self):
        """Return what the overview shows to this user, with his rights.

        :return: dict of "tiles" (dicts with "key", "title", "value", "model" and "domain") and
            "panels" (dicts with "key", "title", "type", "model", "domain" and "views", as window
            actions have them)
        """
        panels = [panel for panel in self._panels() if self.env[panel["model"]].has_access("read")]
        return {"tiles": self._tiles(), "panels": panels}

    @api.model
    def _tiles(self):
        now = fields.Datetime.now()
        opened = [("stage_id.closed", "=", False)]
        moment, soon = (fields.Datetime.to_string(day) for day in (now, now + SOON))
        parts = [
            ("open", self.env._("Open"), []),
            ("late", self.env._("Deadline passed"), [("deadline", "<", moment)]),
            (
                "soon",
                self.env._("Due within 3 days"),
                [("deadline", ">=", moment), ("deadline", "<", soon)],
            ),
            ("escalated", self.env._("Escalated"), [("escalation_level", ">", 0)]),
            ("manager", self.env._("Waiting for a manager"), [("waits_for_manager", "=", True)]),
        ]
        tickets = self.env["helpdesk.ticket"]
        tickets.check_access("read")
        tiles = [
            {
                "key": key,
                "title": title,
                "value": tickets.search_count(opened + domain),
                "model": tickets._name,
                "domain": opened + domain,
            }
            for key, title, domain in parts
        ]
        return tiles + self._satisfaction_tile()

    @api.model
    def _satisfaction_tile(self):
        if not self.env[SATISFACTION].has_access("read"):
            return []
        domain = [("date", ">=", self._since(QUARTER))]
        [(answers, nps)] = self.env[SATISFACTION]._read_group(
            domain, [], ["answers:sum", "nps:avg"]
        )
        return [
            {
                "key": "nps",
                "title": self.env._("NPS of the last 90 days"),
                "value": round(nps) if answers else False,
                "model": SATISFACTION,
                "domain": domain,
            }
        ]

    @api.model
    def _panels(self):
        year = [("date", ">=", self._since(YEAR))]
        complaints = [*year, COMPLAINTS]
        report = "crm_complaints.crm_complaint_report_view_graph"
        return [
            self._panel("age", REPORT, self.env._("Open by age"), [("age", "!=", False)],
                        f"{report}_age"),
            self._panel("late", REPORT, self.env._("Deadlines kept"),
                        [*year, ("late", "!=", False)], f"{report}_late"),
            self._panel("cause", REPORT, self.env._("Cost by root cause"), complaints, report),
            self._panel("liable", REPORT, self.env._("Cost by supplier and carrier"),
                        [*complaints, ("liable_partner_id", "!=", False)], f"{report}_liable"),
            self._panel("satisfaction", SATISFACTION, self.env._("Satisfaction (NPS)"), year,
                        "crm_complaints.crm_ticket_satisfaction_view_graph"),
            self._panel("outliers", "crm.complaint.outlier",
                        self.env._("Products that stand out this week"), [],
                        "crm_complaints.crm_complaint_outlier_view_list", "list"),
        ]  # fmt: skip

    @api.model
    def _panel(self, key, model, title, domain, view, kind="graph"):
        others = [[False, "list"]] if kind == "graph" else []
        return {
            "key": key,
            "title": title,
            "type": kind,
            "model": model,
            "domain": domain,
            "views": [[self.env.ref(view).id, kind], *others],
        }

    @api.model
    def _since(self, time):
        return fields.Date.to_string(fields.Date.context_today(self) - time)
