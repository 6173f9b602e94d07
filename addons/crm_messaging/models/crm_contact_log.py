from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import clean_context

CHANNELS = [
    ("email", "E-mail"),
    ("sms", "Text message"),
    ("letter", "Letter"),
    ("phone", "Telephone"),
    ("chat", "Chat"),
    ("visit", "Personal"),
]
DIRECTIONS = [("in", "Incoming"), ("out", "Outgoing")]
PURPOSES = [("service", "Service"), ("contract", "Contract"), ("marketing", "Marketing")]
STATES = [
    ("draft", "Draft"),
    ("queued", "Queued"),
    ("sent", "Sent"),
    ("delivered", "Delivered"),
    ("opened", "Opened"),
    ("answered", "Answered"),
    ("failed", "Failed"),
    ("skipped", "Skipped"),
]
#: how far a message has come; what has come farther does not go back
PROGRESS = {"draft": 0, "queued": 1, "skipped": 2, "failed": 2, "sent": 3, "delivered": 4,
            "opened": 5, "answered": 6}  # fmt: skip
#: what the queue notes, and nobody else
OF_QUEUE = {
    "attempts", "by_odoo", "claimed_at", "event_id", "idempotency_key", "message_id",
    "notification_id", "parts", "provider_id", "provider_ref",
}  # fmt: skip
#: what a queued message says, to whom and from whom
OF_MESSAGE = {
    "address", "attachment_ids", "body", "channel", "company_id", "direction", "partner_id",
    "purpose", "res_id", "res_model", "scheduled_at", "subject", "template_id", "text", "user_id",
}  # fmt: skip


