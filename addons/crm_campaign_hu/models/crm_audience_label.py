from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CrmAudience(models.Model):
    """What an audience selects, in one sentence."""

    _inherit = "crm.audience"

    sentence = fields.Text("What it selects", compute="_compute_sentence")

    @api.depends(
        "domain", "criterion_ids.name", "include_audience_ids.name",
        "exclude_audience_ids.name", "per_company", "sample_kind", "sample_size",
    )  # fmt: skip
    @api.depends_context("lang", "uid")
    def _compute_sentence(self):
        for audience in self:
            parts = [audience._domain_words(), *audience._other_words()]
            tops = audience.criterion_ids.filtered(lambda one: one.name and not one.parent_id)
            parts[1:1] = tops.sorted(lambda one: (one.sequence, one.id)).mapped("name")
            audience.sentence = self.env._("%(conditions)s.", conditions="; ".join(parts))

    def _other_words(self):
        """Return words for other audiences, one person a firm, and the sample."""
        only, without = self.include_audience_ids, self.exclude_audience_ids
        words = (
            only and self.env._("only from %(names)s", names=", ".join(only.mapped("name"))),
            without and self.env._("without %(names)s", names=", ".join(without.mapped("name"))),
            self.per_company == "one" and self.env._("one person of each firm"),
            self.sample_kind == "number"
            and self.env._("a sample of %(count)s", count=int(self.sample_size)),
            self.sample_kind == "percent"
            and self.env._("a sample of %(percent)g per cent", percent=self.sample_size),
        )
        return [one for one in words if one]

    def _domain_words(self):
        """Return words for the domain; what is more than a list of conditions is only counted."""
        try:
            domain = self._parsed_domain().optimize(self.env["res.partner"])
        except UserError:
            return self.env._("Customers by a condition that makes no sense")
        if domain.is_true():
            return self.env._("All customers")
        conditions = list(domain.iter_conditions())
        if not self._is_plain(domain):
            return self.env._(
                "Customers by %(count)s conditions on their data", count=len(conditions)
            )
        said = (self._condition_words(one) for one in conditions)
        return self.env._("Customers with %(conditions)s", conditions="; ".join(said))

    @api.model
    def _is_plain(self, domain):
        """Tell whether all conditions of a domain must hold, and none lies within another."""
        plain = (str, int, float, bool, list, tuple, set, frozenset)
        return "|" not in list(domain) and "!" not in list(domain) and all(
            not isinstance(one.value, Domain) and (
                isinstance(one.value, plain) or hasattr(one.value, "__iter__"))
            for one in domain.iter_conditions()
        )  # fmt: skip

    @api.model
    def _condition_words(self, condition):
        partners = self.env["res.partner"]
        field = partners._fields.get(condition.field_expr.split(".")[0])
        label = field.get_description(self.env, ["string"])["string"] if field else ""
        value = condition.value
        if not isinstance(value, str) and hasattr(value, "__iter__"):
            value = self._names_of(field, list(value))
        return self.env._(
            "%(field)s %(operator)s %(value)s",
            field=label or condition.field_expr,
            operator=condition.operator,
            value=value,
        )

    @api.model
    def _names_of(self, field, values):
        numbers = [one for one in values if isinstance(one, int) and not isinstance(one, bool)]
        if field and field.relational and numbers:
            records = self.env[field.comodel_name].with_context(active_test=False)
            if records.has_access("read"):
                found = records.search([("id", "in", numbers)])
                names = dict(zip(found.ids, found.mapped("display_name"), strict=True))
                values = [names.get(one, one) for one in values]
        return ", ".join(map(str, values))
