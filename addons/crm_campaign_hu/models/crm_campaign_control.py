from odoo import fields, models
from odoo.exceptions import AccessError


class CrmCampaignControl(models.Model):
    """The draw of a campaign: who is contacted, and who is held back; never changed.

    Firm and persons in it are one: what they buy is the firm's.
    """

    _name = "crm.campaign.control"
    _description = "Draw of a Campaign's Control Group"
    _log_access = False
    _rec_name = "partner_id"

    campaign_id = fields.Many2one("utm.campaign", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, index=True)
    partner_id = fields.Many2one("res.partner", "Person", required=True, ondelete="cascade")
    is_control = fields.Boolean("Held back", required=True)
    drawn_at = fields.Datetime(required=True)

    _once = models.UniqueIndex("(campaign_id, partner_id)", "A person is drawn once in a campaign.")
    _partner_idx = models.Index("(partner_id)")

    def write(self, vals):
        """Refuse: a draw never changes, except for persons who become one."""
        if not self.env.su or set(vals) - {"partner_id"}:
            raise AccessError(self.env._("A drawn control group does not change."))
        return super().write(vals)
