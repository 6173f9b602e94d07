from markupsafe import Markup

from odoo import fields, models


class CrmCampaignResponseImport(models.TransientModel):
    """A call centre's file of responses."""

    _name = "crm.campaign.response.import"
    _description = "Load Responses"

    campaign_id = fields.Many2one("utm.campaign", required=True, ondelete="cascade")
    step_id = fields.Many2one(
        "crm.campaign.step",
        domain="[('campaign_id', '=', campaign_id)]",
        ondelete="cascade",
        help="Empty: of each person the newest target.",
    )
    file = fields.Binary(attachment=False)
    filename = fields.Char()
    report = fields.Html(readonly=True)

    def action_load(self):
        """Record the responses of the file, and show what was left out and why.

        :return: this window's action
        """
        self.ensure_one()
        content = self.file.decode() if isinstance(self.file, bytes) else self.file
        result = self.env["crm.campaign.target"].load_responses(
            self.campaign_id.id, self.filename, content, self.step_id.id
        )
        self.report = self._report(result)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Load responses"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _report(self, result):
        said = self.env._(
            "Recorded: %(recorded)s. Known already: %(unchanged)s. Left out: %(rejected)s.",
            recorded=result["recorded"],
            unchanged=result["unchanged"],
            rejected=len(result["rejected"]),
        )
        rows = Markup().join(
            Markup("<tr><td>%s</td><td>%s</td></tr>") % (one["row"], one["reason"])
            for one in result["rejected"][:500]
        )
        if not rows:
            return Markup("<p>%s</p>") % said
        return Markup(
            '<p>%s</p><table class="table table-sm"><tr><th>%s</th><th>%s</th></tr>%s</table>'
        ) % (said, self.env._("Row"), self.env._("Why"), rows)
