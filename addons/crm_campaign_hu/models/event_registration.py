from odoo import api, models

#: state of a registration → what it answers
ANSWERS = {"open": "registered", "done": "attended"}


class EventRegistration(models.Model):
    """Who comes to a campaign's event has responded."""

    _inherit = "event.registration"

    @api.model_create_multi
    def create(self, vals_list):
        """Register people; those invited by a campaign answer it so."""
        registrations = super().create(vals_list)
        registrations._answer_campaigns()
        return registrations

    def write(self, vals):
        """Change registrations; who is confirmed or came has responded."""
        result = super().write(vals)
        if {"state", "partner_id", "event_id"} & set(vals):
            self._answer_campaigns()
        return result

    def _answer_campaigns(self):
        # sudo: people register without seeing campaigns
        counted = self.sudo().filtered(lambda one: one.partner_id and one.state in ANSWERS)
        targets = counted.env["crm.campaign.target"].search(
            [("step_id.event_id", "in", counted.event_id.ids),
             ("partner_id", "in", counted.partner_id.ids)]
        )  # fmt: skip
        for state, registrations in counted.grouped("state").items():
            pairs = {(one.event_id, one.partner_id) for one in registrations}
            targets.filtered(
                lambda target, of=pairs: (target.step_id.event_id, target.partner_id) in of
            )._respond(ANSWERS[state])
