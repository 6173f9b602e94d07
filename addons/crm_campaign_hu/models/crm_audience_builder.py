from odoo import api, models

from ..audience_engine import BOUGHT, OPERATORS, SET
from .crm_audience_criterion_label import POINTED_AT

#: what a new criterion begins with
FIRST = {
    "contacted_days": {"operator": ">", "value": "30"},
    "days_since_order": {"operator": ">", "value": "90"},
    "days_since_first_order": {"operator": "<", "value": "365"},
    "distance_km": {"operator": "<=", "value": "50"},
    "overdue_amount": {"operator": ">", "value": "0"},
    "balance": {"operator": ">", "value": "0"},
    "payment_delay_days": {"operator": ">", "value": "0"},
}


class CrmAudience(models.Model):
    """What the builder of criteria in the browser needs."""

    _inherit = "crm.audience"

    def builder(self):
        """Return the criteria as the builder shows them, and what there is to choose from.

        :return: {"criteria": rows of fields with "label"; "metrics": rows of "name", "label",
            "kind", "period", "products", "model" (of what is chosen, or False), "operators"
            (rows of "name", "label") and "first" (values of a new criterion); "joins": rows of
            "name", "label"; "readonly"}
        """
        self.ensure_one()
        self.check_access("read")
        criteria = self.criterion_ids
        frozen = self.kind == "frozen" and bool(self.refreshed_at)
        foreign = bool(self.user_id) and self.user_id != self.env.user
        joins = criteria._fields["join"]._description_selection(self.env)
        return {
            "criteria": [one._builder_row() for one in criteria],
            "metrics": self._builder_metrics(),
            "joins": [{"name": name, "label": label} for name, label in joins],
            "readonly": frozen or foreign or not self.has_access("write"),
        }

    @api.model
    def _builder_metrics(self):
        field = self.env["crm.audience.criterion"]._fields["metric"]
        labels = dict(field._description_selection(self.env))
        return [
            {
                "name": name,
                "label": labels.get(name, name),
                "kind": spec.kind,
                "period": spec.period,
                "products": spec.products,
                "model": POINTED_AT.get(name, False),
                "operators": self._builder_operators(spec.kind),
                "first": FIRST.get(name) or self._builder_first(spec.kind),
            }
            for name, spec in self.env["crm.audience.metric"]._metrics().items()
            if name in labels
        ]

    @api.model
    def _builder_first(self, kind):
        return {"operator": "in", "value": ""} if kind in (SET, BOUGHT) else {
            "operator": ">=", "value": "1"}  # fmt: skip

    @api.model
    def _builder_operators(self, kind):
        """Return the operators that a person chooses from: of two names for one the clearer."""
        numbers = {
            "=": self.env._("is"),
            "!=": self.env._("is not"),
            ">": self.env._("is more than"),
            ">=": self.env._("is at least"),
            "<": self.env._("is less than"),
            "<=": self.env._("is at most"),
            "between": self.env._("is between"),
        }
        sets = {"in": self.env._("yes"), "not in": self.env._("no")}
        bought = {**sets, ">=": numbers[">="], "<": numbers["<"]}
        chosen = {SET: sets, BOUGHT: bought}.get(kind, numbers)
        return [
            {"name": name, "label": label}
            for name, label in chosen.items()
            if name in OPERATORS[kind]
        ]
