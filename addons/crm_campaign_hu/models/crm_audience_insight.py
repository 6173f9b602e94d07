from odoo import models
from odoo.tools import SQL

from ..audience_query import narrowed, with_figures


class CrmAudience(models.Model):
    """Why so many are left, and why somebody is in or out."""

    _inherit = "crm.audience"

    def funnel(self):
        """Return how many remain after each step, as the user may see it now.

        The first row is the domain's; then come the criteria on top, the other audiences, one
        person a firm and the sample, each after all before it.

        :return: a list of {"criterion_id" (False for what is no criterion), "label", "remaining"}
        """
        self.ensure_one()
        self.check_access("read")
        self.env.flush_all()
        self._give_room()
        me = self._in_company()
        steps = me._steps()
        tables, names = narrowed(me._candidates(me._partner_query()), steps)
        counts = [SQL("(SELECT COUNT(*) FROM %s)", name) for name in names]
        counts.append(SQL("(SELECT COUNT(DISTINCT firm_id) FROM %s)", names[-1]))
        ((*found, firms),) = self.env.execute_query(
            SQL("WITH %s SELECT %s", tables, SQL(", ").join(counts))
        )
        heads = [(False, self.env._("Customers")), *me._labelled(steps)]
        rows = [
            {"criterion_id": key, "label": label, "remaining": remaining}
            for (key, label), remaining in zip(heads, found, strict=True)
        ]
        return rows + me._last_steps(firms)

    def _labelled(self, steps):
        """Return (criterion's id or False, label) of steps."""
        labels = {one.id: one._label() for one in self.criterion_ids}
        return [(step.key, labels.get(step.key) or step.label) for step in steps]

    def _last_steps(self, firms):
        rows = []
        if self.per_company == "one":
            label = self.env._("One person of each firm")
            rows.append({"criterion_id": False, "label": label, "remaining": firms})
        if self.sample_kind != "none":
            ((count,),) = self.env.execute_query(
                SQL("SELECT COUNT(*) FROM (%s) AS chosen", self._matching_partners())
            )
            label = self.env._("Sample")
            rows.append({"criterion_id": False, "label": label, "remaining": count})
        return rows

    def explain(self, partner_id):
        """Return why a customer is in or out, as the user may see it now.

        :param partner_id: id of a partner
        :return: a list of {"criterion_id", "label", "passed", "value"}: all criteria, those
            within groups and the groups (value False) as well; what is no criterion (the domain,
            other audiences, one person a firm and the sample together) has the criterion_id False.
            A value that is not known is False.
        :raise AccessError: the user may not read the customer
        """
        self.ensure_one()
        self.check_access("read")
        partner = self.env["res.partner"].browse(partner_id)
        partner.check_access("read")
        self.env.flush_all()
        self._give_room()
        me = self._in_company()
        rows = [
            {"criterion_id": key, "label": label, "passed": bool(passed), "value": _sendable(value)}
            for key, label, passed, value in me._explained(partner)
        ]
        return rows + me._explain_draw(partner)

    def _explained(self, partner):
        """Return (criterion's id or False, label, passed, value) for one candidate."""
        steps = self._steps()
        true, unknown = SQL("TRUE"), SQL("NULL")
        conditions, values, figures = {}, {}, {}
        for step in steps:
            conditions |= step.conditions
            values |= step.values
            figures |= step.figures
        inside = SQL("(candidate.id IN %s) IS TRUE", self._partner_query().subselect())
        asked = [
            (False, self.env._("Customers"), inside, unknown),
            *((one.id, one._label(), conditions.get(one.id, true), values.get(one.id, unknown))
              for one in self.criterion_ids),
            *((False, step.label, step.condition, unknown) for step in steps if not step.key),
        ]  # fmt: skip
        answers = self._answers(partner, figures, [term for *_, a, b in asked for term in (a, b)])
        pairs = zip(answers[::2], answers[1::2], strict=True)
        return [
            (key, label, passed, value)
            for (key, label, *_), (passed, value) in zip(asked, pairs, strict=True)
        ]

    def _answers(self, partner, figures, terms):
        alone = self.env["res.partner"].with_context(active_test=False)
        candidates = self._candidates(alone._search([("id", "=", partner.id)]))
        (answers,) = self.env.execute_query(
            SQL(
                "WITH candidate AS MATERIALIZED (%s)%s SELECT %s FROM candidate",
                candidates,
                with_figures(figures),
                SQL(", ").join(terms),
            )  # fmt: skip
        )
        return answers

    def _explain_draw(self, partner):
        """Return whether somebody is left after one person a firm and the sample."""
        if self.per_company == "all" and self.sample_kind == "none":
            return []
        found = self.env.execute_query(
            SQL(
                "SELECT FROM (%s) AS chosen WHERE chosen.id = %s",
                self._matching_partners(),
                partner.id,
            )  # fmt: skip
        )
        label = self.env._("One person of each firm, sample")
        return [{"criterion_id": False, "label": label, "passed": bool(found), "value": False}]


def _sendable(value):
    """Return a figure as remote calls carry it; what nobody knows is False."""
    if value is None or value == float("inf"):
        return False
    return value if isinstance(value, int) else float(value)
