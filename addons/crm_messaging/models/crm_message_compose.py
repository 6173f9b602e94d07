from odoo import api, models
from odoo.exceptions import UserError


class CrmMessage(models.AbstractModel):
    """The composer, opened from whatever document."""

    _inherit = "crm.message"

    @api.model
    def compose(self, res_model, res_ids):
        """Open the composer to the customers of documents.

        :param res_model: any model that Odoo knows customers of
        :param res_ids: ids of the documents; of one alone the message stands on its thread
        :return: a window's action
        :raise UserError: the documents have no customer
        """
        documents = self.env[res_model].browse(res_ids)
        documents.check_access("read")
        partners = self.env["res.partner"]
        for found in documents._mail_get_partners().values():
            partners |= found
        if not partners:
            raise UserError(self.env._("Say first who the customer is."))
        context = {"default_partner_ids": [(6, 0, partners.ids)]}
        if len(documents) == 1 and res_model != "res.partner":
            context |= {"default_res_model": res_model, "default_res_id": documents.id}
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Write to customers"),
            "res_model": "crm.message.composer",
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }
