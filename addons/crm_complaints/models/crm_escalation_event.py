from odoo import fields, models


class CrmEscalationEvent(models.Model):
    """A step of an escalation that was taken, and why; each one exactly once.

    Steps taken by hand have no policy; their occurrence counts how often a level was set so.
    """

    _name = "crm.escalation.event"
    _description = "Escalation Event"
    _order = "date desc, id desc"

    ticket_id = fields.Many2one("helpdesk.ticket", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="ticket_id.company_id", store=True, index=True)
    policy_id = fields.Many2one("crm.escalation.policy", index=True, ondelete="set null")
    level = fields.Integer(required=True)
    occurrence = fields.Integer(required=True, default=1)
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    due_at = fields.Datetime(string="Due", help="When the step came due.")
    base = fields.Datetime(string="Because of", help="The fact behind it: it never counts twice.")
    reason = fields.Char(required=True)
    user_id = fields.Many2one("res.users", string="By", default=lambda self: self.env.user)

    _once = models.UniqueIndex(
        "(ticket_id, COALESCE(policy_id, 0), level, occurrence)",
        "This step of the escalation was taken already.",
    )
