from odoo import models
from odoo.exceptions import UserError


class PrivacyLookupWizard(models.TransientModel):
    """Whoever was found by name and address can be given his data, or have them erased."""

    _inherit = "privacy.lookup.wizard"

    def action_personal_data(self):
        """Open the request about the persons that were found.

        :return: a window's action
        :raise UserError: nobody was found
        """
        self.ensure_one()
        self.check_access("read")
        found = self.line_ids.filtered(
            lambda line: line.res_model == "res.partner" and not line.is_unlinked
        )
        if not found:
            raise UserError(self.env._("Nobody was found: look up a name and an e-mail address."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Personal data on request"),
            "res_model": "crm.personal.data",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_partner_ids": [(6, 0, found.mapped("res_id"))]},
        }
