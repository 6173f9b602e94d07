from odoo import models
from odoo.tools import SQL


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
        me = self._in_company()
        compiled = me._compiled()
        so_far, counts = [], []
        for *_, condition in compiled.steps:
            so_far.append(condition)
            counts.append(SQL("COUNT(*) FILTER (WHERE %s)", SQL(" AND ").join(so_far)))
        counts.append(SQL("COUNT(DISTINCT candidate.firm_id) FILTER (WHERE %s)", compiled.passing))
        ((*found, firms),) = self.env.execute_query(
            compiled.select(SQL("%s FROM %s", SQL(", ").join(counts), compiled.source))
        )
        rows = [
            {"criterion_id": key, "label": label, "remaining": remaining}
            for (key, label, _condition), remaining in zip(compiled.steps, found, strict=True)
        ]
        return rows + me._last_steps(firms)

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
        me = self._in_company()
        alone = me.env["res.partner"].with_context(active_test=False)
        compiled = me._compiled(alone._search([("id", "=", partner.id)]))
        rows = [
            {"criterion_id": key, "label": label, "passed": bool(passed), "value": _sendable(value)}
            for key, label, passed, value in me._explained(compiled)
        ]
        return rows + me._explain_draw(partner)

    def _explained(self, compiled):
        """Return (criterion's id or False, label, passed, value) for the one candidate."""
        first, *others = (step for step in compiled.steps if not step[0])
        true, unknown = SQL("TRUE"), SQL("NULL")
        asked = [
            (*first, unknown),
            *((one.id, one._label(), compiled.conditions.get(one.id, true),
               compiled.values.get(one.id, unknown)) for one in self.criterion_ids),
            *((*step, unknown) for step in others),
        ]  # fmt: skip
        terms = [term for *_, passed, value in asked for term in (passed, value)]
        (answers,) = self.env.execute_query(
            compiled.select(SQL("%s FROM %s", SQL(", ").join(terms), compiled.source))
        )
        pairs = zip(answers[::2], answers[1::2], strict=True)
        return [
            (key, label, passed, value)
            for (key, label, *_), (passed, value) in zip(asked, pairs, strict=True)
        ]

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
