from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from ..adapters import zone_of
from ..deadline_engine import end_of_day

MONTH = relativedelta(months=1)


class CrmComplaintMonthly(models.Model):
    """What management was sent about a month; once for each company and month."""

    _name = "crm.complaint.monthly"
    _description = "Monthly Report on Complaints"
    _order = "month desc, company_id"
    _rec_name = "month"

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    month = fields.Date(required=True, readonly=True, help="Its first day.")
    sent_at = fields.Datetime(string="Sent", readonly=True)
    user_ids = fields.Many2many("res.users", string="Sent to", readonly=True)
    attachment_ids = fields.Many2many("ir.attachment", string="Workbook", readonly=True)

    _once = models.UniqueIndex(
        "(company_id, month)", "This month's report was sent to the company's management already."
    )

    @api.model
    def _cron_send(self):
        """Send each company the report on the month that ended, if it was not sent yet.

        Report and letter are kept together: killed in the middle, neither is there, and the next
        run makes both.
        """
        for company, month in self._missing():
            self._send(company, month)
            self.env["ir.cron"]._commit_progress(1)

    @api.model
    def _missing(self):
        """Return (company, month) of what is to be sent."""
        companies = self.env["res.company"].search([("complaint_report_user_ids", "!=", False)])
        found = [(company, self._today(company).replace(day=1) - MONTH) for company in companies]
        sent = {
            (row.company_id, row.month)
            for row in self.search([("company_id", "in", companies.ids)])
        }
        return [pair for pair in found if pair not in sent]

    @api.model
    def _today(self, company):
        own = self.with_context(tz=str(zone_of(company)))
        return fields.Date.context_today(own)

    @api.model
    def _send(self, company, month):
        """Make the report on a month and the letter that brings it; the mail queue sends it."""
        users = company.complaint_report_user_ids.filtered("active")
        lang = company.partner_id.lang or self.env.lang
        own = self.with_company(company).with_context(
            lang=lang, tz=str(zone_of(company)), allowed_company_ids=company.ids
        )
        content = own._workbook(company, month)
        label = month.strftime("%Y-%m")
        report = own.create(
            {
                "company_id": company.id,
                "month": month,
                "sent_at": fields.Datetime.now(),
                "user_ids": users.ids,
            }
        )
        workbook = own.env["ir.attachment"].create(
            {
                "name": own.env._("complaints-%s.xlsx", label),
                "raw": content,
                "res_model": report._name,
                "res_id": report.id,
            }
        )
        report.attachment_ids = workbook
        own._make_letter(company, users, label, workbook)
        return report

    @api.model
    def _make_letter(self, company, users, label, workbook):
        subject = self.env._("Complaints in %(month)s: %(company)s", month=label,
                             company=company.name)  # fmt: skip
        body = self.env._("Enclosed is the report on tickets and complaints in %s.", label)
        return self.env["mail.mail"].create(
            {
                "subject": subject,
                "body_html": body,
                "email_from": company.email_formatted or self.env.user.email_formatted,
                "recipient_ids": [fields.Command.set(users.partner_id.ids)],
                "attachment_ids": [fields.Command.set(workbook.ids)],
                "auto_delete": True,
            }
        )

    @api.model
    def _bounds(self, company, month):
        """Return the first moment of a month and that of the next one, in UTC."""
        zone = zone_of(company)
        second = relativedelta(seconds=1)
        before, last = month - relativedelta(days=1), month + MONTH - relativedelta(days=1)
        return end_of_day(before, zone) + second, end_of_day(last, zone) + second
