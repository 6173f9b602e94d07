from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Persons that become one keep what both said, and both journals."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        # sudo: whoever may merge customers need not see these
        self.env["crm.contact.permission"].sudo()._merge(src_partners | dst_partner)
        # sudo: as above
        self.env["crm.contact.log"].sudo()._merge(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)
