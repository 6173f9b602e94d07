from odoo import api, fields, models
from odoo.fields import Domain

POLICY = "crm_suite_hu.credit_control_policy_reminders"
OCA_POLICY = "account_credit_control.credit_control_3_time"


class CreditControlPolicy(models.Model):
    """A policy without accounts is for all receivables: it works before any chart is loaded."""

    _inherit = "credit.control.policy"

    name = fields.Char(translate=True)
    account_ids = fields.Many2many(
        required=False, help="Empty: the policy is for all receivable accounts."
    )

    def _move_lines_domain(self, credit_control_run):
        domain = super()._move_lines_domain(credit_control_run)
        if self.account_ids:
            return domain
        receivable = ("account_id.account_type", "=", "asset_receivable")
        return [receivable if leaf[0] == "account_id" else leaf for leaf in domain]

    def check_policy_against_account(self, account):
        """Accept every account where the policy names none."""
        return not self.account_ids or super().check_policy_against_account(account)

    @api.model
    def _search_display_name(self, operator, value):
        domain = Domain(super()._search_display_name(operator, value))
        if not self.env.context.get("account_receivable_partner_id"):
            return domain
        unbound = self.with_context(account_receivable_partner_id=False)
        named = Domain(super(CreditControlPolicy, unbound)._search_display_name(operator, value))
        return domain | (named & Domain("account_ids", "=", False))


class ResCompany(models.Model):
    _inherit = "res.company"

    credit_policy_id = fields.Many2one(
        default=lambda self: self.env.ref(POLICY, raise_if_not_found=False)
    )

    @api.model
    def _set_reminder_policy(self):
        """Give our policy to companies that send no reminders yet, at installation.

        OCA gives the main company a policy without accounts, which finds nothing.
        """
        unused = self.env["res.company"].search(
            [
                ("credit_policy_id", "in", [False, self.env.ref(OCA_POLICY).id]),
                ("credit_policy_id.account_ids", "=", False),
            ]
        )
        unused.credit_policy_id = self.env.ref(POLICY)
