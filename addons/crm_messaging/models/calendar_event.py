from odoo import api, fields, models

FOLLOWED = {"name", "start", "stop", "duration", "partner_ids", "active", "user_id", "privacy"}


class CalendarEvent(models.Model):
    """Meetings with customers stand in the journal as personal contacts."""

    _inherit = "calendar.event"

    @api.model_create_multi
    def create(self, vals_list):
        """Make meetings, and their rows in the journal."""
        events = super().create(vals_list)
        events._journal()
        return events

    def write(self, vals):
        """Change meetings, and their rows in the journal."""
        result = super().write(vals)
        if FOLLOWED & set(vals):
            self._journal()
        return result

    def _journal(self):
        """Make the journal say of each meeting with which customers it is."""
        # sudo: whoever makes a meeting need not see the journal
        known = self.env["crm.contact.log"].sudo().search([("event_id", "in", self.ids)])
        by_event = known.grouped("event_id")
        new, stale = [], known.browse()
        # sudo: see above
        for event in self.sudo():
            logs = by_event.get(event, known.browse())
            customers = event._customers()
            stale |= logs.filtered(lambda log, those=customers: log.partner_id not in those)
            for log in logs - stale:
                log.write(event._journal_values(log.partner_id))
            new += [event._journal_values(one) for one in customers - logs.partner_id]
        stale.unlink()
        known.create(new)

    def _customers(self):
        if not self.active:
            return self.env["res.partner"]
        return self.partner_ids.filtered("partner_share")

    def _journal_values(self, partner):
        over = self.stop and self.stop <= fields.Datetime.now()
        return {
            "company_id": (partner.company_id or self.env.company).id,
            "partner_id": partner.id,
            "channel": "visit",
            "direction": "out",
            "state": "answered" if over else "draft",
            "user_id": self.user_id.id,
            "date": self.start,
            "duration": self.duration * 60,
            # a private meeting is nobody else's business
            "subject": self.name if self.effective_privacy != "private" else False,
            "event_id": self.id,
            "res_model": self.res_model if self.res_id else False,
            "res_id": self.res_id,
        }
