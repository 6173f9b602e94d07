"""One click to a payment reminder, from customers, invoices and open items."""

from odoo import fields, models
from odoo.fields import Domain

REMINDER_GROUP = "account_credit_control.group_account_credit_control_user"


class ResPartner(models.Model):
    _inherit = "res.partner"

    overdue_amount = fields.Monetary(
        compute="_compute_overdue_amount",
        groups=REMINDER_GROUP,
        help="Open items past their due date, in the company's currency.",
    )

    def _compute_overdue_amount(self):
        items = self.env["crm.payment.reminder"]._get_overdue_domain(
            self.env.company, fields.Date.context_today(self)
        )
        amounts = dict(
            self.env["account.move.line"]._read_group(
                items & Domain("partner_id", "in", self.commercial_partner_id.ids),
                ["partner_id"],
                ["amount_residual:sum"],
            )
        )
        for partner in self:
            partner.overdue_amount = amounts.get(partner.commercial_partner_id._origin, 0.0)

    def action_payment_reminder(self):
        """Propose reminders for all overdue items of these customers."""
        return self.env["crm.payment.reminder"]._start(
            Domain("partner_id", "in", self.commercial_partner_id.ids)
        )


class AccountMove(models.Model):
    _inherit = "account.move"

    def action_payment_reminder(self):
        """Propose reminders for what is overdue of these invoices."""
        return self.env["crm.payment.reminder"]._start(Domain("move_id", "in", self.ids))


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def action_payment_reminder(self):
        """Propose reminders for what is overdue of these items."""
        return self.env["crm.payment.reminder"]._start(Domain("id", "in", self.ids))

    def _get_credit_policy(self):
        """The policy of an item: its invoice's, else its customer's, else the company's."""
        self.ensure_one()
        # sudo: read rights on policies differ from those on invoices
        own = self.sudo()
        return (
            own.move_id.credit_policy_id
            or own.partner_id.credit_policy_id
            or own.company_id.credit_policy_id
        )
