from odoo import models


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _update_control_line_status(self):
        """A reminder that could not be mailed is not a step: the next one does not build on it."""
        result = super()._update_control_line_status()
        messages = self.mail_message_id.filtered(
            lambda message: message.model == "credit.control.communication"
        )
        failed = self.env["credit.control.line"].search(
            [
                ("communication_id", "in", messages.mapped("res_id")),
                ("state", "=", "email_error"),
                ("manually_overridden", "=", False),
            ]
        )
        failed.manually_overridden = True
        return result
