from datetime import timedelta

from odoo import api, fields, models

COMPLAINTS = ("kind", "in", ["complaint", "warranty", "return"])
YEAR, QUARTER, SOON = timedelta(days=365), timedelta(days=90), timedelta(days=3)
REPORT, SATISFACTION = "crm.complaint.report", "crm.ticket.satisfaction"
GRAPH = "crm_complaint_report_view_graph"


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
        domains = {
            "open": [],
            "late": [("deadline", "<", moment)],
            "soon": [("deadline", ">=", moment), ("deadline", "<", soon)],
            "escalated": [("escalation_level", ">", 0)],
            "manager": [("waits_for_manager", "=", True)],
        }
        titles = {
            "open": self.env._("Open tickets"),
            "late": self.env._("Deadline passed"),
            "soon": self.env._("Due within 3 days"),
            "escalated": self.env._("Escalated"),
            "manager": self.env._("Waiting for a manager"),
        }
        tickets = self.env["helpdesk.ticket"]
        tickets.check_access("read")
        tiles = [
            {
                "key": key,
                "title": titles[key],
                "value": tickets.search_count(opened + domain),
                "model": tickets._name,
                "domain": opened + domain,
            }
            for key, domain in domains.items()
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
        carriers = [*complaints, ("liable_partner_id", "!=", False)]
        titles = {
            "age": self.env._("Open by age"),
            "late": self.env._("Deadlines kept"),
            "cause": self.env._("Cost by root cause"),
            "liable": self.env._("Cost by supplier and carrier"),
            "satisfaction": self.env._("Satisfaction (NPS)"),
            "outliers": self.env._("Products that stand out this week"),
        }
        parts = (
            ("age", REPORT, [("age", "!=", False)], f"{GRAPH}_age", "graph"),
            ("late", REPORT, [*year, ("late", "!=", False)], f"{GRAPH}_late", "graph"),
            ("cause", REPORT, complaints, GRAPH, "graph"),
            ("liable", REPORT, carriers, f"{GRAPH}_liable", "graph"),
            ("satisfaction", SATISFACTION, year, "crm_ticket_satisfaction_view_graph", "graph"),
            ("outliers", "crm.complaint.outlier", [], "crm_complaint_outlier_view_list", "list"),
        )
        return [
            {
                "key": key,
                "title": titles[key],
                "type": kind,
                "model": model,
                "domain": domain,
                "views": [
                    [self.env.ref(f"crm_complaints.{view}").id, kind],
                    *([[False, "list"]] if kind == "graph" else []),
                ],
            }
            for key, model, domain, view, kind in parts
        ]

    @api.model
    def _since(self, time):
        return fields.Date.to_string(fields.Date.context_today(self) - time)
