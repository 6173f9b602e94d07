from odoo import api, models
from odoo.tools import SQL

from odoo.addons.crm_campaign_hu.audience_engine import Metric


class CrmAudienceMetric(models.AbstractModel):
    """Tickets of the customer's firm, by the day they came in."""

    _inherit = "crm.audience.metric"

    @api.model
    def _metrics(self):
        return super()._metrics() | {"ticket_count": Metric()}

    @api.model
    def _metric_ticket_count(self, asked):
        query = self.env["helpdesk.ticket"]._search(
            [
                ("partner_id", "!=", False),
                ("company_id", "in", [asked.company.id, False]),
                *asked.moments("received_at"),
            ]
        )
        return query.select(self._by_firm(query), SQL("COUNT(*) AS value"))