class CrmContactLog(models.Model):
    """One contact with a customer, in or out, on whatever channel: the journal.

    Outgoing messages wait here as well (`queued`), so that one row tells the whole life of a
    message. What came in and waits for an answer is `delivered`.
    """

    _name = "crm.contact.log"
    _description = "Contact in the Journal"
    _order = "date desc, id desc"
    _rec_name = "subject"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    partner_id = fields.Many2one("res.partner", "Customer", ondelete="set null")
    channel = fields.Selection(CHANNELS, required=True)
    direction = fields.Selection(DIRECTIONS, required=True, default="out")
    purpose = fields.Selection(PURPOSES, required=True, default="service")
    state = fields.Selection(STATES, "Status", required=True, default="draft")
    reason = fields.Char(help="Why the message was not sent, or what the other side said of it.")
    user_id = fields.Many2one(
        "res.users", default=lambda self: self.env.user, index="btree_not_null"
    )
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    duration = fields.Float("Duration (minutes)")
    outcome = fields.Char(help="What came of it, as the user says: reached, call back …")
    res_model = fields.Char("Model of the document")
    res_id = fields.Many2oneReference("Document", model_field="res_model")
    address = fields.Char(help="The number or address on the channel.")
    subject = fields.Char()
    body = fields.Html(help="What an e-mail or a letter says.")
    text = fields.Text(help="What a text message says, or a note on a call or a visit.")
    template_id = fields.Many2one("crm.message.template", index="btree_not_null")
    attachment_ids = fields.Many2many("ir.attachment", bypass_search_access=True)
    message_id = fields.Many2one("mail.message", ondelete="set null", index="btree_not_null")
    notification_id = fields.Many2one(
        "mail.notification", ondelete="set null", index="btree_not_null"
    )
    event_id = fields.Many2one(
        "calendar.event", "Meeting", ondelete="cascade", index="btree_not_null"
    )
    reply_to_id = fields.Many2one(
        "crm.contact.log", "Answers", ondelete="set null", index="btree_not_null"
    )
    response_hours = fields.Float(
        "Answered after (hours)", aggregator="avg", readonly=True, copy=False
    )
    by_odoo = fields.Boolean("Sent by Odoo itself", readonly=True)
    scheduled_at = fields.Datetime("Send at")
    attempts = fields.Integer(readonly=True, copy=False)
    claimed_at = fields.Datetime("Being sent since", readonly=True, copy=False)
    idempotency_key = fields.Char(readonly=True, copy=False)
    provider_id = fields.Many2one("crm.sms.provider", ondelete="restrict", index="btree_not_null")
    provider_ref = fields.Char(
        "Number at the gateway", readonly=True, copy=False, index="btree_not_null"
    )
    parts = fields.Integer(help="Text messages that the gateway charges for.", readonly=True)

    _key_unique = models.UniqueIndex(
        "(idempotency_key, partner_id) WHERE idempotency_key IS NOT NULL",
        "This message has been sent already.",
    )
    _came_once = models.UniqueIndex(
        "(provider_id, provider_ref) WHERE direction = 'in' AND provider_ref IS NOT NULL",
        "This message came before.",
    )
    _call_once = models.UniqueIndex(
        "(provider_ref) WHERE channel = 'phone' AND provider_ref IS NOT NULL",
        "This call is in the journal already.",
    )
    _duration_not_negative = models.Constraint(
        "CHECK(duration >= 0)", "A contact cannot last less than nothing."
    )
    _queue_idx = models.Index("(channel, purpose, id) WHERE state = 'queued'")
    _inbox_idx = models.Index("(date, id) WHERE direction = 'in' AND state = 'delivered'")
    _partner_idx = models.Index("(partner_id, date DESC, id DESC)")
    _date_idx = models.Index("(date DESC, id DESC)")
    _document_idx = models.Index("(res_model, res_id) WHERE res_id IS NOT NULL")

    @api.model_create_multi
    def create(self, vals_list):
        """Record contacts; what a dialog of Odoo has as its own defaults is not for them."""
        self._check_untouched(*vals_list)
        clean = self.with_env(self.env(context=clean_context(self.env.context)))
        return super(CrmContactLog, clean).create(vals_list)

    def write(self, vals):
        """Change contacts; what is queued only `crm.message` changes."""
        self._check_untouched(vals)
        if not self.env.su and OF_MESSAGE & set(vals) and "queued" in self.mapped("state"):
            raise AccessError(self.env._("A message that is queued can be cancelled, not changed."))
        return super().write(vals)

    @api.model
    def _check_untouched(self, *vals_list):
        """Users record contacts; messages are queued by `crm.message.send`, which decides."""
        if self.env.su:
            return
        for vals in vals_list:
            if OF_QUEUE & set(vals) or vals.get("state") == "queued":
                raise AccessError(self.env._("Send messages by writing to customers."))

    @api.depends("subject", "text", "channel", "partner_id")
    def _compute_display_name(self):
        channels = dict(self._fields["channel"]._description_selection(self.env))
        for log in self:
            words = log.subject or (log.text or "").strip().split("\n")[0][:60]
            log.display_name = words or f"{channels[log.channel]} {log.partner_id.name or ''}"

    def action_open_document(self):
        """Open the document that the contact belongs to, else its customer.

        :return: a window's action
        """
        self.ensure_one()
        model, number = self.res_model, self.res_id
        if not (model in self.env and number):
            model, number = "res.partner", self.partner_id.id
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "res_id": number,
            "views": [(False, "form")],
        }

    def action_cancel(self):
        """Take messages back that wait to be sent.

        :return: True
        :raise UserError: none of them waits any more
        """
        self.check_access("write")
        waiting = self.filtered(lambda log: log.state == "queued" and not log.claimed_at)
        if not waiting:
            raise UserError(self.env._("None of these messages waits any more."))
        # two must not decide on one message: its sender, and who cancels it
        waiting.lock_for_update()
        waiting._move_on("skipped", self.env._("Cancelled by %(user)s", user=self.env.user.name))
        return True

    @api.model
    def _merge(self, src_partners, dst_partner):
        """Let the journals of persons who become one stand side by side: each key once a person."""
        keyed = self.search(
            [
                ("partner_id", "in", (src_partners | dst_partner).ids),
                ("idempotency_key", "!=", False),
            ]
        )
        for same in keyed.grouped("idempotency_key").values():
            kept = same.filtered(lambda log: log.partner_id == dst_partner) or same[0]
            (same - kept).write({"idempotency_key": False})
        self.flush_model(["idempotency_key"])

    def _move_on(self, state, reason=False):
        """Note that messages have come so far; those that came farther stay as they are."""
        reached = PROGRESS[state]
        behind = self.filtered(lambda log: PROGRESS[log.state] < reached)
        # sudo: the mark of the queue
        behind.sudo().write({"state": state, "reason": reason, "claimed_at": False})
        return behind

    def _fail(self, reason):
        """Note that the other side gave messages back: no way on, even after `sent`."""
        open_ones = self.filtered(lambda log: PROGRESS[log.state] < PROGRESS["opened"])
        # sudo: the mark of the queue
        open_ones.sudo().write({"state": "failed", "reason": reason, "claimed_at": False})
