from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..adapters import day_table, terms_of, zone_of
from ..deadline_engine import legal_deadlines, local_day

REGIMES = [
    ("b2b", "Firm: by contract"),
    ("consumer", "Consumer's complaint"),
    ("warranty", "Consumer's warranty claim"),
    ("withdrawal", "Consumer's withdrawal"),
    ("none", "No legal term"),
]
TERMS = {
    "answer_deadline": "answered_at",
    "statement_deadline": "stated_at",
    "repair_deadline": "repaired_at",
    "refund_deadline": "refunded_at",
}
#: feasts can stretch the five working days over as many calendar days
STRETCH = timedelta(days=60)


class HelpdeskTicket(models.Model):
    """What the law says of a ticket: its regime, its terms, how long it is kept."""

    _inherit = "helpdesk.ticket"

    legal_regime = fields.Selection(
        REGIMES,
        compute="_compute_legal_regime",
        store=True,
        readonly=False,
        index=True,
        tracking=True,
        help="Follows from the kind, the consumer and the claim; a helpdesk manager may correct "
        "it.",
    )
    answer_deadline = fields.Datetime(
        string="Answer until", compute="_compute_legal_deadlines", store=True
    )
    statement_deadline = fields.Datetime(
        string="Statement until", compute="_compute_legal_deadlines", store=True
    )
    repair_deadline = fields.Datetime(
        string="Repair until", compute="_compute_legal_deadlines", store=True
    )
    refund_deadline = fields.Datetime(
        string="Refund until", compute="_compute_legal_deadlines", store=True
    )
    answered_at = fields.Datetime(string="Answered", copy=False, tracking=True)
    answer_proof = fields.Char(
        copy=False,
        groups="base.group_user",
        help="How it can be proved that the answer was delivered: number of the registered letter…",
    )
    stated_at = fields.Datetime(string="Statement made", copy=False, tracking=True)
    repaired_at = fields.Datetime(string="Repaired", copy=False, tracking=True)
    refunded_at = fields.Datetime(string="Refunded", copy=False, tracking=True)
    deadline = fields.Datetime(
        compute="_compute_deadline",
        store=True,
        readonly=False,
        index=True,
        tracking=True,
        copy=False,
        help="The next term of the law that is not met yet; without one, the one that you set.",
    )
    kept_until = fields.Date(
        compute="_compute_kept_until",
        groups="base.group_user",
        help="Complaints of consumers cannot be deleted before this day.",
    )
    conciliation_body_id = fields.Many2one(
        "crm.conciliation.body",
        compute="_compute_conciliation_body_id",
        groups="base.group_user",
        help="Competent by where the consumer lives.",
    )

    @api.depends("kind", "is_consumer", "claim")
    def _compute_legal_regime(self):
        for ticket in self:
            ticket.legal_regime = ticket._regime_of_facts()

    def _regime_of_facts(self):
        if not self.is_consumer:
            return "b2b"
        by_kind = {"complaint": "consumer", "warranty": "warranty"}
        withdraws = "withdrawal" if self.claim == "withdrawal" else "none"
        return by_kind.get(self.kind, withdraws)

    @api.depends("legal_regime", "received_at", "claim", "company_id")
    def _compute_legal_deadlines(self):
        for company, tickets in self.grouped("company_id").items():
            dated = tickets.filtered("received_at")
            for name in TERMS:
                (tickets - dated)[name] = False
            if dated:
                dated._set_legal_deadlines(company)

    def _set_legal_deadlines(self, company):
        zone, terms = zone_of(company), terms_of(company)
        moments = self.mapped("received_at")
        first, last = local_day(min(moments), zone), local_day(max(moments), zone)
        table = day_table(self.env, company, first, last + STRETCH)
        for ticket in self:
            found = legal_deadlines(
                ticket.legal_regime,
                ticket.received_at,
                zone,
                table,
                terms,
                withdraws=ticket.claim == "withdrawal",
            )
            ticket.answer_deadline = found.answer
            ticket.statement_deadline = found.statement
            ticket.repair_deadline = found.repair
            ticket.refund_deadline = found.refund

    @api.depends(*TERMS, *TERMS.values())
    def _compute_deadline(self):
        for ticket in self:
            terms = [
                ticket[name] for name, met in TERMS.items() if ticket[name] and not ticket[met]
            ]
            had_terms = any(ticket[name] for name in TERMS)
            ticket.deadline = min(terms) if terms else not had_terms and ticket.deadline

    @api.depends("legal_regime", "received_at", "answered_at", "company_id")
    def _compute_kept_until(self):
        for ticket in self:
            ticket.kept_until = False
            if ticket.legal_regime in ("consumer", "warranty", "withdrawal"):
                start = ticket.answered_at or ticket.received_at
                years = ticket.company_id.sudo().complaint_retention_years  # the law's term
                ticket.kept_until = (start + relativedelta(years=years)).date()

    @api.depends(
        "partner_id.country_id", "partner_id.state_id", "partner_id.zip", "is_consumer"
    )  # fmt: skip
    def _compute_conciliation_body_id(self):
        bodies = self.env["crm.conciliation.body"].search([("active", "=", True)])
        for ticket in self:
            ours = ticket.is_consumer and ticket.partner_id
            ticket.conciliation_body_id = bodies._competent_for(ours) if ours else False

    def _check_may_correct_regime(self, vals):
        """Refuse that others than managers say which law applies."""
        if "legal_regime" not in vals or self.env.su:
            return
        if not self.env.user.has_group("helpdesk_mgmt.group_helpdesk_manager"):
            raise AccessError(
                self.env._(
                    "Only helpdesk managers correct the legal regime. It follows from the kind, "
                    "“Consumer” and what the customer wants: correct these."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_may_correct_regime(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_may_correct_regime(vals)
        return super().write(vals)
