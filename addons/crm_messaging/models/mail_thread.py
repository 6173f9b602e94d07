from odoo import models
from odoo.exceptions import UserError


class MailThread(models.AbstractModel):
    """Whatever has a thread can be written about to its customers."""

    _inherit = "mail.thread"

    def action_write_message(self):
        """Open the composer to the customers of these documents.

        :return: a window's action
        :raise UserError: they have no customer
        """
        self.check_access("read")
        partners = self.env["res.partner"]
        for found in self._mail_get_partners().values():
            partners |= found
        if not partners:
            raise UserError(self.env._("Say first who the customer is."))
        context = {"default_partner_ids": [(6, 0, partners.ids)]}
        if len(self) == 1 and self._name != "res.partner":
            context |= {"default_res_model": self._name, "default_res_id": self.id}
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Write to customers"),
            "res_model": "crm.message.composer",
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }
