from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import formatLang


class CrmAudienceExplanation(models.TransientModel):
    """Why a customer is in an audience, or not."""

    _name = "crm.audience.explanation"
    _description = "Why a Customer Is in an Audience"

    audience_id = fields.Many2one("crm.audience", required=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", "Customer", ondelete="cascade")
    explanation = fields.Html(compute="_compute_explanation", sanitize=False)

    @api.depends("audience_id", "partner_id")
    def _compute_explanation(self):
        for asked in self:
            asked.explanation = asked.partner_id and asked._explained()

    def _explained(self):
        rows = self.audience_id.explain(self.partner_id.id)
        passed = all(row["passed"] for row in self._deciding(rows))
        verdict = self.env._("Selected") if passed else self.env._("Not selected")
        lines = Markup().join(map(self._line, rows))
        return Markup('<h3 class="%s">%s</h3><table class="table table-sm">%s</table>') % (
            "text-success" if passed else "text-danger",
            verdict,
            lines,
        )

    def _deciding(self, rows):
        """Return the rows that all must hold: those within groups only decide on their group."""
        criteria = self.audience_id.criterion_ids
        inner = set(criteria.filtered("parent_id").ids)
        return [row for row in rows if row["criterion_id"] not in inner]

    def _line(self, row):
        value = row["value"]
        if value is False:
            shown = ""
        else:
            shown = formatLang(self.env, value, digits=0 if value == int(value) else 2)
        return Markup('<tr><td class="%s">%s</td><td>%s</td><td class="text-end">%s</td></tr>') % (
            "text-success" if row["passed"] else "text-danger",
            "✓" if row["passed"] else "✗",
            row["label"],
            shown,
        )
