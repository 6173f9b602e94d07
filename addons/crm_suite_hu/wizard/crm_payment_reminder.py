from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import format_date


class CrmPaymentReminder(models.TransientModel):
    """Choose, look at and send payment reminders.

    What is due when, at which level and by which channel is account_credit_control's; it also
    keeps, mails and prints the reminders.
    """

    _name = "crm.payment.reminder"
    _description = "Payment Reminders"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, readonly=True
    )
    date = fields.Date(required=True, default=fields.Date.context_today, readonly=True)
    state = fields.Selection(
        [("draft", "To Send"), ("sent", "Sent")], default="draft", required=True
    )
    line_ids = fields.One2many("crm.payment.reminder.line", "reminder_id")
    communication_ids = fields.Many2many("credit.control.communication", readonly=True)
    communication_count = fields.Integer(compute="_compute_counts")
    letter_count = fields.Integer(compute="_compute_counts")

    @api.depends("date")
    def _compute_display_name(self):
        for reminder in self:
            date = format_date(self.env, reminder.date)
            reminder.display_name = self.env._("Payment reminders of %(date)s", date=date)

    @api.depends("communication_ids")
    def _compute_counts(self):
        for reminder in self:
            reminder.communication_count = len(reminder.communication_ids)
            reminder.letter_count = len(reminder._get_letters())

    @api.model
    def action_start(self):
        """Propose reminders for all customers with overdue items.

        :return: window action on the proposal, or a notice when nobody is late
        """
        return self._start(Domain.TRUE, chosen=False)

    def action_select_all(self):
        """Tick every customer who owes something."""
        self.ensure_one()
        self.line_ids.filtered(lambda line: line.amount_to_pay > 0).send = True
        return self._get_action()

    def action_select_none(self):
        """Untick all customers."""
        self.ensure_one()
        self.line_ids.send = False
        return self._get_action()

    def action_send(self):
        """Send the ticked reminders: e-mails go out, letters come as one PDF.

        A second call raises UserError: nobody is reminded twice by a double click.
        """
        self.ensure_one()
        self.lock_for_update()
        if self.state == "sent":
            raise UserError(self.env._("These reminders have been sent already."))
        chosen = self.line_ids.filtered("send")
        if not chosen:
            raise UserError(self.env._("Tick at least one customer."))
        communications = self._create_communications(chosen)
        self.write({"state": "sent", "communication_ids": [Command.set(communications.ids)]})
        letters = self._get_letters()
        mails = communications - letters
        mails._generate_emails()
        letters._mark_credit_line_as_sent()
        self._note_on_customers(communications)
        return self.action_print() if letters else self._get_mailed_action(mails)

    def action_print(self):
        """Print the letters as one PDF."""
        self.ensure_one()
        report = self.env.ref("account_credit_control.credit_control_summary")
        return report.report_action(self._get_letters(), data={}, config=False)

    def action_view_communications(self):
        """Open the reminders that went out."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account_credit_control.credit_control_communication_action"
        )
        return {**action, "domain": [("id", "in", self.communication_ids.ids)]}

    def _get_letters(self):
        return self.communication_ids.filtered(
            lambda one: "letter" in one.credit_control_line_ids.mapped("channel")
        )

    @api.model
    def _get_overdue_domain(self, company, date):
        """Open receivable items past their due date."""
        return Domain(
            [
                ("company_id", "=", company.id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
                ("amount_residual", ">", 0),
                ("partner_id", "!=", False),
                ("date_maturity", "<", date),
            ]
        )

    @api.model
    def _start(self, domain, chosen=True):
        """Open the screen on the overdue items of a domain.

        :param bool chosen: the user chose these customers, so all of them are ticked; else only
            those whose next reminder is due
        """
        self.check_access("create")
        date = fields.Date.context_today(self)
        items = self.env["account.move.line"].search(
            self._get_overdue_domain(self.env.company, date) & domain
        )
        items = items.filtered(lambda item: not item._get_credit_policy().do_nothing)
        if not items:
            message = self.env._("There is nothing overdue to remind of.")
            if chosen:
                raise UserError(message)
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {"type": "success", "message": message},
            }
        reminder = self.create({"date": date})
        reminder._create_lines(items, chosen)
        return reminder._get_action()

    def _create_lines(self, items, chosen):
        due_levels = self._get_due_levels(items)
        groups = items.grouped(lambda item: (item.partner_id, item.currency_id))
        last_lines = self._get_last_lines(items)
        vals_list = []
        for (partner, currency), group in groups.items():
            last = max(
                (last_lines[item] for item in group if item in last_lines),
                key=lambda line: (line.date, line.level),
                default=self.env["credit.control.line"],
            )
            due = self._get_highest(due_levels[item] for item in group if item in due_levels)
            level = due or self._get_next_level(group[0]._get_credit_policy(), last)
            if level:
                vals_list.append(
                    {
                        "reminder_id": self.id,
                        "partner_id": partner.id,
                        "currency_id": currency.id,
                        "move_line_ids": [Command.set(group.ids)],
                        "last_line_id": last.id,
                        "level_id": level.id,
                        "is_due": bool(due),
                    }
                )
        lines = self.env["crm.payment.reminder.line"].create(vals_list)
        for line in lines:
            line.send = (chosen or line.is_due) and line.amount_to_pay > 0

    def _get_due_levels(self, items):
        """The level that each item has reached by its policy's delays, where it has reached one."""
        self.env["credit.control.line"].flush_model()
        levels = {}
        for policy, group in items.grouped(lambda item: item._get_credit_policy()).items():
            for level in policy.level_ids.sorted("level"):
                for item in level.get_level_lines(self.date, group):
                    levels[item] = level
        return levels

    def _get_highest(self, levels):
        return max(
            levels, key=lambda level: level.level, default=self.env["credit.control.policy.level"]
        )

    def _get_last_lines(self, items):
        """The last reminder that went out for each item."""
        lines = self.env["credit.control.line"].search(
            [
                ("move_line_id", "in", items.ids),
                ("state", "not in", ["draft", "ignored"]),
                ("manually_overridden", "=", False),
            ],
            order="id",
        )
        return {line.move_line_id: line for line in lines}

    def _get_next_level(self, policy, last):
        """The level after the last reminder's; the highest again after that."""
        levels = policy.level_ids.sorted("level")
        above = levels.filtered(lambda level: level.level > (last.level if last else 0))
        return above[:1] or levels[-1:]

    def _create_communications(self, chosen):
        """The chosen lines as reminders of account_credit_control, ready to go out."""
        control_lines = self.env["credit.control.line"]
        for level, lines in chosen.grouped("level_id").items():
            control_lines |= control_lines.create_or_update_from_mv_lines(
                lines.move_line_ids, level, self.date, self.company_id, check_tolerance=False
            )
        by_item = {line.move_line_id: line for line in control_lines}
        for channel, lines in chosen.grouped("channel").items():
            ready = control_lines.browse(by_item[item].id for item in lines.move_line_ids)
            ready.write({"channel": channel, "state": "to_be_sent"})
        communications = self.env["credit.control.communication"]
        for lines in control_lines.grouped("channel").values():
            communications |= communications._generate_comm_from_credit_lines(lines)
        communications.report_date = self.date
        return communications

    def _note_on_customers(self, communications):
        for one in communications:
            one.partner_id.message_post(
                body=self.env._(
                    "%(level)s: %(count)s open items, %(amount)s",
                    level=one.policy_level_id.name,
                    count=len(one.credit_control_line_ids),
                    amount=one.currency_id.format(one.total_due),
                ),
                subtype_xmlid="mail.mt_note",
            )

    def _get_mailed_action(self, mails):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%(count)s reminders are on their way.", count=len(mails)),
                "next": self._get_action(),
            },
        }

    def _get_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Payment Reminders"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
