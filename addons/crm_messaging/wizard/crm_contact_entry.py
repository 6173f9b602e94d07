from odoo import api, fields, models

from ..models.crm_contact_log import CHANNELS, DIRECTIONS, PURPOSES

RECORDED = [pair for pair in CHANNELS if pair[0] in ("phone", "visit", "letter", "chat")]


class CrmContactEntry(models.TransientModel):
    """A call, a meeting, a visit at the counter or at a fair, recorded in seconds."""

    _name = "crm.contact.entry"
    _description = "Record a Contact"

    log_id = fields.Many2one("crm.contact.log", "Call")
    partner_id = fields.Many2one("res.partner", "Customer", required=True)
    channel = fields.Selection(RECORDED, required=True, default="phone")
    direction = fields.Selection(DIRECTIONS, required=True, default="in")
    purpose = fields.Selection(PURPOSES, required=True, default="service")
    result = fields.Selection(
        [
            ("reached", "Reached"),
            ("not_reached", "Not reached"),
            ("call_back", "Call back"),
            ("order", "Order"),
            ("refused", "Not interested"),
        ],
        default="reached",
    )
    subject = fields.Char()
    text = fields.Text("Note")
    duration = fields.Float("Minutes")
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    next_date = fields.Date("Next activity on")
    next_summary = fields.Char("Next activity")
    res_model = fields.Char()
    res_id = fields.Integer()

    @api.model
    def default_get(self, fields_list):
        """Take what the journal knows of a call that rings."""
        values = super().default_get(fields_list)
        log = self.env["crm.contact.log"].browse(values.get("log_id") or [])
        if log:
            values |= {"channel": log.channel, "direction": log.direction, "date": log.date}
            values |= {"partner_id": values.get("partner_id") or log.partner_id.id}
        return values

    def action_save(self):
        """Record the contact, and plan what comes next.

        :return: an action that closes the form
        """
        for entry in self:
            values = entry._log_values()
            if entry.log_id:
                entry.log_id.write(values)
            else:
                entry.log_id = self.env["crm.contact.log"].create(values)
            if entry.next_date:
                entry._plan_next()
        return {"type": "ir.actions.act_window_close"}

    def _log_values(self):
        outcomes = dict(self._fields["result"]._description_selection(self.env))
        reached = self.result != "not_reached"
        return {
            "partner_id": self.partner_id.id,
            "channel": self.channel,
            "direction": self.direction,
            "purpose": self.purpose,
            "state": "answered" if reached else "failed",
            "outcome": outcomes.get(self.result, False),
            "user_id": self.env.uid,
            "date": self.date,
            "duration": self.duration,
            "subject": self.subject,
            "text": self.text,
            "res_model": self.res_model or self.log_id.res_model,
            "res_id": self.res_id or self.log_id.res_id,
        }

    def _plan_next(self):
        self.partner_id.activity_schedule(
            "mail.mail_activity_data_call",
            date_deadline=self.next_date,
            summary=self.next_summary or self.subject,
            user_id=self.env.uid,
        )
