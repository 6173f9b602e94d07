from odoo import api, fields, models
from odoo.fields import Domain


class CrmAudienceMember(models.Model):
    """A person in an audience, as of its last refresh; nobody writes here but the refresh."""

    _name = "crm.audience.member"
    _description = "Member of an Audience"
    _log_access = False
    _rec_name = "partner_id"

    audience_id = fields.Many2one("crm.audience", required=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, ondelete="cascade", index=True
    )

    email = fields.Char(related="partner_id.email")
    phone = fields.Char(related="partner_id.phone")
    city = fields.Char(related="partner_id.city")

    _once = models.UniqueIndex("(audience_id, partner_id)", "Nobody is in an audience twice.")

    @api.model
    def _search(self, domain, *args, bypass_access=False, **more):
        """Show nobody a member whom he may not read as a customer."""
        if not (self.env.su or bypass_access):
            readable = self.env["res.partner"].with_context(active_test=False)._search([])
            domain = Domain(domain) & Domain("partner_id", "in", readable)
        return super()._search(domain, *args, bypass_access=bypass_access, **more)

    def action_explain(self):
        """Show why the customer is in the audience, or would be out now.

        :return: a window's action
        """
        self.ensure_one()
        action = self.audience_id.action_explain()
        return {
            **action,
            "context": {**action["context"], "default_partner_id": self.partner_id.id},
        }

    def action_open_partner(self):
        """Open the customer.

        :return: a window's action
        """
        # what the caller has in mind is not for the customer, nor fit for XML-RPC
        return self.partner_id.get_formview_action() | {"context": {}}
