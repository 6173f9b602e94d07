from odoo import models


class SurveyUserInput(models.Model):
    """Who answers a campaign's survey has responded."""

    _inherit = "survey.user_input"

    def write(self, vals):
        """Change answers; complete ones are responses to the campaign that asked."""
        result = super().write(vals)
        if vals.get("state") == "done":
            self._answer_campaigns()
        return result

    def _answer_campaigns(self):
        answers = self.filtered(lambda one: one.partner_id and not one.test_entry)
        pairs = {(one.survey_id.id, one.partner_id.id) for one in answers}
        # sudo: people answer surveys without seeing campaigns
        targets = self.env["crm.campaign.target"].sudo().search(
            [("step_id.survey_id", "in", answers.survey_id.ids),
             ("partner_id", "in", answers.partner_id.ids)]
        )  # fmt: skip
        targets.filtered(
            lambda target: (target.step_id.survey_id.id, target.partner_id.id) in pairs
        )._respond("answered_survey")
