from odoo import models

from ..audience_engine import BOUGHT, SET


class CrmAudienceCriterion(models.Model):
    """A criterion as the builder in the browser shows it."""

    _inherit = "crm.audience.criterion"

    def _builder_row(self):
        """Return a criterion as the builder shows it."""
        same = {"=": "in", "!=": "not in"}
        spec = self.env["crm.audience.metric"]._metrics().get(self.metric)
        listed = spec and spec.kind in (SET, BOUGHT)
        return {
            "id": self.id,
            "parent_id": self.parent_id.id,
            "join": self.join,
            "metric": self.metric,
            "operator": same.get(self.operator, self.operator) if listed else self.operator,
            "value": self.value or "",
            "value2": self.value2 or "",
            "period_days": self.period_days,
            "date_from": str(self.date_from) if self.date_from else "",
            "date_to": str(self.date_to) if self.date_to else "",
            "product_ids": self.product_ids.ids,
            "categ_ids": self.categ_ids.ids,
            "place_id": self.place_id.id,
            "label": self.name,
        }
