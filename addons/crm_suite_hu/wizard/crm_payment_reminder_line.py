from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.account_credit_control.models.credit_control_policy import CHANNEL_LIST

REPORT = "account_credit_control.report_credit_control_summary"


class CrmPaymentReminderLine(models.TransientModel):
    """One reminder to be: a customer's overdue items in one currency."""

    _name = "crm.payment.reminder.line"
    _description = "Payment Reminder to Send"
    _order = "days_late desc, id"
    _rec_name = "partner_id"

    reminder_id = fields.Many2one("crm.payment.reminder", required=True, ondelete="cascade")
    send = fields.Boolean()
    partner_id = fields.Many2one("res.partner", "Customer", required=True, readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    move_line_ids = fields.Many2many("account.move.line", string="Open Items", readonly=True)
    item_count = fields.Integer("Items", compute="_compute_amounts")
    days_late = fields.Integer(compute="_compute_days_late", store=True)
    amount_overdue = fields.Monetary("Overdue", compute="_compute_amounts")
    amount_to_pay = fields.Monetary(
        "To Pay",
        compute="_compute_amounts",
        help="Less payments and credit notes that no invoice is settled with yet.",
    )
    last_line_id = fields.Many2one("credit.control.line", readonly=True)
    last_date = fields.Date("Last Reminder", related="last_line_id.date")
    last_level_id = fields.Many2one(related="last_line_id.policy_level_id", string="Last Level")
    is_due = fields.Boolean(
        "Due", readonly=True, help="The days that the policy leaves before this level are over."
    )
    policy_id = fields.Many2one(related="level_id.policy_id")
    level_id = fields.Many2one(
        "credit.control.policy.level",
        required=True,
        domain="[('policy_id', '=', policy_id)]",
    )
    channel = fields.Selection(
        [pair for pair in CHANNEL_LIST if pair[0] != "phone"],
        compute="_compute_channel",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    result = fields.Char(compute="_compute_result")
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.depends("move_line_ids", "reminder_id.date")
    def _compute_days_late(self):
        for line in self:
            date = line.reminder_id.date
            line.days_late = max(
                ((date - item.date_maturity).days for item in line.move_line_ids), default=0
            )

    @api.depends("move_line_ids")
    def _compute_amounts(self):
        communications = self.env["credit.control.communication"]
        credits = communications._get_open_credits(self.reminder_id.company_id, self.partner_id)
        for line in self:
            line.item_count = len(line.move_line_ids)
            line.amount_overdue = sum(line.move_line_ids.mapped("amount_residual_currency"))
            credit = credits.get((line.partner_id.id, line.currency_id.id), 0.0)
            line.amount_to_pay = line.amount_overdue - credit

    @api.depends("level_id", "partner_id")
    def _compute_channel(self):
        """The level's channel; a letter to those without an e-mail address."""
        for line in self:
            mailed = line.level_id.channel == "email" and line._get_contact().email
            line.channel = "email" if mailed else "letter"

    @api.depends("reminder_id.communication_ids")
    def _compute_result(self):
        """What became of the reminder, once it went out."""
        words = {
            "sent": self.env._("Sent"),
            "queued": self.env._("On its way"),
            "email_error": self.env._("E-mail failed"),
        }
        for line in self:
            control_lines = line.reminder_id.communication_ids.credit_control_line_ids
            own = control_lines.filtered(
                lambda one, line=line: one.move_line_id in line.move_line_ids
            )
            line.result = words.get(own[:1].state, "")

    @api.depends("level_id", "channel")
    def _compute_preview(self):
        reports = self.env["ir.actions.report"]
        report = reports._get_report(REPORT)
        for line in self:
            document = line._get_communication()
            values = reports._get_rendering_context(report, [], {"report_type": "html"})
            values["docs"] = document
            line.preview = reports._render_template(REPORT, values).decode()

    def action_preview(self):
        """Show the letter as it would go out."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.partner_id.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _get_contact(self):
        contact = self.partner_id.browse(self.partner_id.address_get(["invoice"])["invoice"])
        return contact if contact.email else self.partner_id.commercial_partner_id

    def _get_communication(self):
        """The reminder as it would be, not stored."""
        self.ensure_one()
        company = self.reminder_id.company_id
        vals = [
            {
                "move_line_id": item.id,
                "invoice_id": item.move_id.id,
                "date_due": item.date_maturity,
                "amount_due": item.amount_currency,
                "balance_due": item.amount_residual_currency,
            }
            for item in self.move_line_ids
        ]
        return self.env["credit.control.communication"].new(
            {
                "partner_id": self.partner_id.id,
                "contact_address_id": self.partner_id.address_get(["invoice"])["invoice"],
                "company_id": company.id,
                "currency_id": self.currency_id.id,
                "policy_level_id": self.level_id.id,
                "report_date": self.reminder_id.date,
                "credit_control_line_ids": [Command.create(values) for values in vals],
            }
        )
