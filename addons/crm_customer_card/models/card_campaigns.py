from odoo import models

from ..card_show import Column, Figure, Show, Table

LISTED = 5
RECEIVED = ("sent", "delivered", "opened", "responded")


class ResPartner(models.Model):
    """What campaigns sent to the customer, and what he answered; his worth as a buyer."""

    _inherit = "res.partner"

    def _card_campaigns(self):
        if not self._card_may_read("crm.campaign.target"):
            return None
        targets = self.env["crm.campaign.target"]
        received = self._card_of_customer(("state", "in", RECEIVED))
        answered = self._card_of_customer(("response_id", "!=", False))
        scored = self._card_may_read("res.partner", "rfm_score", "rfm_segment_id")
        # who is held back for comparison is not to be treated otherwise for it
        latest = targets.search(
            self._card_of_customer(("state", "!=", "control")), order="id DESC", limit=LISTED
        )
        return {
            "received_count": targets.search_count(received),
            "response_count": targets.search_count(answered),
            "rfm_score": (scored and self.rfm_score) or False,
            "rfm_segment": (scored and self.rfm_segment_id.name) or False,
            "campaigns": [self._card_target(target) for target in latest],
            "action": [
                self._card_open(self.env._("Campaigns"), targets._name, received, "received_count"),
                self._card_open(self.env._("Responses"), targets._name, answered, "response_count"),
            ],
        }

    def _card_target(self, target):
        states = dict(target._fields["state"]._description_selection(self.env))
        return {
            "campaign": target.campaign_id.title or "",
            "date": self._card_day(target.response_date or target.sent_at),
            "state": target.response_id.name or states[target.state],
            "action": self._card_form(target),
        }

    def _card_campaigns_words(self):
        return Show(
            self.env._("Campaigns"),
            (
                Figure("received_count", self.env._("Campaigns received"), "number"),
                Figure("response_count", self.env._("Responses"), "number"),
                Figure("rfm_score", self.env._("RFM score"), "text"),
                Figure("rfm_segment", self.env._("Segment"), "text"),
            ),
            (
                Table(
                    "campaigns",
                    (
                        Column("date", self.env._("Date"), "date"),
                        Column("campaign", self.env._("Campaign")),
                        Column("state", self.env._("Status")),
                    ),
                ),
            ),
        )
