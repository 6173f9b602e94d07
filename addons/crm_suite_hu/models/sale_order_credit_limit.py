from odoo import api, models
from odoo.tools import plaintext2html


class SaleOrder(models.Model):
    """The credit limit warning also when the order is confirmed, kept with the order."""

    _inherit = "sale.order"

    @api.depends("company_id", "partner_id", "amount_total")
    def _compute_partner_credit_warning(self):
        """Take limit and debt of the order's company, whichever company the user works in."""
        for company, orders in self.grouped("company_id").items():
            super(SaleOrder, orders.with_company(company))._compute_partner_credit_warning()

    def action_confirm(self):
        """Confirm; where a limit is passed, note it on the order and tell the user at once."""
        warnings = {order: order.partner_credit_warning for order in self}
        result = super().action_confirm()
        # what has just been confirmed counts for the next order of the same transaction
        self.partner_id.commercial_partner_id.invalidate_recordset(["credit_to_invoice"])
        for order, warning in warnings.items():
            if warning:
                order._note_credit_warning(warning)
        return result

    def _note_credit_warning(self, warning):
        self.ensure_one()
        title = self.env._("%(order)s: confirmed over the credit limit", order=self.name)
        # a customer who accepts on the portal is not the author of what only we should read
        author = self.env.ref("base.partner_root") if self.env.user.share else None
        self.message_post(
            body=plaintext2html(f"{title}\n{warning}"),
            author_id=author.id if author else None,
            subtype_xmlid="mail.mt_note",
        )
        if not self.env.user.share:
            self.env.user._bus_send(
                "simple_notification",
                {
                    "type": "warning",
                    "sticky": True,
                    "title": title,
                    "message": warning.replace("\n", " – "),
                },
            )
