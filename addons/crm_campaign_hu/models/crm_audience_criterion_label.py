from odoo import api, fields, models
from odoo.tools import format_date

from ..audience_engine import BOUGHT, SET, Fault
from ..audience_engine.values import ids

#: what the ids in values are of
POINTED_AT = {
    "answered_survey": "survey.survey",
    "bought_category": "product.category",
    "bought_product": "product.product",
    "member_of_audience": "crm.audience",
    "received_campaign": "utm.campaign",
    "registered_event": "event.event",
    "responded": "crm.campaign.response",
    "rfm_segment": "crm.rfm.segment",
}


class CrmAudienceCriterion(models.Model):
    """What a criterion says, in words."""

    _inherit = "crm.audience.criterion"
    _rec_name = "name"

    name = fields.Char("What it says", compute="_compute_name", recursive=True)

    @api.depends(
        "join", "metric", "operator", "value", "value2", "period_days", "date_from", "date_to",
        "product_ids", "categ_ids", "place_id", "child_ids.name",
    )  # fmt: skip
    @api.depends_context("lang", "uid")
    def _compute_name(self):
        names = self._names_in_values()
        for criterion in self:
            if criterion.join:
                criterion.name = criterion._group_words()
            else:
                criterion.name = criterion._leaf_words(names)

    def _label(self):
        """Return what it says; a group that says nothing yet has a word of its own."""
        return self.name or self.env._("an empty group")

    def _group_words(self):
        words = {
            "all": self.env._("all of: (%(parts)s)"),
            "any": self.env._("any of: (%(parts)s)"),
            "none": self.env._("none of: (%(parts)s)"),
        }
        parts = self.child_ids.filtered("name").sorted(lambda one: (one.sequence, one.id))
        if not parts:
            # it says nothing yet
            return ""
        return words[self.join] % {"parts": "; ".join(parts.mapped("name"))}

    def _leaf_words(self, names):
        figure = dict(self._fields["metric"]._description_selection(self.env)).get(self.metric)
        value = self._value_words(names)
        said = self._comparisons().get(self._comparison(value), "%(figure)s") % {
            "figure": figure or self.metric or "",
            "value": value,
            "value2": self.value2 or "",
        }
        return ", ".join(filter(None, [said, *self._limits()]))

    def _comparison(self, value):
        """Return which sentence says how the figure is compared."""
        spec = self.env["crm.audience.metric"]._metrics().get(self.metric)
        kind = spec.kind if spec else ""
        negated = self.operator in ("!=", "not in")
        if kind == BOUGHT and self.operator in ("=", "!=", "in", "not in"):
            negated ^= (self.value or "").lower() in ("0", "false", "no")
            named = (self.value or "").lower() not in ("", "0", "1", "true", "false", "yes", "no")
            return f"{'not ' * negated}set{' of' * named}"
        if kind == SET:
            return f"{'not ' * negated}set{' of' * bool(value)}"
        return self.operator

    @api.model
    def _comparisons(self):
        return {
            "=": self.env._("%(figure)s: %(value)s"),
            "in": self.env._("%(figure)s: one of %(value)s"),
            "!=": self.env._("%(figure)s: not %(value)s"),
            "not in": self.env._("%(figure)s: none of %(value)s"),
            ">": self.env._("%(figure)s: more than %(value)s"),
            ">=": self.env._("%(figure)s: at least %(value)s"),
            "<": self.env._("%(figure)s: less than %(value)s"),
            "<=": self.env._("%(figure)s: at most %(value)s"),
            "between": self.env._("%(figure)s: from %(value)s to %(value2)s"),
            "set": self.env._("%(figure)s: yes"),
            "set of": self.env._("%(figure)s: %(value)s"),
            "not set": self.env._("%(figure)s: no"),
            "not set of": self.env._("%(figure)s: not %(value)s"),
        }

    def _limits(self):
        """Return what else narrows the figure: products, place, period."""
        first, last = (format_date(self.env, day) for day in (self.date_from, self.date_to))
        return (
            ", ".join([*self.product_ids.mapped("display_name"),
                       *self.categ_ids.mapped("display_name")]),
            self.place_id and self.env._("from %(place)s", place=self.place_id.display_name),
            self.period_days and self.env._("in the last %(days)s days", days=self.period_days),
            first and self.env._("since %(day)s", day=first),
            last and self.env._("until %(day)s", day=last),
        )  # fmt: skip

    def _value_words(self, names):
        """Return the value, with names for ids."""
        known = names.get(POINTED_AT.get(self.metric), {})
        parts = [part.strip() for part in (self.value or "").split(",")]
        return ", ".join(known.get(part, part) for part in parts if part)

    def _names_in_values(self):
        """Return the names of the records that the values name: model → id as text → name."""
        wanted = {}
        for criterion in self:
            model = POINTED_AT.get(criterion.metric)
            if model:
                wanted.setdefault(model, set()).update(criterion._ids_in_value())
        found = {}
        for model, numbers in wanted.items():
            records = self.env[model].with_context(active_test=False)
            if numbers and records.has_access("read"):
                named = records.search([("id", "in", list(numbers))])
                found[model] = {str(one.id): one.display_name for one in named}
        return found

    def _ids_in_value(self):
        numbers = set()
        for part in (self.value or "").split(","):
            try:
                numbers.update(ids(part))
            except Fault:
                # a name, which needs no other
                continue
        return numbers
