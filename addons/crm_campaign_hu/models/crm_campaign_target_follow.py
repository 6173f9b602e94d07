from odoo import api, fields, models

from odoo.addons.crm_messaging.adapters import link_token

from .crm_campaign_target import OF_LOG, PROGRESS, RECEIVED

ENDED = ("failed", "skipped")


class CrmCampaignTarget(models.Model):
    """Targets follow what was sent, and what people do by themselves."""

    _inherit = "crm.campaign.target"

    def _skip(self, reason):
        """Note that persons get nothing, and why."""
        # sudo: only the campaign itself decides on states
        self.sudo().write({"state": "skipped", "reason": reason})

    def _fail(self, reason):
        # sudo: as above
        self.sudo().write({"state": "failed", "reason": reason})

    def _take_results(self, results):
        """Note what `crm.message.send` says of each person."""
        by_partner = {result["partner_id"]: result for result in results}
        for target in self:
            result = by_partner[target.partner_id.id]
            state = OF_LOG[result["state"]]
            values = {"log_id": result["log_id"], "state": state, "reason": result["reason"]}
            if state in RECEIVED:
                values["sent_at"] = fields.Datetime.now()
            # sudo: as above
            target.sudo().write(values)

    def _follow_logs(self):
        """Move on as far as the messages in the journal have come."""
        for state, targets in self.grouped(lambda target: OF_LOG.get(target.log_id.state)).items():
            if state == "responded":
                targets._respond("replied")
            elif state in ENDED:
                targets._end_with_log(state)
            elif state:
                targets._reach(state)

    def _reach(self, state):
        """Note that something came to persons; who came farther stays there."""
        reached = PROGRESS[state]
        behind = self.filtered(lambda target: PROGRESS[target.state] < reached)
        behind.write({"state": state, "reason": False})
        if state in RECEIVED:
            behind.filtered(lambda target: not target.sent_at).write(
                {"sent_at": fields.Datetime.now()}
            )

    def _end_with_log(self, state):
        """A message failed or was taken back; who has answered is beyond that."""
        open_ones = self.filtered(lambda target: PROGRESS[target.state] < PROGRESS["opened"])
        returned = open_ones.filtered(
            lambda target: target.log_id.channel == "letter" and target.sent_at
        )
        for reason, targets in open_ones.grouped(lambda target: target.log_id.reason).items():
            targets.write({"state": state, "reason": reason})
        if state == "failed":
            returned._respond("wrong_address", state="failed")

    def _respond(self, code, state="responded"):
        """Record a response that came by itself, where nothing weightier is known."""
        response = self.env["crm.campaign.response"]._by_code(code)
        weaker = self.filtered(
            lambda target: (
                target.state != "control"
                and (not target.response_id or target.response_id.rank < response.rank)
            )
        )
        if response and weaker:
            weaker.write({"response_id": response.id, "state": state})
        return weaker

    def _click(self):
        """Note that persons clicked in what they got."""
        self.filtered(lambda target: not target.clicked_at).write(
            {"clicked_at": fields.Datetime.now()}
        )
        self._reach("opened")
        self._respond("clicked")

    def _click_link(self, code):
        """Return the address that leads to a tracked link by way of noting who clicked."""
        self.ensure_one()
        place = f"{code}/{self.id}/{self._click_token(code)}"
        return code and f"{self.get_base_url()}/crm_campaign/click/{place}"

    def _click_token(self, code):
        return link_token(self.env, "click", self.id, code)

    @api.model
    def _last_of(self, domain):
        """Return of each person, or his firm, the target that reached him last.

        :param domain: which targets are looked at
        :return: targets, one a campaign and commercial partner at most
        """
        # sudo: orders, answers and clicks come from whoever they come from
        targets = self.sudo().search(
            [*domain, ("state", "in", RECEIVED)], order="sent_at DESC NULLS LAST, id DESC"
        )
        seen, last = set(), []
        for target in targets:
            key = (target.campaign_id.id, target.commercial_partner_id.id)
            if key not in seen:
                seen.add(key)
                last.append(target.id)
        return targets.browse(last)
