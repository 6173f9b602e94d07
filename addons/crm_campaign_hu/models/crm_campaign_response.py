from odoo import api, fields, models


class CrmCampaignResponse(models.Model):
    """What people answer to a campaign: the catalogue."""

    _name = "crm.campaign.response"
    _description = "Response to a Campaign"
    _order = "sequence, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False, help="By which files and programs name it.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    is_positive = fields.Boolean("Positive", help="The person is interested.")
    ends_campaign = fields.Boolean(
        help="Who answers so gets no further step of this campaign.",
    )
    makes_opportunity = fields.Boolean(
        help="An opportunity is made as soon as somebody answers so."
    )
    rank = fields.Integer(
        default=40,
        help="What comes by itself (a click, a reply, an order) replaces a response of lower rank.",
    )

    _code_unique = models.Constraint("UNIQUE(code)", "There is a response with this code already.")

    @api.model
    def _by_code(self, code):
        """Return the response of a code, archived ones too; empty where somebody deleted it."""
        return self.with_context(active_test=False).search([("code", "=", code)], limit=1)
